from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..tools.cadence import shift_days


class RelationshipCareContent(models.Model):
    """What a content will make due on the days to come, as far as dates tell.

    A trigger whose occasions are dates is named by ``_get_forecast_triggers`` and asked
    by its due query; one that needs another has a method ``_forecast_<trigger>``.
    """

    _inherit = "relationship.care.content"

    @api.model
    def _get_forecast_triggers(self):
        """Return the triggers whose days are known ahead."""
        return {"birthday", "cadence", "maturity"}

    def _get_due_window(self, date):
        until = self.env.context.get("relationship_forecast_until")
        return (date, until) if until else super()._get_due_window(date)

    def _get_forecast_query(self, date, until):
        """Return the columns of a due query, of what falls due from this day to that,
        before days off."""
        self.ensure_one()
        content = self.with_context(relationship_forecast_until=until)
        forecast = getattr(content, f"_forecast_{self.trigger}", None)
        return forecast(date, until) if forecast else content._get_due_query(date)

    def _forecast_cadence(self, date, until):
        """The contact interval, again and again, the late ones from this day on."""
        return SQL(
            """
            SELECT p.id AS customer_id, day::date AS due_date,
                   NULL::varchar AS source_model, NULL::integer AS source_id,
                   CASE WHEN day = first THEN p.cadence_start ELSE day::date END::text
                   AS cycle
              FROM res_partner p
         LEFT JOIN relationship_segment s ON s.id = p.segment_id
        CROSS JOIN LATERAL (
                SELECT greatest(p.next_contact_date, %(date)s)::timestamp AS first) f
        CROSS JOIN LATERAL generate_series(
                f.first, %(until)s::timestamp,
                greatest(%(interval)s, 1) * INTERVAL '1 day') AS day
             WHERE p.relationship_stage = 'established'
               AND p.next_contact_date <= %(until)s
               AND %(interval)s > 0
            """,
            date=date,
            until=until,
            interval=self.env["res.partner"]._get_contact_interval_sql("p", "s"),
        )

    def _get_forecast_shift(self, date, until):
        """Return the days off of this time, and where contacts on them move."""
        calendar = self.env["relationship.calendar.day"]._get_calendar(self.company_id)
        rows = shift_days(date, until + timedelta(days=31), calendar)
        place = 1 if self._moves_before() else 2
        return [row[0] for row in rows], [row[place] for row in rows]
