from odoo import models

#: What decides who leads a branch, and those below it.
LEADER_FIELDS = {"deputy_ids", "parent_id", "user_id"}


class CrmTeam(models.Model):
    """Who no longer leads a branch stops following its customers."""

    _inherit = "crm.team"

    def write(self, vals):
        if LEADER_FIELDS.isdisjoint(vals):
            return super().write(vals)
        leaders = self._get_leaders()
        result = super().write(vals)
        leaders._unsubscribe_blind()
        return result

    def _get_leaders(self):
        """Return the heads and deputies of these branches and of those above."""
        # sudo: who changes a branch need not see those above
        branches = self.sudo().with_context(active_test=False)
        above = branches.search([("id", "parent_of", self.ids)])
        return above.user_id | above.deputy_ids
