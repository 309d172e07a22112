from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES
from .res_users_start import HEAD_GROUP


class RelationshipTouchpoint(models.Model):
    """My Day: what the strip counts, why the list is empty, the sheet to print."""

    _inherit = "relationship.touchpoint"

    def action_print_my_day(self):
        """Print what is left today of the user, or of everything a head sees."""
        scope = self.env.context.get("my_day_scope", "mine")
        today = self.env.user._get_local_today()
        left = self._get_my_day_domains(today, scope)["left"]
        touchpoints = self.search(left, order="user_id, priority desc, due_date, id")
        if not touchpoints:
            raise UserError(self.env._("Nothing is left to print today."))
        report = "branch_relationship.relationship_touchpoint_my_day_report"
        return self.env.ref(report).report_action(touchpoints, config=False)

    @api.model
    @api.readonly
    def my_day_strip(self, scope="mine"):
        """Count the day of the user, or of everything a head sees (``branch``).

        :return: dict with the ``scope``, the local ``date``, the counts ``done``,
            ``left``, ``overdue``, ``held`` and ``pool``, and why nothing is left
            (``empty``)
        """
        today = self.env.user._get_local_today()
        strip = self._count_my_day(today, scope)
        strip.update(date=today, scope=scope)
        strip["empty"] = not strip["left"] and self._get_empty_text(today, strip, scope)
        return strip

    def _get_my_day_domains(self, today, scope):
        """Return the domain behind every figure of the strip."""
        mine, by_me = Domain("user_id", "=", self.env.uid), Domain.TRUE
        if scope == "branch":
            mine = Domain("user_id", "!=", False)
        else:
            by_me = Domain("done_user_id", "=", self.env.uid)
        due = Domain("due_date", "<=", today)
        is_open = Domain("state", "in", OPEN_STATES)
        held = Domain("hold_reason", "!=", False)
        assigned = Domain("state", "=", "assigned")
        return {
            "done": by_me & Domain("done_date", "=", today),
            "left": mine & assigned & due,
            "overdue": mine & assigned & Domain("is_overdue", "=", True),
            "held": mine & is_open & held & due,
            "pool": Domain("user_id", "=", False) & is_open & ~held & due,
        }

    def _count_my_day(self, today, scope):
        """Count all figures in one statement, each served by its own index."""
        counts = self._get_my_day_counts(today, scope)
        columns = SQL(", ").join(SQL("(%s)", count) for count in counts.values())
        [row] = self.env.execute_query(SQL("SELECT %s", columns))
        return dict(zip(counts, row, strict=True))

    def _get_my_day_counts(self, today, scope):
        """Return ``{figure: query of one number}``; an override may add some."""
        return {
            name: self._search(domain).select(SQL("COUNT(*)"))
            for name, domain in self._get_my_day_domains(today, scope).items()
        }

    def _get_empty_text(self, today, strip, scope):
        """Say why nothing is left to do today."""
        if strip["done"]:
            return self.env._("All done today: %s contacts.", strip["done"])
        company = self.env.company
        if not self.env["relationship.calendar.day"]._is_working_day(today, company):
            return self.env._("Today is a day off. Nobody is contacted.")
        if scope == "mine" and self._is_absent(today):
            return self.env._("You are entered as absent today. The pool has your day.")
        if scope == "mine" and not self._has_customers():
            return self._get_no_customers_text()
        if not self._is_night_done(today):
            return self.env._(
                "Last night's work has not run yet. The day is filled when it is done."
            )
        if strip["held"]:
            return self.env._(
                "Nobody is to be called. Contacts held back: %s.", strip["held"]
            )
        return self.env._("Nothing is due today.")

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
