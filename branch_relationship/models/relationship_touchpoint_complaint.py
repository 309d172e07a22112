from odoo import fields, models

from ..tools.texts import day_text

SPOKEN_RESULTS = ("reached", "declined")


class RelationshipTouchpoint(models.Model):
    """A complaint is noted on the contact; the customer is left alone for a while."""

    _inherit = "relationship.touchpoint"

    is_complaint = fields.Boolean(
        string="Complaint", readonly=True, help="The customer complained."
    )

    def record_outcome(self, values):
        """Take ``is_complaint`` too: of a customer who was reached, or declined."""
        spoke = values.get("result") in SPOKEN_RESULTS
        values = {**values, "is_complaint": spoke and values.get("is_complaint")}
        result = super().record_outcome(values)
        if values["is_complaint"]:
            # sudo: who may record a contact need not be able to change the card
            self.sudo()._quieten_customers()
        return result

    def _quieten_customers(self):
        for day, touchpoints in self._grouped_by_local_today().items():
            reason = self.env._("complaint on %s", day_text(self.env, day))
            touchpoints.customer_id._start_quiet_time(reason)

    def _prepare_outcome_values(self, values):
        vals = super()._prepare_outcome_values(values)
        if values.get("is_complaint"):
            vals["is_complaint"] = True
        return vals

    def _get_outcome_text(self, values):
        text = super()._get_outcome_text(values)
        if not values.get("is_complaint"):
            return text
        return f"{self.env._('Complaint')}\n{text}"
