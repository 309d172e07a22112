from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common import RelationshipCase

EXPORT = "base.group_allow_export"


@tagged("post_install", "-at_install")
class TestResConfigSettings(RelationshipCase):
    def _save(self, **values):
        self.env["res.config.settings"].create(values).execute()

    def test_export_right_is_a_setting(self):
        customer = self._create_customer("Private Wang")
        for is_allowed in (False, True, False):
            self._save(group_relationship_export=is_allowed)
            self.assertEqual(self.rm.has_group(EXPORT), is_allowed)
            self.assertEqual(self.head.has_group(EXPORT), is_allowed)
            self.assertFalse(self.salesman.has_group(EXPORT))
            as_rm = customer.with_user(self.rm)
            if is_allowed:
                data = as_rm.export_data(["name"])["datas"]
                self.assertEqual(data, [["Private Wang"]])
            else:
                with self.assertRaises(UserError):
                    as_rm.export_data(["name"])

    def test_figures_are_the_companys(self):
        self._save(
            relationship_daily_capacity=12,
            relationship_downgrade_months=6,
            relationship_night_hour=4.5,
            relationship_max_attempts=2,
            relationship_cover_days=10,
            relationship_leap_day="mar1",
        )
        company = self.env.company
        self.assertEqual(company.relationship_daily_capacity, 12)
        self.assertEqual(company.relationship_downgrade_months, 6)
        self.assertEqual(company.relationship_night_hour, 4.5)
        self.assertEqual(company.relationship_max_attempts, 2)
        self.assertEqual(company.relationship_cover_days, 10)
        self.assertEqual(company.relationship_leap_day, "mar1")

    def test_form_shows_every_figure(self):
        admin = self.env.ref("base.user_admin")
        form = Form(self.env["res.config.settings"].with_user(admin))
        for name in self.env["res.config.settings"]._fields:
            if name.startswith(("relationship_", "group_relationship_")):
                self.assertIn(name, form._view["fields"], name)
