from odoo import api, models
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES

OWNER_FIELDS = (
    "user_id",
    "cover_user_id",
    "cover_until",
    "is_cover_in_charge",
    "branch_id",
    "company_id",
)


class ResPartner(models.Model):
    """The customer's contacts follow whoever makes them.

    That is the relationship manager. A cover only gives sight of the customer; it
    takes over the contacts where it was made to (a claim out of the pool, or a head),
    and where the customer has no manager who is still there.
    """

    _inherit = "res.partner"

    def write(self, vals):
        if vals.keys().isdisjoint(OWNER_FIELDS):
            return super().write(vals)
        # sudo: a salesman saving an ordinary contact sees no customer's fields
        customers = self.sudo().filtered("relationship_stage")
        users = {customer: customer._get_contact_user() for customer in customers}
        result = super().write(vals)
        moved = customers.filtered(lambda row: row._get_contact_user() != users[row])
        customers._hand_over_touchpoints(moved)
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
        """Return who contacts this customer now (see the class).

        :return: a user who makes contacts or none, which is the branch pool
        """
        # sudo: whoever plans a contact need not see the whole card
        customer = self.sudo()
        own, cover = customer.user_id, customer._get_cover_user()
        users = cover | own if customer.is_cover_in_charge else own | cover
        return users.filtered("makes_contacts")[:1].with_env(self.env)

    @api.model
    def _get_contact_user_sql(self, date, absent=()):
        """Return the expression of who contacts the customer ``c`` on this local day:
        the set-wise twin of ``_get_contact_user``.

        :param absent: users who contact nobody on this day
        """
        own, cover = (
            SQL(
                """(SELECT u.id FROM res_users u
                     WHERE u.id = c.%s AND u.makes_contacts AND u.id <> ALL(%s))""",
                SQL.identifier(name),
                [user.id for user in absent],
            )
            for name in ("user_id", "cover_user_id")
        )
        covered = SQL("(c.cover_until IS NULL OR c.cover_until >= %s)", date)
        return SQL(
            """COALESCE(
                CASE WHEN c.is_cover_in_charge AND %(covered)s THEN %(cover)s END,
                %(own)s,
                CASE WHEN %(covered)s THEN %(cover)s END)""",
            covered=covered,
            cover=cover,
            own=own,
        )

    def _hand_over_touchpoints(self, moved):
        """Let the open contacts follow to the new branch and whoever makes them now.

        :param moved: the customers whose contacts somebody else makes now
        """
        touchpoints = self.env["relationship.touchpoint"].search(
            [("customer_id", "in", self.ids), ("state", "in", OPEN_STATES)]
        )
        moved_ids = set(moved.ids)
        changes = touchpoints.grouped(
            lambda row: row._prepare_owner_values(row.customer_id.id in moved_ids)
        )
        for values, rows in changes.items():
            if values:
                rows.write(dict(values))
