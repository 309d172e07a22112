from odoo import models
from odoo.tools import SQL

from .res_partner_touchpoint import OWNER_FIELDS


class RelationshipTouchpoint(models.Model):
    """What dispatch puts right before it picks: contacts return from covers that ended,
    users who are absent or left, and activities that are gone."""

    _inherit = "relationship.touchpoint"

    def _release_ended_covers(self, date, condition):
        """Plan again what is with a cover that ended: it cannot open the card."""
        self._flush_owners()
        rows = self.env.execute_query(
            SQL(
                """SELECT t.id FROM relationship_touchpoint t
                    WHERE t.state = 'assigned' AND %s AND %s ORDER BY t.id""",
                condition,
                self._get_ended_cover_sql(date),
            )
        )
        self.browse(row[0] for row in rows)._release()

    def _release_absent(self, date, condition):
        """Plan again what is due with somebody who is absent on this day, and what is
        with anybody who makes no contacts any more."""
        self._flush_owners()
        rows = self.env.execute_query(
            SQL(
                """SELECT t.id FROM relationship_touchpoint t
                    WHERE t.state = 'assigned' AND %s
                      AND (t.user_id = ANY(%s) AND t.due_date <= %s
                           OR EXISTS (SELECT FROM res_users u
                                       WHERE u.id = t.user_id AND NOT u.makes_contacts))
                 ORDER BY t.id""",
                condition,
                self.env["relationship.absence"]._get_absent_users(date).ids,
                date,
            )
        )
        self.browse(row[0] for row in rows)._release()

    def _get_ended_cover_sql(self, date):
        """Return the condition that the contact ``t`` is with a cover that ended."""
        return SQL(
            """EXISTS (SELECT FROM res_partner p
                        WHERE p.id = t.customer_id
                          AND p.cover_user_id = t.user_id
                          AND p.user_id IS DISTINCT FROM t.user_id
                          AND p.cover_until < %s)""",
            date,
        )

    def _repair_assigned(self, condition):
        """Plan again what Odoo took the activity of (deleted users, foreign SQL)."""
        self._update_open(
            SQL("state = 'planned'"),
            SQL(
                """t.state = 'assigned' AND t.batch_id IS NULL AND %s AND NOT EXISTS (
                    SELECT FROM mail_activity a
                     WHERE a.touchpoint_id = t.id AND a.active)""",
                condition,
            ),
        )

    def _refresh_users(self, date, condition):
        """Let planned contacts follow covers that ended and users who came or left, for
        good or for a while."""
        absent = self.env["relationship.absence"]._get_absent_users(date)
        owner = SQL(
            "(SELECT %s FROM res_partner c WHERE c.id = t.customer_id)",
            self.env["res.partner"]._get_contact_user_sql(date, absent),
        )
        is_stale = SQL(
            """(t.user_id IS NULL OR t.user_id = ANY(%s)
                OR EXISTS (SELECT FROM res_users u
                            WHERE u.id = t.user_id AND NOT u.makes_contacts)
                OR %s)""",
            absent.ids,
            self._get_ended_cover_sql(date),
        )
        self._update_open(
            SQL("user_id = %s", owner),
            SQL(
                """t.state = 'planned' AND t.due_date <= %s AND %s AND %s
                   AND t.user_id IS DISTINCT FROM %s""",
                date,
                condition,
                is_stale,
                owner,
            ),
        )

    def _update_open(self, change, condition):
        self._flush_owners()
        self.env["mail.activity"].flush_model(["touchpoint_id", "active"])
        self.env.cr.execute(
            SQL("UPDATE relationship_touchpoint t SET %s WHERE %s", change, condition)
        )
        self.invalidate_model(["state", "user_id", "batch_id"], flush=False)

    def _flush_owners(self):
        self.flush_model()
        self.env["res.partner"].flush_model(OWNER_FIELDS)
        self.env["res.users"].flush_model(["makes_contacts"])
