from random import Random

from odoo import api, fields, models

#: manager -> on how many of a hundred days My Day is opened
HABITS = {"rm1": 98, "rm2": 95, "rm3": 90, "rm4": 75, "rm5": 55, "rm6": 80}
#: Who has not opened My Day yet today.
LATE = {"rm5", "rm6"}
DAYS = 20


class RelationshipDemo(models.AbstractModel):
    """Who opened My Day in the last weeks, and who has not yet today."""

    _inherit = "relationship.demo"

    @api.model
    def _create_days(self, today):
        rng = Random(8)
        users = self._get_users(*HABITS)
        self.env["relationship.day"].create(
            [
                self._prepare_day_values(rng, user, date)
                for date in self._get_past_working_days(today)
                for user in users
            ]
        )
        early = self.env["res.users"].union(
            *(user for user in users if user.login not in LATE)
        )
        days = self.env["relationship.day"]._get_or_create(early, today)
        days.opened_at = self._get_morning(today)

    @api.model
    def _get_past_working_days(self, today):
        calendar, dates = self.env["relationship.calendar.day"], []
        date = today
        while len(dates) < DAYS:
            date = calendar._get_working_day(
                fields.Date.subtract(date, days=1), self.env.company, -1
            )
            dates.append(date)
        return dates

    @api.model
    def _prepare_day_values(self, rng, user, date):
        is_opened = rng.randrange(100) < HABITS[user.login]
        minutes = rng.randrange(90)
        return {
            "user_id": user.id,
            "date": date,
            "branch_id": user.sale_team_id.id,
            "company_id": user.company_id.id,
            "contact_count": rng.randint(11, 15),
            "opened_at": is_opened and self._get_morning(date, minutes),
        }

    @api.model
    def _get_morning(self, date, minutes=10):
        """Return some minutes past eight in China, in UTC."""
        return fields.Datetime.add(fields.Datetime.to_datetime(date), minutes=minutes)
