from collections import defaultdict
from datetime import timedelta

from odoo import models
from odoo.tools import SQL, groupby

from ..tools.cadence import spread, working_day, working_days
from .relationship_touchpoint import OPEN_STATES


class ResPartner(models.Model):
    """Start-up spreading: customers never contacted begin on different days.

    Each class is spread over its own interval, the strongest first, within what the
    relationship manager's working days still take (tools/cadence.py). Whoever finds the
    interval full waits for the next free day; customers without a manager know no
    limit. ``cadence_start`` is set so that ``next_contact_date`` is that day.
    """

    _inherit = "res.partner"

    _without_cadence_idx = models.Index(
        "(branch_id) WHERE relationship_stage = 'established' AND cadence_start IS NULL"
    )

    def _spread_new_customers(self, company, branch, date):
        rows = self._get_new_customers(company, branch)
        if not rows:
            return
        calendar = self.env["relationship.calendar.day"]._get_calendar(company)
        load = self._get_contact_load({row[0] for row in rows}, date, calendar)
        starts = {}
        for user_id, group in groupby(rows, key=lambda row: row[0]):
            classes = [
                (interval, [row[3] for row in members])
                for (_order, interval), members in groupby(group, key=lambda r: r[1:3])
            ]
            user = self.env["res.users"].browse(user_id)
            capacity = user._get_daily_capacity() if user else 0
            days = self._get_spread_days(date, group, load[user_id], capacity, calendar)
            chosen = spread(classes, days, load[user_id], capacity)
            starts.update(
                (row[3], chosen[row[3]] - timedelta(days=row[2])) for row in group
            )
        self._write_cadence_starts(starts)

    def _get_new_customers(self, company, branch):
        """Return ``(user, segment order, interval, customer)`` in order of choice."""
        return self.env.execute_query(
            SQL(
                """
                SELECT c.user_id, s.sequence, %(interval)s AS interval, c.id
                  FROM res_partner c
             LEFT JOIN relationship_segment s ON s.id = c.segment_id
                 WHERE %(chunk)s
                   AND c.relationship_stage = 'established'
                   AND c.cadence_start IS NULL
                   AND c.last_contact_date IS NULL
                   AND %(interval)s > 0
              ORDER BY c.user_id, s.sequence, interval, c.id
                """,
                interval=self._get_contact_interval_sql("c", "s"),
                chunk=self._get_cadence_condition(company, branch),
            )
        )

    def _get_contact_load(self, user_ids, date, calendar):
        """Return ``{user: {day: contacts}}``: the next contacts of all customers and
        what else is open in the ledger."""
        load = defaultdict(lambda: defaultdict(int))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT user_id, greatest(next_contact_date, %(date)s), count(*)
                  FROM res_partner
                 WHERE user_id = ANY(%(users)s) AND active
                   AND relationship_stage = 'established'
                   AND next_contact_date IS NOT NULL
              GROUP BY 1, 2
             UNION ALL
                SELECT t.user_id, greatest(t.due_date, %(date)s), count(*)
                  FROM relationship_touchpoint t
             LEFT JOIN relationship_care_content k ON k.id = t.content_id
                 WHERE t.user_id = ANY(%(users)s) AND t.state IN %(open)s
                   AND k.trigger IS DISTINCT FROM 'cadence'
              GROUP BY 1, 2
                """,
                users=[user_id for user_id in user_ids if user_id],
                date=date,
                open=OPEN_STATES,
            )
        )
        for user_id, day, count in rows:
            load[user_id][working_day(day, calendar)] += count
        return load

    def _get_spread_days(self, date, group, load, capacity, calendar):
        """Return enough working days: the longest interval, and room for everyone."""
        count = max(row[2] for row in group) + 1
        if capacity:
            count += (len(group) + sum(load.values())) // capacity + 1
        return working_days(date, count, calendar)

    def _write_cadence_starts(self, starts):
        self.env.cr.execute(
            SQL(
                """
                UPDATE res_partner c SET cadence_start = s.start
                  FROM unnest(%s, %s::date[]) AS s(id, start)
                 WHERE c.id = s.id
                """,
                list(starts),
                list(starts.values()),
            )
        )
        self._write_contact_dates(SQL("c.id = ANY(%s)", list(starts)))
