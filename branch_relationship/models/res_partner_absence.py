from odoo import models


class ResPartner(models.Model):
    """Whoever makes the contacts of an absent manager does so until they are back."""

    _inherit = "res.partner"

    def _prepare_cover_values(self, user, is_in_charge=False):
        values = super()._prepare_cover_values(user, is_in_charge)
        today = self.branch_id._get_local_today(self.company_id)
        last_day = self.env["relationship.absence"]._get_last_day(self.user_id, today)
        if is_in_charge and last_day:
            values["cover_until"] = last_day
        return values
