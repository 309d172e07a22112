from datetime import timedelta

from odoo import api, fields, models


class RelationshipCalendarDay(models.Model):
    """A day off on which nobody is contacted, or a weekend day that is worked."""

    _name = "relationship.calendar.day"
    _description = "Relationship Calendar Day"
    _order = "date desc"

    name = fields.Char(translate=True)
    date = fields.Date(required=True)
    is_working = fields.Boolean(
        string="Working Day",
        help="Ticked: a make-up working day. Not ticked: a day off.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    _date_unique = models.UniqueIndex(
        "(company_id, date)", "This day is in the calendar already."
    )

    @api.model
    def _is_working_day(self, date, company):
        """Tell whether contacts are made on this day; unknown days follow the week."""
        day = self.sudo().search(
            [("date", "=", date), ("company_id", "=", company.id)], limit=1
        )
        return day.is_working if day else date.weekday() < 5

    @api.model
    def _get_working_day(self, date, company, direction=1):
        """Return the date itself, or the next working day after (1) or before (-1)."""
        while not self._is_working_day(date, company):
            date += timedelta(days=direction)
        return date
