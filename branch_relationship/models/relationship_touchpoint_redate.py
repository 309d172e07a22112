from odoo import api, models
from odoo.fields import Domain

from ..tools.cadence import is_working_day, with_days_off, working_day
from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpoint(models.Model):
    """Open touchpoints that move because the cadence or the calendar changed."""

    _inherit = "relationship.touchpoint"

    def _move_cadence(self, reason, is_restarted):
        """Put the re-dated cadence reason onto its new day.

        A touchpoint that has nothing else to say moves, back among the planned ones
        where the cadence was restarted; otherwise the reason leaves it.
        """
        self.ensure_one()
        day = self._get_day_of(reason)
        if self.reason_ids != reason:
            reason.touchpoint_id = self._get_touchpoint_on(day, reason)
            self._reasons_left()
        elif day != self.due_date:
            if is_restarted:
                self._release()
            self.write({"due_date": day, "first_due_date": day})

    def _get_day_of(self, reason):
        content = reason.content_id
        return self.env["relationship.calendar.day"]._get_working_day(
            reason.due_date, self.company_id, -1 if content._moves_before() else 1
        )

    def _get_touchpoint_on(self, day, reason):
        """Return the customer's open touchpoint of this day, made where none is."""
        return self.create(
            {
                "customer_id": self.customer_id.id,
                "due_date": day,
                "made_date": self.made_date,
                "priority": reason.priority,
                "content_id": reason.content_id.id,
            }
        )

    def _leave_cadence(self, reason):
        """Close the cadence reason whose new cycle is in the ledger already."""
        self.ensure_one()
        if self.reason_ids == reason:
            self._drop_activities()
            self.write(
                {"state": "skipped", "skip_reason": self.env._("contacted otherwise")}
            )

    def _reasons_left(self):
        """Let the strongest remaining reason lead."""
        reasons = self._get_ordered_reasons()
        self.write(
            {"content_id": reasons[0].content_id.id, "priority": reasons[0].priority}
        )
        self._refresh_activities()

    @api.model
    def _follow_calendar(self, company, dates):
        """Move open touchpoints off days that became days off, and those back that
        stand elsewhere only because their day was one."""
        calendar = self.env["relationship.calendar.day"]._get_calendar(company)
        moves = {}
        for touchpoint in self.search(
            self._get_calendar_domain(company, dates, calendar)
        ):
            day = touchpoint._get_calendar_date(calendar)
            if day != touchpoint.due_date:
                moves.setdefault(day, self.browse())
                moves[day] |= touchpoint
        for day, touchpoints in moves.items():
            movers = touchpoints._filter_open()
            movers -= movers._attach_to_done(day)
            movers.write({"due_date": day, "first_due_date": day})

    def _get_calendar_domain(self, company, dates, calendar):
        """Return which touchpoints the changed days concern: due on a day off, or with
        a reason of a day that is worked after all, or of a day off next to it."""
        off = {day for day in dates if not is_working_day(day, calendar)}
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "in", OPEN_STATES)
            & (
                Domain("due_date", "in", off)
                | Domain(
                    "reason_ids.due_date", "in", with_days_off(dates - off, calendar)
                )
            )
        )

    def _get_calendar_date(self, calendar):
        """Return the working day of a touchpoint: of its leading reason, or where a
        person moved it."""
        self.ensure_one()
        is_moved = self.due_date != self.first_due_date
        leading = self.reason_ids.filtered(
            lambda reason: reason.content_id == self.content_id
        )[:1]
        before = bool(leading) and self.content_id._moves_before()
        origin = self.due_date if is_moved or not leading else leading.due_date
        return working_day(origin, calendar, -1 if before else 1)
