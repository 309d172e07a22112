from odoo import api, fields, models, tools

from ..tools.cadence import is_working_day, working_day


class RelationshipCalendarDay(models.Model):
    """A day off on which nobody is contacted, or a weekend day that is worked.

    Unknown days follow the week. Open contacts follow the calendar: whoever becomes due
    on a day off by a change moves to the working day before or after it, and who was
    moved off a day that is worked after all moves back.
    """

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

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self._redate_touchpoints(days._get_dates_by_company())
        return days

    def write(self, vals):
        before = self._get_dates_by_company()
        result = super().write(vals)
        self._redate_touchpoints(before, self._get_dates_by_company())
        return result

    def unlink(self):
        dates = self._get_dates_by_company()
        result = super().unlink()
        self._redate_touchpoints(dates)
        return result

    def _get_dates_by_company(self):
        return {
            company: set(days.mapped("date"))
            for company, days in self.grouped("company_id").items()
        }

    @api.model
    def _redate_touchpoints(self, *changes):
        """Move the open contacts that these changed days concern."""
        self._forget_calendars()
        companies = {company for dates in changes for company in dates}
        for company in companies:
            dates = set().union(*(change.get(company, set()) for change in changes))
            # An administrator of the calendar need not be able to see every customer.
            touchpoints = self.env["relationship.touchpoint"].sudo()
            touchpoints._follow_calendar(company, dates)

    @api.model
    @tools.ormcache("company.id")
    def _get_calendar(self, company):
        """Return ``{date: is_working}`` of all days that do not follow the week."""
        days = self.sudo().search_fetch(
            [("company_id", "=", company.id)], ["date", "is_working"]
        )
        return tools.frozendict({day.date: day.is_working for day in days})

    def _forget_calendars(self):
        """Let every calendar be read anew; once more after the commit, until which
        another thread of this server reads, and keeps, what was before."""
        self.env.registry.clear_cache()
        self.env.cr.postcommit.add(self.env.registry.clear_cache)

    @api.model
    def _is_working_day(self, date, company):
        """Tell whether contacts are made on this day; unknown days follow the week."""
        return is_working_day(date, self._get_calendar(company))

    @api.model
    def _get_working_day(self, date, company, direction=1):
        """Return the date itself, or the next working day after (1) or before (-1)."""
        return working_day(date, self._get_calendar(company), direction)
