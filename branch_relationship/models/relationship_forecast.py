from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

FORECAST_DAYS = 56


class RelationshipForecast(models.Model):
    """The contacts of the coming eight weeks beside what the managers can make.

    Worked out from dates whenever it is read, never stored: what is open in the ledger,
    and what the rules will make due, from the next day at work on. Of reasons that
    nobody knows ahead (money that moves, news) there are none. What is held back comes
    when the quiet time is over, or not at all (``relationship_forecast_hold``). All
    greetings of a content, manager and day are one contact, as they are one unit of
    capacity.
    """

    _name = "relationship.forecast"
    _description = "Contact Forecast"
    _auto = False
    _order = "date, id"
    _rec_name = "customer_id"

    kind = fields.Selection(
        [("expected", "Expected"), ("capacity", "Can Be Done")], readonly=True
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
        today = self.env.user._get_local_today()
        until = today + timedelta(days=FORECAST_DAYS)
        return SQL(
            """
            WITH seen AS MATERIALIZED (%(seen)s),
            closed AS MATERIALIZED (%(closed)s),
            occasion AS (%(occasions)s),
            placed AS (%(placed)s),
            contact AS (
                SELECT customer_id, day, (array_agg(
                           content_id ORDER BY is_batched, priority DESC))[1]
                           AS content_id, bool_and(is_batched) AS is_batched
                  FROM placed
                 WHERE day <= %(until)s
              GROUP BY customer_id, day
            )
            SELECT row_number() OVER (
                       ORDER BY date, kind DESC, user_id, customer_id) AS id,
                   f.*
              FROM (%(expected)s UNION ALL %(capacity)s) f
            """,
            seen=self._get_seen_query(),
            closed=self._get_closed_query(today, until),
            occasions=self._get_occasions_query(today, until),
            placed=self._get_placed_query(today),
            until=until,
            expected=self._get_expected_query(),
            capacity=self._get_capacity_query(today, until),
        )

    def _get_seen_query(self):
        """Return the customers whom the reader sees, with who makes their contacts."""
        customers = self.env["res.partner"]._search(
            [
                ("relationship_stage", "!=", False),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        return customers.select(
            "id", "user_id", "branch_id", "segment_id", "company_id", "quiet_until"
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
