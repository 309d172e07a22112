import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.official_calendar import CalendarRefused, known_days, read_calendar


class RelationshipCalendarDayFill(models.TransientModel):
    """Fills the days off of this year and the next: from a file, or without one.

    Without a file the official days come from ``chinesecalendar`` where it is installed
    and knows the year; for any other year the public holidays are computed.
    """

    _name = "relationship.calendar.day.fill"
    _description = "Fill the Calendar"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    calendar_file = fields.Binary(string="File", attachment=False)
    file_name = fields.Char()
    state_text = fields.Char(string="Now", compute="_compute_texts")
    offer_text = fields.Char(string="Without a File", compute="_compute_texts")

    @api.depends("company_id")
    @api.depends_context("lang", "tz", "uid")
    def _compute_texts(self):
        days = self.env["relationship.calendar.day"]
        for fill in self:
            years = days._get_current_years()
            fill.state_text = days._get_years_text(fill.company_id)
            fill.offer_text = ", ".join(fill._get_offer_text(year) for year in years)

    def _get_offer_text(self, year):
        if known_days(year):
            return self.env._("%s: official days", year)
        return self.env._("%s: public holidays as computed", year)

    def action_import(self):
        """Take the days of the file, each once."""
        self.ensure_one()
        if not self.calendar_file:
            raise UserError(self.env._("Choose a file first."))
        try:
            days = read_calendar(base64.b64decode(self.calendar_file))
        except CalendarRefused as error:
            raise UserError(self.env._(error.args[0])) from error
        added, changed, same = self._get_days()._merge_official(self.company_id, days)
        return self._get_notification(
            self.env._(
                "%(added)s days added, %(changed)s changed, %(same)s as they were.",
                added=added,
                changed=changed,
                same=same,
            )
        )

    def action_fill(self):
        """Fill this year and the next without a file."""
        self.ensure_one()
        for year in self._get_days()._get_current_years():
            self._get_days()._fill_year(self.company_id, year)
        return self._get_notification(self._get_days()._get_years_text(self.company_id))

    def _get_days(self):
        return self.env["relationship.calendar.day"]

    def _get_notification(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
