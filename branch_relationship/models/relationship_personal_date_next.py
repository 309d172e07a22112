from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.birthday import birthday_rows
from ..tools.occasion import coming_occasion

#: A lunar year with a leap month has up to 385 days.
LONGEST_YEAR = timedelta(days=385)
#: Keys are month x 100 + day.
LAST_KEY = 1231


class RelationshipPersonalDate(models.Model):
    """When it comes next: seen, searched and sorted by, though it changes every day."""

    _inherit = "relationship.personal.date"

    next_date = fields.Date(
        string="Next", compute="_compute_next_date", search="_search_next_date"
    )

    @api.depends("solar_key", "lunar_key", "once_date")
    @api.depends_context("uid", "tz")
    def _compute_next_date(self):
        today = self.env.user._get_local_today()
        for day in self:
            day.next_date = day._get_next_date(today)

    def _search_next_date(self, operator, value):
        """Find what comes from today up to a day."""
        if operator != "<=":
            return NotImplemented
        today = self.env.user._get_local_today()
        until = fields.Date.to_date(value)
        keys = self._get_coming_keys(today, until)
        return [
            "|",
            "|",
            ("solar_key", "in", list(keys["solar"])),
            ("lunar_key", "in", list(keys["lunar"])),
            "&",
            ("once_date", ">=", today),
            ("once_date", "<=", until),
        ]

    @api.model
    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name != "next_date":
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        return SQL("%s %s %s", self._get_next_date_sql(alias, query), direction, nulls)

    def _get_next_date_sql(self, alias, query):
        """Return the next day in SQL: its keys point into lists of days."""
        today = self.env.user._get_local_today()
        keys = self._get_coming_keys(today, today + LONGEST_YEAR)
        solar, lunar = (
            [days.get(key) for key in range(1, LAST_KEY + 1)] for days in keys.values()
        )
        solar_key, lunar_key, once = (
            self._field_to_sql(alias, name, query)
            for name in ("solar_key", "lunar_key", "once_date")
        )
        return SQL(
            """COALESCE((%s::date[])[%s], (%s::date[])[%s],
                        CASE WHEN %s >= %s THEN %s END)""",
            solar,
            solar_key,
            lunar,
            lunar_key,
            once,
            today,
            once,
        )

    @api.model
    def _get_coming_keys(self, start, end):
        """Return the solar and the lunar keys that come up, each with its first day."""
        days = {"solar": {}, "lunar": {}}
        leap_day = self.env.company.relationship_leap_day
        for kind, key, day, _year in birthday_rows(start, end, leap_day):
            days[kind].setdefault(key, day)
        return days

    def _get_next_date(self, today):
        """Return the day on which it comes next, or False."""
        if any(self._get_keys()):
            return coming_occasion(self._get_keys(), today, self._get_leap_day())
        return self.once_date and self.once_date >= today and self.once_date
