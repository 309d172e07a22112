from odoo.tests import HttpCase, tagged

from .common_my_day import MyDayCase


@tagged("post_install", "-at_install")
class TestUiDisturb(MyDayCase, HttpCase):
    """Who is not to be disturbed, in the browser and in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.rm | cls.head).lang = "zh_CN"
        cls.contact = cls._create_assigned(cls.anna, "2026-09-23", cls.cadence)
        cls.anna.segment_id = cls.high_high
        cls.anna.write({"quiet_until": "2026-10-03", "quiet_reason": "出国"})
        cls.env["relationship.run"].create(
            {
                "date": "2026-09-23",
                "branch_id": cls.sub.id,
                "step": "dispatch",
                "state": "done",
                "company_id": cls.company.id,
            }
        )

    def test_manager_sees_why(self):
        self.start_tour("/odoo/my-day", "relationship_held", login="rel_rm")
        self.assertEqual(self.contact.hold_reason, "quiet")

    def test_manager_records_consent(self):
        self.start_tour(
            "/odoo/relationship-customers", "relationship_consent", login="rel_rm"
        )
        self.assertEqual(
            self.anna.consent_ids.sorted("id").mapped("state"), ["granted", "withdrawn"]
        )

    def test_head_releases(self):
        self.start_tour("/odoo/branch-day", "relationship_release", login="rel_head")
        self.assertEqual(self.contact.release_reason, "客户要求来电")
        self.assertEqual(self.contact.state, "assigned")
