import operator as operators
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools.festival import A_LEAP_YEAR
from ..tools.texts import day_text

SHOWN_DAYS = 4
COMPARISONS = {
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


class RelationshipFestival(models.Model):
    """When a festival comes: its rule in words and its next days. Nothing is stored."""

    _inherit = "relationship.festival"

    rule_text = fields.Char(string="Comes on", compute="_compute_rule_text")
    next_date = fields.Date(
        compute="_compute_next_date",
        search="_search_next_date",
        help="The first day from today on; in a calendar, from the first day shown on.",
    )
    later_dates = fields.Char(string="Then", compute="_compute_next_date")

    @api.depends("calendar", "month", "day", "term", "week", "weekday")
    @api.depends_context("lang")
    def _compute_rule_text(self):
        for festival in self:
            is_complete = festival._is_rule_complete()
            festival.rule_text = is_complete and festival._get_rule_text()

    def _get_rule_text(self):
        rule = self._get_rule()
        if self.calendar == "lunar":
            return self.env._(
                "Lunar month %(month)s, day %(day)s", month=rule.month, day=rule.day
            )
        if self.calendar == "weekday":
            return self.env._(
                "%(week)s %(weekday)s of month %(month)s",
                week=self._get_label("week"),
                weekday=self._get_label("weekday"),
                month=rule.month,
            )
        if self.calendar == "term":
            return self._get_label("term")
        return day_text(self.env, date(A_LEAP_YEAR, rule.month, rule.day))

    def _get_label(self, name):
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels[self[name]]

    @api.depends("calendar", "month", "day", "term", "week", "weekday")
    @api.depends_context("company", "lang", "relationship_festival_since", "tz", "uid")
    def _compute_next_date(self):
        since = self._get_since()
        for festival in self:
            days = festival._get_next_days(since, SHOWN_DAYS)
            festival.next_date = days and days[0]
            festival.later_dates = " · ".join(
                format_date(self.env, day) for day in days[1:]
            )

    @api.model
    def _get_since(self):
        """Return the day from which on the next one is looked for."""
        since = self.env.context.get("relationship_festival_since")
        return fields.Date.to_date(since) or self.env.user._get_local_today()

    def _search_next_date(self, operator, value):
        """Compare in Python: festivals are few, and no column knows their days."""
        compare = COMPARISONS.get(operator)
        if not compare:
            return NotImplemented
        value = fields.Date.to_date(value)
        festivals = self.with_context(active_test=False).search([])
        found = festivals.filtered(
            lambda festival: festival.next_date and compare(festival.next_date, value)
        )
        return Domain("id", "in", found.ids)

    def _get_next_days(self, since, count):
        if not self._is_rule_complete():
            return []
        leap_day = self.env.company.relationship_leap_day
        return self._get_rule().next_days(since, count, leap_day)

    def _get_occasions(self, start, end, leap_day):
        """Return ``(festival, day, year)`` of all that come from start to end."""
        return [
            (festival, day, year)
            for festival in self
            for day, year in festival._get_rule().occasions(start, end, leap_day)
        ]

    @api.model
    def _get_public_holidays(self, year, leap_day):
        """Return ``{date: name}`` of the days off by law in this solar year."""
        occasions = self.search([("days_off", ">", 0)])._get_occasions(
            date(year, 1, 1), date(year, 12, 31), leap_day
        )
        return {
            day + timedelta(days=number): festival.name
            for festival, day, _year in occasions
            for number in range(festival.days_off)
        }
