from datetime import date
from statistics import mode

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.official_calendar import known_days


class RelationshipCalendarDay(models.Model):
    """Whole years of the calendar at once, for one company.

    - Official days (a file, or ``chinesecalendar``) are merged: what is there already
      stays, what differs follows, and what the bank entered besides is left alone.
    - A year that is not published yet can have its public holidays computed from the
      festivals. These days are provisional: the official ones replace them.
    """

    _inherit = "relationship.calendar.day"

    is_provisional = fields.Boolean(
        string="Computed",
        readonly=True,
        help="A public holiday computed as long as its year is not published: days "
        "that are moved and make-up working days are not known.",
    )

    def write(self, vals):
        """What somebody changes is theirs, and no longer computed."""
        return super().write({"is_provisional": False, **vals})

    @api.model
    def _get_year_domain(self, company, year):
        return (
            Domain("company_id", "=", company.id)
            & Domain("date", ">=", date(year, 1, 1))
            & Domain("date", "<=", date(year, 12, 31))
        )

    @api.model
    def _get_year_state(self, company, year):
        """Return what is known of a year: ``known``, ``computed`` or ``unknown``."""
        states = self._read_group(
            self._get_year_domain(company, year), ["is_provisional"]
        )
        if (False,) in states:
            return "known"
        return "computed" if states else "unknown"

    @api.model
    def _get_current_years(self):
        """Return this year and the next, of the user's local day."""
        year = self.env.user._get_local_today().year
        return year, year + 1

    @api.model
    def _get_years_text(self, company):
        """Say what is known of this year and the next."""
        words = {
            "known": self.env._("known"),
            "computed": self.env._("only public holidays, as computed"),
            "unknown": self.env._("not known, only weekends are kept free"),
        }
        return "; ".join(
            f"{year}: {words[self._get_year_state(company, year)]}"
            for year in self._get_current_years()
        )

    @api.model
    def _fill_year(self, company, year):
        """Take the official days of a year if they can be known, else compute them
        unless there are some.

        :return: the state of the year (``_get_year_state``)
        """
        days = known_days(year, in_chinese=(self.env.lang or "").startswith("zh"))
        if days:
            self._merge_official(company, days)
        elif self._get_year_state(company, year) != "known":
            self._create_computed(company, year)
        return self._get_year_state(company, year)

    @api.model
    def _merge_official(self, company, days):
        """Let the calendar say this of these days.

        The year of most of them is known then: none of its days stays computed. A last
        day of the year before says nothing of the others of that year.

        :param days: ``{date: (name, is_working)}``
        :return: how many days were added, changed and were the same
        """
        in_company = Domain("company_id", "=", company.id)
        known = self.search(in_company & Domain("date", "in", list(days)))
        year = self._get_year_domain(company, mode(day.year for day in days))
        computed = self.search(year & Domain("is_provisional", "=", True))
        (computed - known).unlink()
        changed = known._follow_official(days)
        missing = days.keys() - set(known.mapped("date"))
        self.create(
            [
                {
                    "name": days[day][0],
                    "date": day,
                    "is_working": days[day][1],
                    "company_id": company.id,
                }
                for day in sorted(missing)
            ]
        )
        return len(missing), len(changed), len(known) - len(changed)

    def _follow_official(self, days):
        """Let these days be off or worked as officially; return those changed."""
        changed = self.filtered(
            lambda row: row.is_provisional or row.is_working != days[row.date][1]
        )
        by_kind = changed.grouped(lambda row: days[row.date][1])
        for is_working, rows in by_kind.items():
            rows.write({"is_working": is_working})
        return changed

    @api.model
    def _create_computed(self, company, year):
        """Create the public holidays of a year that are not in the calendar."""
        holidays = self.env["relationship.festival"]._get_public_holidays(
            year, company.relationship_leap_day
        )
        existing = self.search(self._get_year_domain(company, year))
        for day in existing.mapped("date"):
            holidays.pop(day, None)
        return self.create(
            [
                {
                    "name": name,
                    "date": day,
                    "is_provisional": True,
                    "company_id": company.id,
                }
                for day, name in sorted(holidays.items())
            ]
        )
