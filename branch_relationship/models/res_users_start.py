from odoo import models

from .res_partner import RM_GROUP

BRANCH_DAY = "branch_relationship.relationship_touchpoint_action_branch_day"
HEAD_GROUP = "branch_relationship.branch_relationship_group_head"
MY_DAY = "branch_relationship.relationship_touchpoint_action_my_day"


class ResUsers(models.Model):
    """Where the working day starts (DESIGN, Screens)."""

    _inherit = "res.users"

    def _get_start_action_id(self):
        """Return the id of the action to open after login, False for Odoo's own.

        Heads and deputies start on their branch's day, relationship managers on
        theirs; whoever works in no branch, such as an administrator, as ever.
        """
        self.ensure_one()
        if self.has_group(HEAD_GROUP) and self._leads_branch():
            return self.env.ref(BRANCH_DAY).id
        if self.has_group(RM_GROUP) and self._get_member_branch_ids():
            return self.env.ref(MY_DAY).id
        return False

    def _leads_branch(self):
        """Tell whether any of the teams led is a branch."""
        # sudo: whoever leads a team may know whether it is one
        led = self.env["crm.team"].sudo().browse(self._get_headed_branch_ids())
        return any(led.mapped("branch_code"))
