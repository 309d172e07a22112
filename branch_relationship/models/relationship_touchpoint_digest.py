from odoo import models
from odoo.tools import SQL


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
        vals = self._prepare_digest_values()
        messages = self.env["mail.message"].create(
            [{**vals, "body": text} for text in texts.values()]
        )
        self.env["mail.notification"].create(
            [
                {
                    "mail_message_id": message.id,
                    "res_partner_id": user.partner_id.id,
                    "notification_type": "inbox",
                    "notification_status": "sent",
                }
                for message, user in zip(messages, texts, strict=True)
            ]
        )
        for user, text in texts.items():
            user._bus_send("simple_notification", {"type": "info", "message": text})

    def _prepare_digest_values(self):
        sender = self.env.ref("base.partner_root")
        return {
            "author_id": sender.id,
            "email_from": sender.email_formatted,
            "reply_to": sender.email_formatted,
            "message_type": "user_notification",
            "subtype_id": self._get_digest_subtype().id,
        }

    def _get_digest_subtype(self):
        return self.env.ref("branch_relationship.mail_message_subtype_my_day")

    def _read_old_digests(self):
        """Leave no user with yesterday's number beside today's."""
        self.env["mail.notification"].search(
            [
                ("res_partner_id", "in", self.user_id.partner_id.ids),
                ("is_read", "=", False),
                ("mail_message_id.subtype_id", "=", self._get_digest_subtype().id),
            ]
        ).write({"is_read": True})

    def _get_digest_text(self, user, count):
        return self.with_context(lang=user.lang).env._(
            "Contacts waiting in My Day: %(count)s", count=count
        )
