from odoo import models

from .relationship_touchpoint import OPEN_STATES


class ResPartner(models.Model):
    """The contact interval (DESIGN, Cadence).

    ``cadence_start`` is the day of the last reached two-way contact, or the day on
    which the last cadence reason was closed in any other way. Due is that day plus
    the interval; the cycle of the reason is ``cadence_start``. A customer has one open
    cadence reason at most: a changed interval re-dates it, and so does a restarted
    cadence, because another contact than the planned one has satisfied it.
    """

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "own_contact_interval" in vals or "segment_id" in vals:
            # sudo: a salesman saving an ordinary contact sees no customer's fields
            customers = self.sudo().filtered("relationship_stage")
            customers._update_contact_dates()
        return result

    def _update_contact_dates(self):
        super()._update_contact_dates()
        self._redate_cadence()

    def _redate_cadence(self):
        """Move the open cadence reasons of these customers to where they belong now."""
        reasons = self.env["relationship.touchpoint.reason"].sudo()
        reasons = reasons.search(
            [
                ("touchpoint_id.customer_id", "in", self.ids),
                ("touchpoint_id.state", "in", OPEN_STATES),
                ("content_id.trigger", "=", "cadence"),
            ]
        )
        for reason in reasons:
            reason._redate_cadence()
