from odoo import api, fields, models

#: From this month on next year's calendar is known (published in November).
CALENDAR_MONTH = 11


class RelationshipCheck(models.TransientModel):
    """Which of this year and the next the calendar of days off does not know.

    Both are told always; missing is the next only from the month on in which it is
    published.
    """

    _inherit = "relationship.check"

    calendar_text = fields.Char(
        string="Days Off Known", compute="_compute_calendar_text"
    )

    @api.depends_context("allowed_company_ids", "lang", "tz", "uid")
    def _compute_calendar_text(self):
        days = self.env["relationship.calendar.day"]
        companies = self.env.companies
        self.calendar_text = " · ".join(
            f"{company.name}: {days._get_years_text(company)}"
            if len(companies) > 1
            else days._get_years_text(company)
            for company in companies
        )

    @api.model
    def _get_calendar_years(self, state):
        """Return ``(company, year)`` of which this is known, but should be more."""
        days = self.env["relationship.calendar.day"]
        this_year, next_year = days._get_current_years()
        years = [this_year]
        if self.env.user._get_local_today().month >= CALENDAR_MONTH:
            years.append(next_year)
        return [
            (company, year)
            for company in self.env.companies
            for year in years
            if days._get_year_state(company, year) == state
        ]

    @api.model
    def _prepare_calendar_line(self, state, name, consequence):
        missing = self._get_calendar_years(state)
        return self._prepare_line(
            "relationship.calendar.day",
            self._get_company_domain(),
            f"{name}: {', '.join(dict.fromkeys(str(year) for _, year in missing))}",
            consequence,
            len(missing),
        )

    @api.model
    def _check_calendar(self):
        return self._prepare_calendar_line(
            "unknown",
            self.env._("Calendar of days off missing"),
            self.env._("Contacts fall on public holidays; weekends are kept free."),
        )

    def _fix_calendar(self):
        """Fill in the official days where they can be known, else computed ones."""
        for company, year in self._get_calendar_years("unknown"):
            self.env["relationship.calendar.day"]._fill_year(company, year)

    @api.model
    def _check_calendar_official(self):
        return self._prepare_calendar_line(
            "computed",
            self.env._("Calendar of days off only computed"),
            self.env._(
                "Contacts fall on days off that are moved there, none on make-up days."
            ),
        )
