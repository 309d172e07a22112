from odoo import models

from ..tools.contact_hours import is_contact_hour


class RelationshipTouchpoint(models.Model):
    """My Day's side panel: what to mind before the call."""

    _inherit = "relationship.touchpoint"

    def _prepare_panel_values(self):
        return {**super()._prepare_panel_values(), "notices": self._get_hour_notices()}

    def _prepare_panel_customer(self, customer):
        values = super()._prepare_panel_customer(customer)
        notices = [customer.disturb_notice]
        if self.hold_reason != "quiet":  # the customer's notice says so
            notices.append(self.hold_text)
        values["notices"] = [*filter(None, notices), *self._get_hour_notices()]
        return values

    def _get_hour_notices(self):
        """Say so where customers are not called at this hour."""
        company = self.company_id.sudo()
        hours = company.relationship_contact_hours
        now = self.branch_id.sudo()._get_local_now(company)
        calendar = self.env["relationship.calendar.day"]
        if not calendar._is_working_day(now.date(), company):
            return [self.env._("Today is a day off: customers are not called.")]
        if is_contact_hour(now.time(), hours):
            return []
        return [self.env._("Outside the contact hours: %s", hours)]
