from odoo import fields, models

from .relationship_touchpoint import OPEN_STATES

OWNER_FIELDS = ("user_id", "cover_user_id", "cover_until", "branch_id", "company_id")


class ResPartner(models.Model):
    """The customer's contacts follow whoever looks after the customer."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(OWNER_FIELDS):
            self._hand_over_touchpoints()
        return result

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        # Dispatch has let all users follow in one statement; Odoo would look again
        # for each of them.
        if self.env.context.get("relationship_subscribed"):
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    def action_log_contact(self):
        """Open the outcome dialog for a contact that nobody had planned."""
        self.ensure_one()
        return self.env["relationship.touchpoint"]._get_outcome_action(
            {"default_customer_id": self.id}
        )

    def _get_contact_user(self):
        """Return who contacts this customer now: the cover, or else the RM.

        :return: an active user or none, which is the branch pool
        """
        # sudo: whoever plans a contact need not see the whole card
        customer = self.sudo()
        today = fields.Date.context_today(customer)
        if customer.branch_id:
            today = customer.branch_id._get_local_today()
        is_covered = not customer.cover_until or customer.cover_until >= today
        user = (is_covered and customer.cover_user_id) or customer.user_id
        return user.filtered("active").with_env(self.env)

    def _hand_over_touchpoints(self):
        """Let the open contacts follow to the new user and branch."""
        # sudo: a salesman saving an ordinary contact sees no customer's fields
        customers = self.sudo().filtered("relationship_stage")
        if not customers:
            return
        touchpoints = customers.env["relationship.touchpoint"].search(
            [("customer_id", "in", customers.ids), ("state", "in", OPEN_STATES)]
        )
        for customer, rows in touchpoints.grouped("customer_id").items():
            vals = {
                "branch_id": customer.branch_id,
                "company_id": customer.company_id,
                "user_id": customer._get_contact_user(),
            }
            for touchpoint in rows:
                changed = {
                    name: value.id
                    for name, value in vals.items()
                    if touchpoint[name] != value
                }
                if changed:
                    touchpoint.write(changed)
