from odoo import api, models
from odoo.fields import Domain

#: What decides which customers a user may read at all.
SIGHT_FIELDS = {"active", "company_ids", "group_ids"}


class ResUsers(models.Model):
    """Who leaves, or may read fewer customers than before, stops following the rest."""

    _inherit = "res.users"

    def write(self, vals):
        if SIGHT_FIELDS.isdisjoint(vals):
            return super().write(vals)
        # sudo: whoever writes on themselves need not see what kind of user they are
        colleagues = self.sudo().filtered(lambda user: not user.share)
        result = super().write(vals)
        colleagues._unsubscribe_blind()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unsubscribe(self):
        """The contact that is left of a colleague follows no customer."""
        colleagues = self.filtered(lambda user: not user.share)
        people = colleagues.partner_id
        colleagues._get_followed_cards().message_unsubscribe(people.ids)

    def _unsubscribe_blind(self):
        """Let none of these users follow a customer's card they may not read."""
        if self:
            self._get_followed_cards()._unsubscribe_blind(self.sudo().partner_id)

    def _get_followed_cards(self):
        """Return the customers' cards that these users follow, as superuser."""
        # sudo: who administers users or branches need not see any customer
        people = self.sudo().partner_id
        private = Domain("relationship_stage", "!=", False) | Domain(
            "relationship_customer_id", "!=", False
        )
        return people.with_context(active_test=False).search(
            private & Domain("message_partner_ids", "in", people.ids)
        )
