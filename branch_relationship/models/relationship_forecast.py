from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..tools.cadence import working_days
from .relationship_touchpoint import OPEN_STATES

FORECAST_DAYS = 56


class RelationshipForecast(models.Model):
    """The contacts of the coming eight weeks beside what the managers can make.

    Worked out from dates whenever it is read, never stored: what is open in the ledger,
    and what the rules will make due, from the next day at work on. Of reasons that
    nobody knows ahead (money that moves, news) there are none. All greetings of a
    content, manager and day are one contact, as they are one unit of capacity.
    """

    _name = "relationship.forecast"
    _description = "Contact Forecast"
    _auto = False
    _order = "date, id"
    _rec_name = "customer_id"

    kind = fields.Selection(
        [("expected", "Expected"), ("capacity", "Capacity")], readonly=True
    )
    date = fields.Date(readonly=True)
    customer_id = fields.Many2one("res.partner", readonly=True)
    user_id = fields.Many2one("res.users", string="Relationship Manager", readonly=True)
    branch_id = fields.Many2one("crm.team", readonly=True)
    segment_id = fields.Many2one("relationship.segment", readonly=True)
    content_id = fields.Many2one(
        "relationship.care.content", string="Reason", readonly=True
    )
    contact_count = fields.Float(string="Contacts", digits=(16, 1), readonly=True)

    _depends = {
        "relationship.absence": ["date_from", "date_to", "user_id"],
        "relationship.care.content": ["active", "delivery", "trigger"],
        "relationship.touchpoint": ["content_id", "customer_id", "due_date", "state"],
        "relationship.touchpoint.reason": ["key"],
        "res.partner": [
            "active",
            "branch_id",
            "cadence_start",
            "next_contact_date",
            "relationship_stage",
            "segment_id",
            "user_id",
        ],
        "res.users": ["makes_contacts", "daily_capacity", "sale_team_id"],
    }

    @property
    def _table_query(self):
        days = self.env["relationship.calendar.day"]
        today = self.env.user._get_local_today()
        date = days._get_working_day(today, self.env.company)
        until = date + timedelta(days=FORECAST_DAYS)
        return SQL(
            """
            WITH seen AS MATERIALIZED (%(seen)s),
            occasion AS (%(occasions)s),
            contact AS (
                SELECT customer_id, day, (array_agg(
                           content_id ORDER BY is_batched, priority DESC))[1]
                           AS content_id, bool_and(is_batched) AS is_batched
                  FROM occasion
                 WHERE day <= %(until)s
              GROUP BY customer_id, day
            )
            SELECT row_number() OVER (ORDER BY date, kind, user_id, customer_id) AS id,
                   f.*
              FROM (%(expected)s UNION ALL %(capacity)s) f
            """,
            seen=self._get_seen_query(),
            occasions=self._get_occasions_query(date, until),
            until=until,
            expected=self._get_expected_query(),
            capacity=self._get_capacity_query(date, until),
        )

    def _get_seen_query(self):
        """Return the customers whom the reader sees, with who makes their contacts."""
        customers = self.env["res.partner"]._search(
            [
                ("relationship_stage", "!=", False),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        return customers.select("id", "user_id", "branch_id", "segment_id")

    def _get_occasions_query(self, date, until):
        """Return customer, day and content of all that is open or will fall due."""
        contents = self.env["relationship.care.content"].sudo()
        contents = contents.search(
            [
                ("trigger", "in", contents._get_forecast_triggers()),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        queries = [
            self._get_content_query(content, date, until) for content in contents
        ]
        return SQL(" UNION ALL ").join([self._get_open_query(date), *queries])

    def _get_open_query(self, date):
        return SQL(
            """
            SELECT t.customer_id, greatest(t.due_date, %(date)s) AS day, t.content_id,
                   t.priority, %(is_batched)s AS is_batched
              FROM seen
              JOIN relationship_touchpoint t
                ON t.customer_id = seen.id AND t.state IN %(open)s
            """,
            date=date,
            is_batched=self.env["relationship.touchpoint.batch"]._get_members_sql(),
            open=OPEN_STATES,
        )

    def _get_content_query(self, content, date, until):
        """Return what this content will make due, less what is in the ledger."""
        days, moved = content._get_forecast_shift(date, until)
        return SQL(
            """
            SELECT c.id, greatest(COALESCE(s.moved, q.due_date), %(date)s),
                   %(content)s::int, %(priority)s, %(is_batched)s
              FROM (%(query)s) q
              JOIN seen ON seen.id = q.customer_id
              JOIN res_partner c ON c.id = seen.id
         LEFT JOIN unnest(%(days)s::date[], %(moved)s::date[]) AS s(day, moved)
                ON s.day = q.due_date
             WHERE c.company_id = %(company)s AND %(suits)s
               AND NOT EXISTS (
                    SELECT FROM relationship_touchpoint_reason r
                     WHERE r.key = %(content)s || ':' || c.id || ':' || q.cycle)
            """,
            date=date,
            content=content.id,
            priority=content.priority,
            is_batched=content.delivery == "batch",
            query=content._get_forecast_query(date, until),
            days=days,
            moved=moved,
            company=content.company_id.id,
            suits=content._get_customer_condition(),
        )

    def _get_expected_query(self):
        """Return a row per customer and day; those of one batch add up to one."""
        return SQL(
            """
            SELECT 'expected' AS kind, f.day AS date, f.customer_id, seen.user_id,
                   seen.branch_id, seen.segment_id, f.content_id,
                   CASE WHEN f.is_batched
                        THEN 1.0 / count(*) OVER line
                        ELSE 1.0 END AS contact_count
              FROM contact f
              JOIN seen ON seen.id = f.customer_id
            WINDOW line AS (
                PARTITION BY f.is_batched, seen.user_id, f.day, f.content_id)
            """
        )

    def _get_capacity_query(self, date, until):
        """Return a row per manager of a seen customer and working day they are here."""
        calendar = self.env["relationship.calendar.day"]._get_calendar(self.env.company)
        days = [
            day for day in working_days(date, FORECAST_DAYS, calendar) if day <= until
        ]
        return SQL(
            """
            SELECT 'capacity', d.day, NULL::int, u.id, u.sale_team_id, NULL::int,
                   NULL::int,
                   COALESCE(NULLIF(u.daily_capacity, 0), NULLIF(b.daily_capacity, 0),
                            k.relationship_daily_capacity, 0)::numeric
              FROM (SELECT DISTINCT user_id FROM seen) s
              JOIN res_users u ON u.id = s.user_id AND u.makes_contacts
              JOIN res_company k ON k.id = u.company_id
         LEFT JOIN crm_team b ON b.id = u.sale_team_id
        CROSS JOIN unnest(%(days)s::date[]) AS d(day)
             WHERE NOT EXISTS (
                    SELECT FROM relationship_absence a
                     WHERE a.user_id = u.id
                       AND d.day BETWEEN a.date_from AND a.date_to)
            """,
            days=days,
        )
