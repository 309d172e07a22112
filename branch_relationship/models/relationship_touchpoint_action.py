from odoo import models
from odoo.exceptions import UserError


class RelationshipTouchpoint(models.Model):
    """What a relationship manager may do with a contact at the press of a button."""

    _inherit = "relationship.touchpoint"

    def action_record_outcome(self):
        """Open the outcome dialog."""
        self.ensure_one()
        return self._get_outcome_action({"default_touchpoint_id": self.id})

    def action_skip(self):
        """Open the dialog that asks for the reason of skipping."""
        self.ensure_one()
        return self._get_outcome_action(
            {"default_touchpoint_id": self.id, "default_result": "skipped"},
            "relationship_touchpoint_outcome_action_skip",
        )

    def action_reached(self):
        """Record "reached" in one click, by the way the contact was planned."""
        for channel, touchpoints in self.grouped(
            lambda row: row._get_planned_channel()
        ).items():
            touchpoints.record_outcome({"result": "reached", "channel": channel})
        return True

    def action_not_reached(self):
        """Record one attempt in one click."""
        return self.record_outcome({"result": "not_reached"})

    def action_postpone(self):
        """Move to the next working day."""
        for touchpoint in self._filter_open():
            today = touchpoint._get_local_today()
            date = max(today, touchpoint.due_date)
            touchpoint.due_date = touchpoint._get_next_working_day(date)
        return True

    def action_claim(self):
        """Take contacts out of the branch pool and cover their customers."""
        self.check_access("read")
        # sudo: the pool is open to colleagues who do not own its customers
        touchpoints = self.sudo()._filter_open()
        if len(touchpoints) < len(self) or touchpoints.user_id:
            raise UserError(self.env._("Somebody has taken this contact already."))
        for customer in touchpoints.customer_id:
            customer.write(customer._prepare_cover_values(self.env.user, True))
        for day, claimed in touchpoints._grouped_by_local_today().items():
            due = claimed.filtered(
                lambda row, day=day: row.state == "planned"
                and row.due_date <= day
                and not row.hold_reason
            )
            due._assign()
        return True

    def _get_outcome_action(
        self, context, name="relationship_touchpoint_outcome_action"
    ):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"branch_relationship.{name}"
        )
        return {**action, "context": context}
