from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipSimulation(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls._archive_other_customers()
        cls.rich = cls._create_customer("Rich", asset_amount=550000)
        cls.poor = cls._create_customer("Poor", asset_amount=10)
        cls.payroll = cls._create_customer(
            "Payroll", asset_amount=20, is_payroll=True, user_id=cls.colleague.id
        )
        cls.prospect = cls._create_customer(
            "Prospect", asset_amount=30, relationship_stage="prospect"
        )
        cls.customers = cls.rich + cls.poor + cls.payroll + cls.prospect
        cls.customers._classify()

    def _simulate(self, asset_high=500000, payroll_points=10):
        simulation = Form(self.env["relationship.simulation"].with_user(self.admin))
        high = self.high_high.asset_level_id
        for index, line in enumerate(simulation.level_ids._records):
            if line["level_id"] == high.id:
                with simulation.level_ids.edit(index) as level:
                    level.min_value = asset_high
        rule = self.env.ref("branch_relationship.relationship_potential_rule_payroll")
        for index, line in enumerate(simulation.rule_ids._records):
            if line["rule_id"] == rule.id:
                with simulation.rule_ids.edit(index) as points:
                    points.points = payroll_points
        simulation = simulation.save()
        simulation.action_compute()
        return simulation

    def _get_versions(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id, xmin::text, ctid::text FROM res_partner WHERE id IN %s"
            " ORDER BY id",
            [tuple(self.customers.ids)],
        )
        return self.env.cr.fetchall()

    def test_unchanged_settings_move_nobody(self):
        simulation = self._simulate()
        self.assertFalse(simulation.move_ids)
        self.assertEqual(simulation.now_count + simulation.later_count, 0)
        self.assertFalse(simulation.level_ids.filtered("is_changed"))
        self.assertFalse(simulation.rule_ids.filtered("is_changed"))

    def test_before_and_after(self):
        before = self._get_versions()
        simulation = self._simulate(asset_high=600000, payroll_points=60)
        self.assertEqual(self._get_versions(), before)
        self.assertEqual(
            [
                (
                    cell.segment_id,
                    cell.count_before,
                    cell.count_after,
                    cell.amount_after,
                )
                for cell in simulation.cell_ids
            ],
            [
                (self.high_high, 0, 0, 0),
                (self.low_high, 0, 1, 20),
                (self.high_low, 1, 0, 0),
                (self.low_low, 3, 3, 550040),
            ],
        )
        self.assertEqual(simulation.cell_ids.mapped("count_change"), [0, 1, -1, 0])
        self.assertRecordValues(
            simulation.move_ids,
            [
                {
                    "customer_id": self.rich.id,
                    "old_segment_id": self.high_low.id,
                    "new_segment_id": self.low_low.id,
                    "timing": "later",
                    "asset_amount": 550000,
                },
                {
                    "customer_id": self.payroll.id,
                    "old_segment_id": self.low_low.id,
                    "new_segment_id": self.low_high.id,
                    "timing": "now",
                    "asset_amount": 20,
                },
            ],
        )
        self.assertEqual((simulation.now_count, simulation.later_count), (1, 1))

    def test_workload_against_capacity(self):
        self.colleague.daily_capacity = 15
        simulation = self._simulate(asset_high=600000, payroll_points=60)
        loads = simulation.load_ids
        self.assertEqual(loads.user_id, self.colleague + self.rm)
        mine = loads.filtered(lambda load: load.user_id == self.rm)
        self.assertEqual(mine.customer_count, 2)
        # 7/5 * (1/45 + 1/90) and 7/5 * 2/90
        self.assertEqual((mine.contacts_before, mine.contacts_after), (0.05, 0.03))
        self.assertEqual(mine.capacity, 15)
        self.assertFalse(simulation.is_exceeded)
        self.low_high.write({"contact_interval": 1})
        self.colleague.daily_capacity = 1
        simulation.action_compute()
        self.assertTrue(simulation.is_exceeded)

    def test_adopt(self):
        simulation = self._simulate(asset_high=600000, payroll_points=60)
        action = simulation.action_adopt()
        self.assertEqual(action["target"], "new")
        self.assertEqual(self.high_high.asset_level_id.min_value, 500000)
        simulation.action_confirm()
        self.assertEqual(self.high_high.asset_level_id.min_value, 600000)
        self.assertEqual(self.payroll.segment_id, self.low_high)
        self.assertEqual(self.payroll.segment_change_ids[0].reason, "settings")
        self.assertEqual(self.payroll.segment_change_ids[0].user_id, self.admin)
        self.assertEqual(self.rich.segment_id, self.high_low)
        self.rich._classify(date="2026-12-23")
        self.assertEqual(self.rich.segment_id, self.low_low)

    def test_adopt_values_of_other_levels(self):
        """Each level moves to where the next one was, up, back, and two in exchange."""
        high = self.high_high.asset_level_id
        top = high.copy({"name": "Top", "min_value": 1000000})
        for values in ((1000000, 2000000), (500000, 1000000), (1000000, 500000)):
            simulation = self.env["relationship.simulation"].with_user(self.admin)
            simulation = simulation.create({})
            for level, value in zip((high, top), values, strict=True):
                line = simulation.level_ids.filtered(
                    lambda x, lv=level: x.level_id == lv
                )
                line.min_value = value
            simulation.action_adopt()
            simulation.action_confirm()
            self.env.invalidate_all()
            self.assertEqual((high.min_value, top.min_value), values)

    def test_adopt_value_of_an_archived_level(self):
        high = self.high_high.asset_level_id
        archived = high.copy({"min_value": 600000, "active": False})
        simulation = self._simulate(asset_high=600000)
        simulation.action_confirm()
        self.env.invalidate_all()
        self.assertEqual((high.min_value, archived.min_value), (600000, 600000))

    def test_two_levels_of_one_value(self):
        with self.assertRaises(ValidationError):
            self._simulate(asset_high=0)

    def test_only_administrators(self):
        for user in (self.rm, self.head):
            with self.assertRaises(AccessError):
                self.env["relationship.simulation"].with_user(user).create({})
