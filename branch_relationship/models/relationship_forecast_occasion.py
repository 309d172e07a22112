from odoo import models
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES
from .relationship_touchpoint_expire import DEFAULT_EXPIRY_DAYS


class RelationshipForecast(models.Model):
    """What will be there to do: of the ledger, and of the rules.

    Each query has the columns customer_id, day, content_id, priority, is_batched,
    waits (quiet time holds it back) and last_day, after which it is over.
    """

    _inherit = "relationship.forecast"
    _depends = {
        "relationship.touchpoint": ["made_date", "purpose", "release_reason"],
    }

    def _get_occasions_query(self, today, until):
        """Return all that is open or will fall due."""
        contents = self.env["relationship.care.content"].sudo()
        contents = contents.search(
            [
                ("trigger", "in", contents._get_forecast_triggers()),
                ("company_id", "in", self.env.companies.ids),
            ]
        )
        queries = [
            self._get_content_query(content, today, until) for content in contents
        ]
        return SQL(" UNION ALL ").join([self._get_open_query(), *queries])

    def _get_open_query(self):
        return SQL(
            """
            SELECT t.customer_id, t.due_date AS day, t.content_id, t.priority,
                   %(is_batched)s AS is_batched, %(waits)s AS waits,
                   greatest(t.due_date, t.made_date)
                   + COALESCE(k.expiry_days, %(expiry)s) AS last_day
              FROM seen
              JOIN relationship_touchpoint t
                ON t.customer_id = seen.id AND t.state IN %(open)s
         LEFT JOIN relationship_care_content k ON k.id = t.content_id
             WHERE %(goes_out)s
            """,
            is_batched=self.env["relationship.touchpoint.batch"]._get_members_sql(),
            waits=self._get_waits_sql(),
            expiry=DEFAULT_EXPIRY_DAYS,
            open=OPEN_STATES,
            goes_out=self._get_goes_out_sql(),
        )

    def _get_content_query(self, content, today, until):
        """Return what this content will make due, less what is in the ledger."""
        calendar = self.env["relationship.calendar.day"]
        date = calendar._get_working_day(today, content.company_id)
        days, moved = content._get_forecast_shift(date, until)
        return SQL(
            """
            SELECT c.id, COALESCE(s.moved, q.due_date), %(content)s::int, %(priority)s,
                   %(is_batched)s, %(waits)s,
                   greatest(COALESCE(s.moved, q.due_date), %(date)s) + %(expiry)s
              FROM (%(query)s) q
              JOIN seen ON seen.id = q.customer_id
              JOIN res_partner c ON c.id = seen.id
              JOIN relationship_care_content k ON k.id = %(content)s
         LEFT JOIN mail_activity_type a ON a.id = k.activity_type_id
         LEFT JOIN unnest(%(days)s::date[], %(moved)s::date[]) AS s(day, moved)
                ON s.day = q.due_date
             WHERE c.company_id = %(company)s AND %(suits)s AND NOT %(withheld)s
               AND NOT EXISTS (
                    SELECT FROM relationship_touchpoint_reason r
                     WHERE r.key = %(content)s || ':' || c.id || ':' || q.cycle)
            """,
            date=date,
            content=content.id,
            priority=content.priority,
            is_batched=content.delivery == "batch",
            waits=not content.is_service_notice,
            expiry=content.expiry_days,
            query=content._get_forecast_query(date, until),
            days=days,
            moved=moved,
            company=content.company_id.id,
            suits=content._get_customer_condition(),
            withheld=content._get_withheld_sql(SQL("c.id"), self._get_asks_sql("c")),
        )
