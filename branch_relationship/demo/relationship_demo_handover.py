from odoo import api, fields, models
from odoo.fields import Command

DAYS_AGO = 21


class RelationshipDemo(models.AbstractModel):
    """Three weeks ago a branch head gave some customers of one manager to another."""

    _inherit = "relationship.demo"

    @api.model
    def _create_handover(self, today):
        head, former, manager = self._get_users("head1", "rm2", "rm3")
        customers = self.env["res.partner"].search(
            [("user_id", "=", former.id), ("relationship_stage", "=", "established")],
            order="id desc",
            limit=4,
        )
        handover = (
            self.env["relationship.handover"]
            .with_user(head)
            ._create_for(
                customers.with_user(head),
                reason=f"{former.name}客户较多，分出部分客户",
                target_ids=[Command.create({"user_id": manager.id})],
            )
        )
        handover.action_split()
        handover.action_hand_over()
        self._date_handover(handover.sudo(), today)

    @api.model
    def _date_handover(self, handover, today):
        """Let it be three weeks ago, and everybody have read of it."""
        day = fields.Date.subtract(today, days=DAYS_AGO)
        moment = fields.Datetime.add(fields.Datetime.to_datetime(day), hours=2)
        handover.done_at = moment
        notes = self.env["mail.message"].search(
            [
                ("model", "=", "res.partner"),
                ("res_id", "in", handover.line_ids.customer_id.ids),
                ("author_id", "=", handover.done_user_id.partner_id.id),
            ]
        )
        notes.date = moment
        people = (handover.from_user_ids | handover.to_user_ids).partner_id
        self.env["mail.notification"].search(
            [("res_partner_id", "in", people.ids), ("is_read", "=", False)]
        ).is_read = True
