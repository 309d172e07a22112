from odoo import models

from ..tools.texts import day_text
from .relationship_touchpoint import OPEN_STATES
from .res_users_start import HEAD_GROUP


class RelationshipTouchpoint(models.Model):
    """Why nothing is left on My Day: the first of the reasons that holds is told."""

    _inherit = "relationship.touchpoint"

    def _get_empty_text(self, today, strip, scope):
        """Say why nothing is left to do today."""
        if strip["done"]:
            return self.env._("All done today: %s contacts.", strip["done"])
        company = self.env.company
        if not self.env["relationship.calendar.day"]._is_working_day(today, company):
            return self.env._("Today is a day off. Nobody is contacted.")
        own = scope == "mine" and self._get_own_empty_text(today)
        if own:
            return own
        if not self._is_night_done(today):
            return self.env._(
                "Last night's work has not run yet. The day is filled when it is done."
            )
        return self._get_waiting_text(today, strip, scope)

    def _get_own_empty_text(self, today):
        """Say what keeps this user from having any contacts."""
        if self._is_absent(today):
            return self.env._("You are entered as absent today. The pool has your day.")
        if not self._has_customers():
            return self._get_no_customers_text()
        if not self.env.user._get_daily_capacity():
            return self.env._(
                "Your capacity is 0 contacts a day. Ask your administrator."
            )
        return ""

    def _get_waiting_text(self, today, strip, scope):
        """Say where that is which might be on this day, or when the next contact is."""
        if strip["held"]:
            return self.env._(
                "Nobody is to be called. Contacts held back: %s.", strip["held"]
            )
        if strip["pool"]:
            return self.env._(
                "What is due waits in the branch pool: %s contacts. Claim some there.",
                strip["pool"],
            )
        next_date = self._get_next_due_date(today, scope)
        if next_date:
            return self.env._(
                "Nothing is due today. The next contact is on %s.",
                day_text(self.env, next_date),
            )
        return self.env._("Nothing is due today.")

    def _get_next_due_date(self, today, scope):
        domain = [("state", "in", OPEN_STATES), ("due_date", ">", today)]
        if scope == "mine":
            domain.append(("user_id", "=", self.env.uid))
        following = self.search_fetch(domain, ["due_date"], order="due_date", limit=1)
        return following.due_date

    def _get_no_customers_text(self):
        if self.env.user.has_group(HEAD_GROUP):
            return self.env._(
                "No customers are your own. The branch's contacts are on Branch Day."
            )
        return self.env._("No customers are yours yet. Ask your branch head.")

    def _is_absent(self, today):
        return self.env.user in self.env["relationship.absence"]._get_absent_users(
            today
        )

    def _has_customers(self):
        domain = [("user_id", "=", self.env.uid), ("relationship_stage", "!=", False)]
        return bool(self.env["res.partner"].search_count(domain, limit=1))

    def _is_night_done(self, today):
        """Tell whether the contacts of this day were assigned in any of my branches."""
        # sudo: the night's memory is the administrators', whether it ran is not secret
        domain = [
            ("date", "=", today),
            ("step", "=", "dispatch"),
            ("state", "=", "done"),
            ("company_id", "in", self.env.companies.ids),
        ]
        branches = self.env.user.crm_team_ids.filtered("branch_code")
        if branches:
            domain.append(("branch_id", "in", branches.ids))
        return bool(self.env["relationship.run"].sudo().search_count(domain, limit=1))
