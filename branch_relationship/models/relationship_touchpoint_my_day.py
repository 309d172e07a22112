from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpoint(models.Model):
    """My Day: what the strip counts, and the sheet to print."""

    _inherit = "relationship.touchpoint"

    def action_print_my_day(self):
        """Print what is left today of the user, or of everything a head sees."""
        scope = self.env.context.get("my_day_scope", "mine")
        today = self.env.user._get_local_today()
        domain = self._get_print_domain(today, scope)
        touchpoints = self.search(domain, order="user_id, priority desc, due_date, id")
        if not touchpoints:
            raise UserError(self.env._("Nothing is left to print today."))
        report = "branch_relationship.relationship_touchpoint_my_day_report"
        return self.env.ref(report).report_action(touchpoints, config=False)

    def _get_print_domain(self, today, scope):
        return self._get_my_day_domains(today, scope)["left"]

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
