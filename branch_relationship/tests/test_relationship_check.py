from ast import literal_eval

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipCheck(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.env["ir.config_parameter"].set_param("branch_relationship.feed_folder", "x")
        cls.env["relationship.calendar.day"].create(
            {"name": "National Day", "date": "2026-10-01"}
        )
        # what others left in the database is none of this test's business
        cls.env["res.partner"].search(
            [("relationship_stage", "!=", False), "|"]
            + [("user_id", "=", False), ("branch_id", "=", False)]
        ).active = False
        ours = cls.branch | cls.sub | cls.other
        cls.env["crm.team"].search(
            [("branch_code", "!=", False), ("id", "not in", ours.ids)]
        ).write({"user_id": cls.root_head.id, "tz": "Asia/Shanghai"})

    def _get_lines(self):
        check = self.env["relationship.check"].with_user(self.admin)
        action = check.action_open()
        return check.browse(action["res_id"]).line_ids

    def _get_line(self, name):
        lines = self._get_lines()
        line = lines.filtered(lambda line: line.check == name)
        self.assertTrue(line, f"{name} is not reported: {lines.mapped('check')}")
        return line

    def _get_records(self, line):
        action = line.action_view_records()
        return self.env[action["res_model"]].search(literal_eval(action["domain"]))

    def test_all_in_order(self):
        lines = self._get_lines()
        self.assertEqual(lines.mapped("check"), [])
        self.assertTrue(self.env["relationship.check"].create({}).is_in_order)

    def test_missing_segment_is_put_right(self):
        self.high_high.active = False
        line = self._get_line("segments")
        self.assertEqual(line.count, 1)
        self.assertTrue(line.can_fix)
        line.action_fix()
        self.assertTrue(self.high_high.active)
        self.assertNotIn("segments", self._get_lines().mapped("check"))

    def test_missing_level(self):
        self.env["relationship.level"].search([("axis", "=", "asset")]).active = False
        self.assertEqual(self._get_line("levels").count, 1)

    def test_records_are_opened(self):
        fund = self._create_product("fund", "F1")
        unknown = self.env["product.category"].create({"name": "New Kind"})
        product = self._create_product("deposit", "X1", categ_id=unknown.id)
        customer = self._create_customer(user_id=False)
        homeless = self._create_customer(branch_id=False)
        self._create_holding(customer, product, "a")
        lost = self._create_user(
            "rel_lost", "branch_relationship.branch_relationship_group_rm"
        )
        self.other.user_id = False
        self.sub.tz = False
        for name, records in (
            ("products_grade", fund),
            ("categories_kind", unknown),
            ("customers_manager", customer),
            ("customers_branch", homeless),
            ("branches_head", self.other),
            ("branches_time_zone", self.sub),
        ):
            with self.subTest(check=name):
                line = self._get_line(name)
                self.assertEqual(self._get_records(line), records)
                self.assertEqual(line.count, len(records))
        self.assertIn(lost, self._get_records(self._get_line("managers_branch")))

    def test_other_clock_than_the_branchs(self):
        self.rm.tz = "Asia/Singapore"  # as late as Shanghai
        self.colleague.tz = False
        self.head.tz = "Europe/Paris"
        self.admin.tz = "Europe/Paris"
        line = self._get_line("managers_time_zone")
        self.assertEqual(self._get_records(line), self.head)

    def _get_check(self):
        return self.env["relationship.check"].with_user(self.admin).create({})

    def test_calendar_of_the_year(self):
        """Next year's is published in November: until then it is told, not missing."""
        days = self.env["relationship.calendar.day"]
        days.search([]).unlink()
        line = self._get_line("calendar")
        self.assertEqual(line.name, "Calendar of days off missing: 2026")
        unknown = "not known, only weekends are kept free"
        self.assertEqual(
            self._get_check().calendar_text, f"2026: {unknown}; 2027: {unknown}"
        )
        line.action_fix()
        self.assertNotIn("calendar", self._get_lines().mapped("check"))
        self.assertEqual(
            self._get_check().calendar_text, f"2026: known; 2027: {unknown}"
        )
        self.assertEqual(days.search_count([]), 39)

    def test_next_years_calendar_from_november_on(self):
        with self.shanghai("2026-11-02 08:00"):
            line = self._get_line("calendar")
            self.assertEqual(line.name, "Calendar of days off missing: 2027")
            self.assertEqual(line.count, 1)
            line.action_fix()
            self.assertNotIn("calendar", self._get_lines().mapped("check"))
            line = self._get_line("calendar_official")
            self.assertEqual(line.name, "Calendar of days off only computed: 2027")
            self.assertFalse(line.can_fix)
            self.assertIn(
                "2027: only public holidays, as computed",
                self._get_check().calendar_text,
            )

    def test_calendar_of_each_company(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.company_ids += bank
        checks = self.env["relationship.check"].with_user(self.admin)
        checks = checks.with_context(allowed_company_ids=(self.company + bank).ids)
        text = checks.create({}).calendar_text
        self.assertIn(f"{self.company.name}: 2026: known; 2027: not known", text)
        self.assertIn(" · Second Bank: 2026: not known", text)

    def test_night_and_folder(self):
        cron = self.env.ref("branch_relationship.ir_cron_relationship_night")
        cron.active = False
        self.env["ir.config_parameter"].set_param("branch_relationship.feed_folder", "")
        self.assertEqual(self._get_line("feed_folder").count, 1)
        self._get_line("night").action_fix()
        self.assertTrue(cron.active)

    def test_rule_that_broke(self):
        rule = self.env["relationship.potential.rule"].search([], limit=1)
        self.env.cr.execute(
            "UPDATE relationship_potential_rule SET domain = %s WHERE id = %s",
            ["[('gone', '=', 1)]", rule.id],
        )
        rule.invalidate_recordset()
        self.assertEqual(self._get_records(self._get_line("rules")), rule)

    def test_only_administrators(self):
        for user in (self.rm, self.head):
            with self.assertRaises(AccessError):
                self.env["relationship.check"].with_user(user).action_open()
