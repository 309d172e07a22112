from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipCareContent(models.Model):
    """Greetings on festivals: the cycle is the festival and its year.

    A festival of the moon counts its lunar year. Whom a festival is not for (gender,
    age) is not greeted.
    """

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[("festival", "Festival")],
        ondelete={"festival": "cascade"},
    )
    festival_ids = fields.Many2many(
        "relationship.festival", help="The festivals on which this content greets."
    )

    @api.model
    def _get_moved_before_triggers(self):
        return super()._get_moved_before_triggers() | {"festival"}

    @api.model
    def _get_forecast_triggers(self):
        return super()._get_forecast_triggers() | {"festival"}

    def _get_festivals(self):
        """Return the festivals in use on which this content greets."""
        return self.festival_ids.filtered("active")

    def _get_festival_occasions(self, date):
        """Return ``(festival, day, year)`` of those that this date makes due."""
        since, until = self._get_due_window(date)
        lead = timedelta(days=self.lead_days)
        return self._get_festivals()._get_occasions(
            since + lead, until + lead, self.company_id.relationship_leap_day
        )

    def _can_festival(self, date):
        return bool(self._get_festival_occasions(date))

    def _due_festival(self, content, date):
        occasions = content._get_festival_occasions(date)
        festivals = [festival for festival, _day, _year in occasions]
        return SQL(
            """
            SELECT p.id AS customer_id,
                   o.day - %(lead)s AS due_date,
                   'relationship.festival' AS source_model,
                   o.festival_id AS source_id,
                   o.festival_id || ':' || o.year AS cycle
              FROM unnest(%(ids)s::int[], %(days)s::date[], %(years)s::int[],
                          %(genders)s::text[], %(ages)s::int[])
                AS o(festival_id, day, year, gender, min_age)
              JOIN res_partner p ON p.relationship_stage IS NOT NULL
               AND (o.gender IS NULL OR p.gender = o.gender)
               AND (o.min_age = 0
                    OR p.birthdate <= o.day - make_interval(years => o.min_age))
            """,
            lead=content.lead_days,
            ids=[festival.id for festival in festivals],
            days=[day for _festival, day, _year in occasions],
            years=[year for _festival, _day, year in occasions],
            genders=[festival.gender or None for festival in festivals],
            ages=[festival.min_age for festival in festivals],
        )

    def _lapse_festival(self):
        """The content no longer greets on it, or the festival moved to another day
        (``relationship_touchpoint_reason_festival``)."""
        return SQL(
            """CASE WHEN r.source_id = ANY(%(used)s::int[]) IS NOT TRUE THEN %(unused)s
                    WHEN r.cycle LIKE '%%:%%:%%' THEN %(moved)s END""",
            used=self._get_festivals().ids,
            unused=self.env._("occasion no longer used"),
            moved=self.env._("festival moved"),
        )
