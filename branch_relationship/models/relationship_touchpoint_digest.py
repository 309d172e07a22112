from odoo import models
from odoo.tools import SQL

MY_DAY_SUBTYPE = "branch_relationship.mail_message_subtype_my_day"


class RelationshipTouchpoint(models.Model):
    """Whom dispatch tells: followers of the customers, and one digest per user."""

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

    def _send_digest(self):
        """Tell every user in Odoo how many contacts wait; no mail, no names."""
        waiting = self._read_group(
            [("user_id", "in", self.user_id.ids), ("state", "=", "assigned")],
            ["user_id"],
            ["__count"],
        )
        texts = {user: self._get_digest_text(user, count) for user, count in waiting}
        self._read_old_digests()
        self.env["res.users"]._send_notices(texts, MY_DAY_SUBTYPE)

    def _read_old_digests(self):
        """Leave no user with yesterday's number beside today's."""
        self.env["mail.notification"].search(
            [
                ("res_partner_id", "in", self.user_id.partner_id.ids),
                ("is_read", "=", False),
                ("mail_message_id.subtype_id", "=", self.env.ref(MY_DAY_SUBTYPE).id),
            ]
        ).write({"is_read": True})

    def _get_digest_text(self, user, count):
        return self.with_context(lang=user.lang).env._(
            "Contacts waiting in My Day: %(count)s", count=count
        )
