from odoo import api, fields, models
from odoo.tools import frozendict

from .res_partner import RM_GROUP


class ResUsers(models.Model):
    """The user's clock: who has no time zone works by the branch's, or the company's.

    Odoo would take UTC, by which the morning before eight in Shanghai is yesterday.
    """

    _inherit = "res.users"

    @api.model
    def context_get(self):
        """Let filters on today, and the browser, go by the user's clock."""
        context = super().context_get()
        if not context or context["tz"] or not self.env.user.has_group(RM_GROUP):
            return context
        return frozendict(context, tz=self.env.user._get_local_tz())

    def _get_local_tz(self):
        """Return the name of the time zone by which this user works."""
        self.ensure_one()
        # sudo: whoever works in a branch, or for a company, may know its time zone
        user = self.sudo()
        return user.tz or user._get_own_branch()._get_local_tz(user.company_id)

    def _get_local_today(self):
        """Return today where this user works."""
        tz = self.env.context.get("tz") or self._get_local_tz()
        return fields.Date.context_today(self.with_context(tz=tz))
