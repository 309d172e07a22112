from odoo import api, fields, models


class RelationshipDemo(models.AbstractModel):
    """The bank's anniversary is today, so that there are greetings on every day."""

    _inherit = "relationship.demo"

    @api.model
    def _create_anniversary(self, today):
        festival = self.env["relationship.festival"].create(
            {"name": "示例银行行庆日", "month": today.month, "day": today.day}
        )
        greeting = self.env.ref(
            "branch_relationship.relationship_care_content_festival_batch"
        )
        greeting.copy(
            {
                "name": "行庆答谢",
                "festival_ids": [fields.Command.set(festival.ids)],
            }
        )
