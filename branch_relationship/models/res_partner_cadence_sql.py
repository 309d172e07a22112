from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES


class ResPartner(models.Model):
    """The contact interval of a whole branch: the set-wise twin of
    ``res_partner_cadence``."""

    _inherit = "res.partner"

    @api.model
    def _update_cadence(self, company, branch, date):
        """Bring the cadence of one branch's customers up to date: contacts that the
        bank's systems report, cadences whose reason was closed without a restart,
        changed intervals, new customers."""
        chunk = self._get_cadence_condition(company, branch)
        tz = branch._get_local_tz(company)
        stale = self._start_cadences(chunk, company, date, tz)
        self._spread_new_customers(company, branch, date)
        self.invalidate_model(
            ["cadence_start", "next_contact_date", "latest_contact_date"]
        )
        stale._redate_planned(company, date)._redate_cadence()

    @api.model
    def _get_cadence_condition(self, company, branch):
        touchpoint = self.env["relationship.touchpoint"]
        return SQL(
            "c.relationship_stage IS NOT NULL AND c.active"
            " AND c.company_id = %s AND %s",
            company.id,
            touchpoint._get_branch_condition(branch),
        )

    def _start_cadences(self, chunk, company, date, tz):
        """Write start and dates where they are not right; one pass over the chunk.

        :return: the customers whose open cadence reason says another day than their
            card
        """
        contents = self.env["relationship.care.content"]._get_cadence_contents(company)
        dates = self._get_contact_dates_sql("b", "b")
        rows = self.env.execute_query(
            SQL(
                """
                WITH reported AS (%(reported)s),
                restarted AS (%(restarted)s),
                dated AS (
                    SELECT b.*, %(next)s AS next, %(latest)s AS latest
                      FROM restarted b
                ),
                written AS (
                    UPDATE res_partner c
                       SET cadence_start = d.cadence_start,
                           next_contact_date = d.next,
                           latest_contact_date = d.latest
                      FROM dated d
                     WHERE d.id = c.id AND %(chunk)s
                       AND (d.old_start, d.old_next, d.old_latest)
                           IS DISTINCT FROM (d.cadence_start, d.next, d.latest)
                )
                SELECT id FROM dated
                 WHERE next IS NOT NULL
                   AND NOT (cadence_start::text = ALL(cycles) AND next = ALL(days))
                """,
                reported=self._get_reported_query(chunk, contents),
                restarted=self._get_restarted_query(contents, date, tz),
                next=dates["next_contact_date"],
                latest=dates["latest_contact_date"],
                chunk=chunk,
            )
        )
        return self.browse(row[0] for row in rows)

    def _get_reported_query(self, chunk, contents):
        """Return each customer of the chunk counted from the last contact where a
        delivery knows of a later one, with what the open cadence reasons say."""
        return SQL(
            """
            SELECT c.id, c.own_contact_interval,
                   s.contact_interval, s.max_interval,
                   c.cadence_start AS old_start, c.next_contact_date AS old_next,
                   c.latest_contact_date AS old_latest,
                   greatest(c.cadence_start, c.last_contact_date) AS start,
                   r.cycles, r.days
              FROM res_partner c
         LEFT JOIN relationship_segment s ON s.id = c.segment_id
        CROSS JOIN LATERAL (%(open)s) r
             WHERE %(chunk)s
            OFFSET 0  -- the planner would turn the look-ups into tables read whole
            """,
            open=self._get_open_cadence_query(contents),
            chunk=chunk,
        )

    def _get_open_cadence_query(self, contents):
        return SQL(
            """
            SELECT array_agg(r.cycle) AS cycles, array_agg(r.due_date) AS days
              FROM (
                SELECT t.id FROM relationship_touchpoint t
                 WHERE t.customer_id = c.id AND t.state IN %s
                OFFSET 0) t
        CROSS JOIN LATERAL (
                SELECT r.* FROM relationship_touchpoint_reason r
                 WHERE r.touchpoint_id = t.id AND r.content_id = ANY(%s)
                OFFSET 0) r
            """,
            OPEN_STATES,
            contents.ids,
        )

    def _get_restarted_query(self, contents, date, tz):
        """Return them counted from the local day on which the reason of this very cycle
        was closed, where it was: else they would stand still, because the ledger takes
        each cycle once."""
        return SQL(
            """
            SELECT b.*, CASE WHEN closed.day IS NULL THEN b.start
                             ELSE greatest(closed.day, b.start + 1)
                        END AS cadence_start
              FROM reported b
        CROSS JOIN LATERAL (
                SELECT max(COALESCE(t.done_date,
                               (COALESCE(t.done_at, t.write_date)
                                AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date)) AS day
                  FROM unnest(%(contents)s::int[]) AS k(id)
                  JOIN relationship_touchpoint_reason r
                    ON r.key = k.id || ':' || b.id || ':' || b.start
                  JOIN relationship_touchpoint t ON t.id = r.touchpoint_id
                 WHERE b.old_next <= %(until)s
                   AND (b.start::text = ANY(b.cycles)) IS NOT TRUE
               ) closed
            """,
            contents=contents.ids,
            until=date + timedelta(days=30),
            tz=tz,
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
