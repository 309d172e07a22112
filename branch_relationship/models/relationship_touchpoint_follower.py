from odoo import models
from odoo.tools import SQL


class RelationshipTouchpoint(models.Model):
    """Users follow the customers whose contacts they were given."""

    _inherit = "relationship.touchpoint"

    def _subscribe_users(self):
        """Let the users follow their customers, in one statement.

        Odoo would do so with every activity, a few statements per user.
        """
        subtypes = self.env["mail.message.subtype"].default_subtypes("res.partner")[0]
        pairs = {
            (row.customer_id.id, row.user_id.partner_id.id)
            for row in self
            if row.user_id
        }
        if not pairs:
            return
        self.env["mail.followers"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                WITH follower AS (
                    INSERT INTO mail_followers (res_model, res_id, partner_id)
                    SELECT 'res.partner', customer, person
                      FROM unnest(%s, %s) AS pair (customer, person)
                     ORDER BY customer, person
                    ON CONFLICT DO NOTHING
                    RETURNING id
                )
                INSERT INTO mail_followers_mail_message_subtype_rel
                SELECT follower.id, subtype
                  FROM follower, unnest(%s) AS subtype
                """,
                [customer for customer, _person in sorted(pairs)],
                [person for _customer, person in sorted(pairs)],
                subtypes.ids,
            )
        )
        self.env["mail.followers"].invalidate_model(flush=False)
