from odoo import models


class CrmTeam(models.Model):
    """Who is told what happens in a branch."""

    _inherit = "crm.team"

    def _get_heads_to_tell(self, absent):
        """Return who leads these branches: the head, else the deputies, else whoever
        leads the branch above.

        :param absent: users who are not told
        """
        # sudo: who causes a notice need not see the branch it goes to
        heads, branches = self.env["res.users"].sudo(), self.sudo()
        while branches:
            led = {branch: branch._get_present_leaders(absent) for branch in branches}
            heads = heads.union(*led.values())
            branches = branches.filtered(lambda row, led=led: not led[row]).parent_id
        return heads

    def _get_present_leaders(self, absent):
        self.ensure_one()
        head, deputies = (
            users.filtered("active") - absent
            for users in (self.user_id, self.deputy_ids)
        )
        return head or deputies
