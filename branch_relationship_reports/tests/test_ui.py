from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.branch_relationship.tests.common import RelationshipCase


@tagged("post_install", "-at_install")
class TestUi(RelationshipCase, HttpCase):
    """The analysis opens in Chinese, in each of its views, and without an error."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.head | cls.admin).lang = "zh_CN"
        today = fields.Date.today()  # as the browser has it
        cls.env["relationship.touchpoint"].create(
            {
                "customer_id": cls._create_customer("Anna").id,
                "due_date": today,
                "content_id": cls.env.ref(
                    "branch_relationship.relationship_care_content_cadence"
                ).id,
                "state": "done",
                "result": "reached",
                "done_date": today,
            }
        )

    def test_head(self):
        self.start_tour("/odoo", "relationship_contact_analysis", login="rel_head")

    def test_administrator(self):
        self.start_tour("/odoo", "relationship_contact_analysis", login="rel_admin")
