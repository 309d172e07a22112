from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.cadence import working_days_after
from ..tools.texts import day_text
from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpoint(models.Model):
    """When an open contact is due, in words, and whether it is late.

    It is as many days late as working days have begun since. On days off nobody is
    contacted: what the last working day has left is late when the next one begins.
    """

    _inherit = "relationship.touchpoint"

    due_text = fields.Char(string="When", compute="_compute_due_text")
    is_overdue = fields.Boolean(
        compute="_compute_due_text", search="_search_is_overdue"
    )

    @api.depends("company_id", "due_date", "state")
    @api.depends_context("lang", "tz", "uid")
    def _compute_due_text(self):
        today = self.env.user._get_local_today()
        days_late = self._get_days_late(today)
        for touchpoint in self:
            days = days_late.get(touchpoint, 0)
            touchpoint.is_overdue = days > 0
            touchpoint.due_text = touchpoint._get_due_text(today, days)

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.user._get_local_today()
        calendar = self.env["relationship.calendar.day"]
        late = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("due_date", "<", calendar._get_working_day(today, company, -1))
            for company in self.env.companies
        )
        return Domain("state", "in", OPEN_STATES) & late

    def _get_days_late(self, today):
        """Return ``{touchpoint: days}`` of the open contacts that were due before."""
        past = self._filter_open().filtered(
            lambda row: row.due_date and row.due_date < today
        )
        calendar = self.env["relationship.calendar.day"]
        return {
            touchpoint: working_days_after(touchpoint.due_date, today, known)
            for company, touchpoints in past.grouped("company_id").items()
            for known in [calendar._get_calendar(company)]
            for touchpoint in touchpoints
        }

    def _get_due_text(self, today, days_late):
        """Say when it is due, in words while the day is near."""
        if days_late == 1:
            return self.env._("1 day late")
        if days_late:
            return self.env._("%s days late", days_late)
        days = (self.due_date - today).days if self.due_date else 0
        if days == 0:
            return self.env._("Today")
        if days == 1:
            return self.env._("Tomorrow")
        return day_text(self.env, self.due_date)
