from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..tools.cadence import shift_days
from .relationship_touchpoint import OPEN_STATES


class ResPartner(models.Model):
    """The contact interval (DESIGN, Cadence).

    ``cadence_start`` is the day of the last reached two-way contact, or the day on
    which the last cadence reason was closed in any other way. Due is that day plus
    the interval; the cycle of the reason is ``cadence_start``. A customer has one open
    cadence reason at most: a changed interval re-dates it, and so does a restarted
    cadence, because another contact than the planned one has satisfied it.
    """

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "own_contact_interval" in vals or "segment_id" in vals:
            # sudo: a salesman saving an ordinary contact sees no customer's fields
            customers = self.sudo().filtered("relationship_stage")
            customers._update_contact_dates()
        return result

    def _update_contact_dates(self):
        super()._update_contact_dates()
        self._redate_cadence()

    @api.model
    def _update_cadence(self, company, branch, date):
        """Bring the cadence of one branch's customers up to date.

        Set-based: contacts that the bank's systems report, cadences whose reason was
        closed without a restart, new customers, changed intervals.
        """
        chunk = self._get_cadence_condition(company, branch)
        self._start_from_reported_contacts(chunk)
        self._restart_closed_cadences(chunk, date)
        self._spread_new_customers(company, branch, date)
        self._write_contact_dates(chunk)
        self.invalidate_model(
            ["cadence_start", "next_contact_date", "latest_contact_date"]
        )
        self._redate_planned(chunk, company, date)._redate_cadence()

    @api.model
    def _get_cadence_condition(self, company, branch):
        touchpoint = self.env["relationship.touchpoint"]
        return SQL(
            "c.relationship_stage IS NOT NULL AND c.active"
            " AND c.company_id = %s AND %s",
            company.id,
            touchpoint._get_branch_condition(branch),
        )

    def _start_from_reported_contacts(self, chunk):
        """Count from the last contact where a delivery knows of a later one."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner c SET cadence_start = c.last_contact_date
                 WHERE %s
                   AND c.last_contact_date IS NOT NULL
                   AND (c.cadence_start IS NULL
                        OR c.cadence_start < c.last_contact_date)
                """,
                chunk,
            )
        )

    def _restart_closed_cadences(self, chunk, date):
        """Restart cadences whose reason of this very cycle is closed: else they would
        stand still, because the ledger takes each cycle once."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner c
                   SET cadence_start = greatest(closed.day, c.cadence_start + 1)
                  FROM (
                    SELECT c.id, max(COALESCE(
                               t.done_date, t.done_at::date, t.write_date::date
                           )) AS day
                      FROM res_partner c
                      JOIN relationship_care_content k
                        ON k.trigger = 'cadence' AND k.company_id = c.company_id
                      JOIN relationship_touchpoint_reason r
                        ON r.key = k.id || ':' || c.id || ':' || c.cadence_start
                      JOIN relationship_touchpoint t ON t.id = r.touchpoint_id
                     WHERE %(chunk)s
                       AND c.next_contact_date <= %(until)s
                  GROUP BY c.id
                    HAVING bool_and(t.state NOT IN %(open)s)
                  ) closed
                 WHERE closed.id = c.id
                """,
                chunk=chunk,
                until=date + timedelta(days=30),
                open=OPEN_STATES,
            )
        )

    def _follow_restart(self):
        """Bring dates up to date after ``cadence_start`` was set in SQL."""
        self._write_contact_dates(SQL("c.id = ANY(%s)", self.ids))
        self.invalidate_recordset(
            ["cadence_start", "next_contact_date", "latest_contact_date"]
        )

    def _write_contact_dates(self, chunk):
        """Set both dates where cadence or interval changed, as the ORM does for one."""
        dates = self._get_contact_dates_sql("c", "s")
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner c
                   SET next_contact_date = d.next, latest_contact_date = d.latest
                  FROM (
                    SELECT c.id, %(next)s AS next, %(latest)s AS latest
                      FROM res_partner c
                 LEFT JOIN relationship_segment s ON s.id = c.segment_id
                     WHERE %(chunk)s
                       AND (c.next_contact_date, c.latest_contact_date)
                           IS DISTINCT FROM (%(next)s, %(latest)s)
                    OFFSET 0  -- few differ: the table is not read a second time
                  ) d
                 WHERE d.id = c.id
                """,
                next=dates["next_contact_date"],
                latest=dates["latest_contact_date"],
                chunk=chunk,
            )
        )

    def _redate_cadence(self):
        """Move the open cadence reasons of these customers to where they belong now."""
        reasons = self.env["relationship.touchpoint.reason"].sudo()
        reasons = reasons.search(
            [
                ("touchpoint_id.customer_id", "in", self.ids),
                ("touchpoint_id.state", "in", OPEN_STATES),
                ("content_id.trigger", "=", "cadence"),
            ]
        )
        for reason in reasons:
            reason._redate_cadence()

    def _redate_planned(self, chunk, company, date):
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
                stale=self._get_stale_query(chunk),
                days=[row[0] for row in shifts],
                moved=[row[2] for row in shifts],
                open=OPEN_STATES,
            )
        )
        self.env["relationship.touchpoint"].invalidate_model()
        self.env["relationship.touchpoint.reason"].invalidate_model()
        return self.browse(row[0] for row in rows)

    def _get_stale_query(self, chunk):
        """Return the open cadence reasons that say another day than the card.

        It starts from the chunk's customers (OFFSET keeps the planner from turning it
        round), so that a branch costs the same in a large bank as in a small one.
        """
        return SQL(
            """
            SELECT t.id AS touchpoint_id, t.customer_id, t.state, r.id AS reason_id,
                   r.content_id, c.cadence_start, c.next_contact_date
              FROM res_partner c
        CROSS JOIN LATERAL (
                SELECT t.id, t.customer_id, t.state
                  FROM relationship_touchpoint t
                 WHERE t.customer_id = c.id AND t.state IN %s
                OFFSET 0) t
        CROSS JOIN LATERAL (
                SELECT r.id, r.content_id, r.cycle, r.due_date
                  FROM relationship_touchpoint_reason r
                 WHERE r.touchpoint_id = t.id
                OFFSET 0) r
              JOIN relationship_care_content k
                ON k.id = r.content_id AND k.trigger = 'cadence'
             WHERE %s
               AND c.next_contact_date IS NOT NULL
               AND (r.cycle <> c.cadence_start::text
                    OR r.due_date <> c.next_contact_date)
            """,
            OPEN_STATES,
            chunk,
        )
