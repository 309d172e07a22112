from odoo.tests import HttpCase, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipSimulationUi(RelationshipCase, HttpCase):
    """The administrator tries another threshold, looks, and adopts it; in both
    languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        cls.rich = cls._create_customer("Rich", asset_amount=550_000)
        cls.middle = cls._create_customer("Middle", asset_amount=450_000)
        cls.poor = cls._create_customer("Poor", asset_amount=10)
        cls.customers = cls.rich + cls.middle + cls.poor
        cls.customers._classify()
        cls.levels = cls.env["relationship.level"].search(
            [("company_id", "=", cls.company.id)]
        )

    def _get_thresholds(self):
        return {level: level.min_value for level in self.levels}

    def _get_segments(self):
        return [customer.segment_id for customer in self.customers]

    def test_simulation(self):
        self._adopt("relationship_simulation")

    def test_simulation_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.admin.lang = "zh_CN"
        self._adopt("relationship_simulation_chinese")

    def _adopt(self, tour):
        thresholds = self._get_thresholds()
        self.assertEqual(
            self._get_segments(), [self.high_low, self.low_low, self.low_low]
        )
        changes = self.customers.segment_change_ids

        self.start_tour("/odoo", tour, login="rel_admin")

        self.env.invalidate_all()
        high = self.high_low.asset_level_id
        self.assertEqual(thresholds[high], 500_000)
        self.assertEqual(self._get_thresholds(), {**thresholds, high: 400_000})
        self.assertEqual(
            self._get_segments(), [self.high_low, self.high_low, self.low_low]
        )
        self.assertRecordValues(
            self.customers.segment_change_ids - changes,
            [
                {
                    "customer_id": self.middle.id,
                    "date": self.sub._get_local_today(),
                    "direction": "up",
                    "old_segment_id": self.low_low.id,
                    "new_segment_id": self.high_low.id,
                    "reason": "settings",
                    "user_id": self.admin.id,
                }
            ],
        )
