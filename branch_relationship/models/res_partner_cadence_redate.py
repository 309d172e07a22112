from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ..tools.cadence import shift_days
from .relationship_touchpoint import OPEN_STATES


class ResPartner(models.Model):
    """Many open cadence reasons that move at once: the set-wise twin of
    ``relationship_touchpoint_reason_cadence``."""

    _inherit = "res.partner"

    def _redate_planned(self, company, date):
        """Move in one statement what is easy: planned, no other reason, day free.

        :return: the customers whose open cadence reason still says another day than
            their card
        """
        calendar = self.env["relationship.calendar.day"]._get_calendar(company)
        first, last = date - timedelta(days=30), date + timedelta(days=400)
        shifts = shift_days(first, last, calendar)
        rows = self.env.execute_query(
            SQL(
                """
                WITH stale AS (
                    SELECT DISTINCT ON (q.customer_id) q.*,
                           q.content_id || ':' || q.customer_id || ':'
                               || q.cadence_start AS key,
                           COALESCE(s.moved, q.next_contact_date) AS day
                      FROM (%(stale)s) q
                 LEFT JOIN unnest(%(days)s::date[], %(moved)s::date[]) AS s(day, moved)
                        ON s.day = q.next_contact_date
                  ORDER BY q.customer_id, q.touchpoint_id
                ), easy AS (
                    SELECT s.* FROM stale s
                     WHERE s.state = 'planned'
                       AND NOT EXISTS (
                            SELECT FROM relationship_touchpoint_reason r
                             WHERE r.touchpoint_id = s.touchpoint_id
                               AND r.id <> s.reason_id)
                       AND NOT EXISTS (
                            SELECT FROM relationship_touchpoint_reason r
                             WHERE r.key = s.key AND r.id <> s.reason_id)
                       AND NOT EXISTS (
                            SELECT FROM relationship_touchpoint o
                             WHERE o.customer_id = s.customer_id
                               AND o.due_date = s.day
                               AND o.state IN %(open)s
                               AND o.id <> s.touchpoint_id)
                ), reason AS (
                    UPDATE relationship_touchpoint_reason r
                       SET due_date = e.next_contact_date, key = e.key,
                           cycle = e.cadence_start::text
                      FROM easy e WHERE e.reason_id = r.id
                ), moved AS (
                    UPDATE relationship_touchpoint t
                       SET due_date = e.day, first_due_date = e.day
                      FROM easy e WHERE e.touchpoint_id = t.id
                )
                SELECT customer_id FROM stale
                EXCEPT SELECT customer_id FROM easy
                """,
                stale=self._get_stale_query(),
                days=[row[0] for row in shifts],
                moved=[row[2] for row in shifts],
                open=OPEN_STATES,
            )
        )
        self.env["relationship.touchpoint"].invalidate_model()
        self.env["relationship.touchpoint.reason"].invalidate_model()
        return self.browse(row[0] for row in rows)

    def _get_stale_query(self):
        """Return the open cadence reasons of these customers that say another day than
        the card."""
        return SQL(
            """
            SELECT t.id AS touchpoint_id, t.customer_id, t.state, r.id AS reason_id,
                   r.content_id, c.cadence_start, c.next_contact_date
              FROM res_partner c
              JOIN relationship_touchpoint t
                ON t.customer_id = c.id AND t.state IN %s
              JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
              JOIN relationship_care_content k
                ON k.id = r.content_id AND k.trigger = 'cadence'
             WHERE c.id = ANY(%s)
               AND (r.cycle <> c.cadence_start::text
                    OR r.due_date <> c.next_contact_date)
            """,
            OPEN_STATES,
            self.ids,
        )
