from odoo import api, fields, models

from .relationship_touchpoint import OPEN_STATES


class ResUsers(models.Model):
    """A relationship manager who leaves: the open work goes to the branch pool."""

    _inherit = "res.users"

    daily_capacity = fields.Integer(
        help="Contacts this person makes on a working day. 0 takes the branch's figure."
    )

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            self._pool_touchpoints()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_pool_touchpoints(self):
        self._pool_touchpoints()

    def _pool_touchpoints(self):
        """Put the open contacts of these users into the pool of their branch."""
        # sudo: who administers users need not be one of the bank's administrators
        touchpoints = self.env["relationship.touchpoint"].sudo()
        touchpoints.search(
            [("user_id", "in", self.ids), ("state", "in", OPEN_STATES)]
        ).write({"user_id": False})
