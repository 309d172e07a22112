from odoo import models
from odoo.fields import Domain

#: What decides which customers a user may read at all.
SIGHT_FIELDS = {"active", "company_ids", "group_ids"}


class ResUsers(models.Model):
    """Who leaves, or may read fewer customers than before, stops following the rest."""

    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if not SIGHT_FIELDS.isdisjoint(vals):
            self._unsubscribe_blind()
        return result

    def _unsubscribe_blind(self):
        """Let none of these users follow a customer's card they may not read."""
        if not self:
            return
        # sudo: who administers users or branches need not see any customer
        people = self.sudo().partner_id
        private = Domain("relationship_stage", "!=", False) | Domain(
            "relationship_customer_id", "!=", False
        )
        cards = people.with_context(active_test=False).search(
            private & Domain("message_partner_ids", "in", people.ids)
        )
        cards._unsubscribe_blind(people)
