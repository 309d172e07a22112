from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.birthday import birthday_rows


class RelationshipCareContent(models.Model):
    """When a day that matters to a customer comes (``relationship.personal.date``).

    The cycle is its id with the year of its own calendar and the day in it; one that
    comes once has its date instead. Moved to another day it is another occasion.
    """

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[("personal_date", "Day That Matters")],
        ondelete={"personal_date": "cascade"},
    )

    @api.model
    def _get_moved_before_triggers(self):
        return super()._get_moved_before_triggers() | {"personal_date"}

    @api.model
    def _get_forecast_triggers(self):
        return super()._get_forecast_triggers() | {"personal_date"}

    def _due_personal_date(self, content, date):
        since, until = content._get_due_window(date)
        lead = timedelta(days=content.lead_days)
        days = since + lead, until + lead
        rows = birthday_rows(*days, content.company_id.relationship_leap_day)
        yearly = [
            content._due_personal_yearly(
                kind, [row[1:] for row in rows if row[0] == kind]
            )
            for kind in ("solar", "lunar")
        ]
        return SQL(" UNION ALL ").join([*yearly, content._due_personal_once(*days)])

    def _due_personal_yearly(self, kind, rows):
        """Return SQL of what comes every year.

        :param rows: ``(key, occasion, year)`` of the days that come, of each key once.
            Looked up by place: joined to them, the planner expects too few rows.
        """
        return SQL(
            """
            SELECT d.customer_id,
                   (%(occasions)s::date[])[place] - %(lead)s AS due_date,
                   'relationship.personal.date' AS source_model,
                   d.id AS source_id,
                   concat_ws(':', d.id, (%(years)s::int[])[place], %(column)s) AS cycle
              FROM relationship_personal_date d
        CROSS JOIN LATERAL array_position(%(keys)s::int[], %(column)s) place
             WHERE d.active
               AND %(column)s = ANY(%(keys)s::int[])
               AND %(column)s > 0
            """,
            lead=self.lead_days,
            keys=[key for key, _occasion, _year in rows],
            occasions=[occasion for _key, occasion, _year in rows],
            years=[year for _key, _occasion, year in rows],
            column=SQL.identifier("d", f"{kind}_key"),
        )

    def _due_personal_once(self, first, last):
        return SQL(
            """
            SELECT d.customer_id,
                   d.once_date - %(lead)s AS due_date,
                   'relationship.personal.date' AS source_model,
                   d.id AS source_id,
                   d.id || ':' || d.once_date AS cycle
              FROM relationship_personal_date d
             WHERE d.active
               AND d.once_date BETWEEN %(first)s AND %(last)s
            """,
            lead=self.lead_days,
            first=first,
            last=last,
        )

    def _lapse_personal_date(self):
        """No longer kept, or it comes on another day."""
        return SQL(
            """CASE WHEN NOT EXISTS (%(kept)s) THEN %(dropped)s
                    WHEN NOT EXISTS (%(kept)s AND %(same)s) THEN %(moved)s END""",
            kept=SQL(
                """SELECT FROM relationship_personal_date d
                    WHERE d.id = r.source_id AND d.customer_id = c.id AND d.active"""
            ),
            same=SQL(
                """CASE WHEN d.is_yearly
                        THEN split_part(r.cycle, ':', 3)
                             = (d.solar_key + d.lunar_key)::text
                        ELSE r.cycle = d.id || ':' || d.once_date END"""
            ),
            dropped=self.env._("day no longer kept"),
            moved=self.env._("day moved"),
        )
