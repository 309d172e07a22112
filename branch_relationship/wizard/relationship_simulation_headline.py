from odoo import api, fields, models
from odoo.tools import format_list


class RelationshipSimulation(models.TransientModel):
    """The result in a sentence: how many move and when, and for whom it is too much."""

    _inherit = "relationship.simulation"

    headline = fields.Char(compute="_compute_headline")
    detail = fields.Char(compute="_compute_headline")
    is_exceeded = fields.Boolean(compute="_compute_headline")

    @api.depends("is_computed", "now_count", "later_count", "load_ids.is_exceeded")
    @api.depends_context("lang")
    def _compute_headline(self):
        for simulation in self:
            exceeded = simulation.load_ids.filtered("is_exceeded").user_id
            simulation.is_exceeded = bool(exceeded)
            simulation.headline = self.env._(
                "%(moves)s, %(workload)s",
                moves=simulation._get_moves_text(),
                workload=self._get_workload_text(exceeded.mapped("name")),
            )
            simulation.detail = simulation._get_timing_text()

    def _get_moves_text(self):
        count = self.now_count + self.later_count
        if not count:
            return self.env._("No customer changes segment")
        if count == 1:
            return self.env._("1 customer changes segment")
        return self.env._("%s customers change segment", count)

    @api.model
    def _get_workload_text(self, names):
        """Say who would have more contacts than fit into the day."""
        if not names:
            return self.env._("nobody exceeds the daily capacity")
        if len(names) > 3:
            return self.env._(
                "%(name)s and %(others)s others will exceed the daily capacity",
                name=names[0],
                others=len(names) - 1,
            )
        return self.env._(
            "%(names)s will exceed the daily capacity",
            names=format_list(self.env, names),
        )

    def _get_timing_text(self):
        """Say who moves at once and who after a wait, empty where nobody does."""
        if not self.now_count and not self.later_count:
            return ""
        if not self.later_count:
            return self._get_now_text()
        return self.env._(
            "%(now)s; %(later)s", now=self._get_now_text(), later=self._get_later_text()
        )

    def _get_now_text(self):
        if not self.now_count:
            return self.env._("Nobody moves at once")
        if self.now_count == 1:
            return self.env._("1 moves at once")
        return self.env._("%s move at once", self.now_count)

    def _get_later_text(self):
        months = self.downgrade_months
        wait = self.env._("1 month") if months == 1 else self.env._("%s months", months)
        if self.later_count == 1:
            return self.env._("1 downgrade follows after %s below", wait)
        return self.env._(
            "%(count)s downgrades follow after %(wait)s below",
            count=self.later_count,
            wait=wait,
        )
