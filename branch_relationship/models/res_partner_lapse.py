from odoo import models
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES


class ResPartner(models.Model):
    """A customer who leaves: at once there is nothing to do for them in My Day.

    Whoever comes back is contacted again as of the next night.
    """

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals or "relationship_stage" in vals:
            # sudo: the rules close contacts, whoever archives a customer
            self.sudo()._close_lapsed_touchpoints(vals.get("relationship_stage"))
        return result

    def _close_lapsed_touchpoints(self, stage):
        """Close what there is no reason for any more in the stage just written.

        What people had planned with a customer who is lost now goes, too. What they
        plan from now on is meant to win the customer back, and stays.
        """
        touchpoints = self.env["relationship.touchpoint"].search(
            [("customer_id", "in", self.ids), ("state", "in", OPEN_STATES)]
        )
        if stage == "lost":
            planned = touchpoints.filtered(lambda row: not row.reason_ids)
            planned._close_skipped({"skip_reason": self.env._("customer lost")})
        if touchpoints:
            touchpoints._close_lapsed(SQL("c.id = ANY(%s)", self.ids))
