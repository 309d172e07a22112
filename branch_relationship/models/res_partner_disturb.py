from odoo import api, fields, models

from ..tools.texts import day_text
from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """What to mind before this customer is contacted, in words."""

    _inherit = "res.partner"

    disturb_notice = fields.Char(
        string="To Mind", compute="_compute_disturb_notice", groups=RM_GROUP
    )

    @api.depends("quiet_until", "quiet_reason", "current_consent_ids.state")
    @api.depends_context("lang")
    def _compute_disturb_notice(self):
        for partner in self:
            partner.disturb_notice = (
                " · ".join(partner._get_disturb_notices())
                if partner.relationship_stage
                else False
            )

    def _get_disturb_notices(self):
        """Return what the customer wants us to mind; another addon appends its own."""
        self.ensure_one()
        notices = []
        if self._is_quiet():
            notices.append(self._get_quiet_text())
        refused = self.current_consent_ids.filtered(lambda row: row.state != "granted")
        if refused:
            notices.append(
                self.env._(
                    "Refused: %s", ", ".join(row._get_subject() for row in refused)
                )
            )
        return notices

    def _get_quiet_text(self):
        text = self.env._("Quiet time until %s", day_text(self.env, self.quiet_until))
        return f"{text} ({self.quiet_reason})" if self.quiet_reason else text
