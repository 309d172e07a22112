from odoo import api, fields, models
from odoo.fields import Command, Domain

from ..models.res_partner_classify_sql import AXES
from ..tools.rule_domain import parse_domain


class RelationshipSimulation(models.TransientModel):
    """What new thresholds and points would do, before anybody saves them.

    The administrator types thresholds per level and points per rule. The statement
    that classifies is run with them, without writing: who would move, which segments
    and managers it would fill. Nothing changes until the settings are adopted.

    "After" is where the figures lead once every wait for a downgrade is over; who
    moves at once, and who only after so many months below, is told apart.
    """

    _name = "relationship.simulation"
    _description = "Threshold Simulation"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    downgrade_months = fields.Integer(
        related="company_id.relationship_downgrade_months"
    )
    level_ids = fields.One2many(
        "relationship.simulation.level",
        "simulation_id",
        default=lambda self: self._default_level_ids(),
    )
    rule_ids = fields.One2many(
        "relationship.simulation.rule",
        "simulation_id",
        default=lambda self: self._default_rule_ids(),
    )
    # results
    is_computed = fields.Boolean(readonly=True)
    cell_ids = fields.One2many("relationship.simulation.cell", "simulation_id")
    load_ids = fields.One2many("relationship.simulation.load", "simulation_id")
    move_ids = fields.One2many("relationship.simulation.move", "simulation_id")
    now_count = fields.Integer(string="At Once", readonly=True)
    later_count = fields.Integer(string="Later", readonly=True)

    @api.model
    def _default_level_ids(self):
        levels = self.env["relationship.level"].search(
            [("company_id", "=", self.env.company.id)]
        )
        return [
            Command.create({"level_id": level.id, "min_value": level.min_value})
            for level in levels
        ]

    @api.model
    def _default_rule_ids(self):
        rules = self.env["relationship.potential.rule"].with_context(active_test=False)
        return [
            Command.create(
                {"rule_id": rule.id, "points": rule.points, "is_active": rule.active}
            )
            for rule in rules.search([("company_id", "=", self.env.company.id)])
        ]

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Threshold Simulation")

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------

    def action_compute(self):
        """Measure everybody with the typed settings, without writing a customer."""
        self.ensure_one()
        self.level_ids._check_values()
        self._clear_results()
        self._fill_simulated()
        self._create_moves()
        self._create_cells()
        self._create_loads()
        self.is_computed = True

    def _clear_results(self):
        self.cell_ids.unlink()
        self.load_ids.unlink()
        self.move_ids.unlink()

    def _get_scopes(self):
        """Return the scopes of the classification with the typed settings."""
        partners = self.env["res.partner"]
        by_axis = self.level_ids.sorted().grouped("axis")
        levels = {
            axis: [(line.level_id.id, line.min_value) for line in by_axis.get(axis, ())]
            for axis in AXES
        }
        rules = tuple(
            (line.rule_id.id, parse_domain(line.rule_id.domain), line.points)
            for line in self.rule_ids
            if line.is_active
        )
        return [
            partners._prepare_classify_scope(
                self.company_id, day, domain, levels=levels, rules=rules
            )
            for day, domain in partners._get_classify_days(self.company_id)
        ]

    # ------------------------------------------------------------------
    # Adopt
    # ------------------------------------------------------------------

    def action_adopt(self):
        """Ask for confirmation, naming the consequences of what is typed now."""
        self.action_compute()
        view = self.env.ref("branch_relationship.relationship_simulation_view_confirm")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Adopt the New Settings?"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }

    def action_confirm(self):
        """Save thresholds and points, and classify everybody with them."""
        self.ensure_one()
        self.level_ids.filtered("is_changed")._adopt()
        for line in self.rule_ids.filtered("is_changed"):
            line.rule_id.write({"points": line.points, "active": line.is_active})
        partners = self.env["res.partner"].with_context(
            relationship_change_reason="settings"
        )
        partners._classify(Domain("company_id", "=", self.company_id.id))
        return self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_segment_change_action_settings"
        )

    def action_view_moves(self):
        """Open all customers who would move."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "relationship.simulation.move",
            "view_mode": "list",
            "domain": [("simulation_id", "=", self.id)],
            "name": self.env._("Who Would Move"),
        }
