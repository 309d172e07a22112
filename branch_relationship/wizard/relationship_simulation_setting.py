from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class RelationshipSimulationLevel(models.TransientModel):
    """A threshold as it is and as it is tried."""

    _name = "relationship.simulation.level"
    _description = "Simulated Level"
    _order = "axis, min_value desc, id"

    simulation_id = fields.Many2one(
        "relationship.simulation", required=True, index=True, ondelete="cascade"
    )
    level_id = fields.Many2one("relationship.level", required=True, ondelete="cascade")
    axis = fields.Selection(related="level_id.axis", store=True)
    present_value = fields.Float(
        related="level_id.min_value", string="Present", digits=(16, 2)
    )
    min_value = fields.Float(string="New", digits=(16, 2))
    is_changed = fields.Boolean(compute="_compute_is_changed")

    @api.depends("present_value", "min_value")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = line.present_value != line.min_value

    def _check_values(self):
        """Refuse two levels of one axis that begin at the same value."""
        for lines in self.grouped("axis").values():
            if len(set(lines.mapped("min_value"))) < len(lines):
                raise ValidationError(
                    self.env._("Two levels of one axis begin at the same value.")
                )

    def _adopt(self):
        """Save the thresholds; a level may take another's: first none has any."""
        self.env.cr.execute(
            SQL(
                "UPDATE relationship_level SET min_value = NULL WHERE id = ANY(%s)",
                self.level_id.ids,
            )
        )
        for line in self:
            line.level_id.min_value = line.min_value


class RelationshipSimulationRule(models.TransientModel):
    """A rule's points as they are and as they are tried."""

    _name = "relationship.simulation.rule"
    _description = "Simulated Potential Rule"
    _order = "id"

    simulation_id = fields.Many2one(
        "relationship.simulation", required=True, index=True, ondelete="cascade"
    )
    rule_id = fields.Many2one(
        "relationship.potential.rule", required=True, ondelete="cascade"
    )
    present_points = fields.Integer(related="rule_id.points", string="Present")
    points = fields.Integer(string="New")
    is_active = fields.Boolean(string="In Use")
    is_changed = fields.Boolean(compute="_compute_is_changed")

    @api.depends("present_points", "points", "is_active", "rule_id.active")
    def _compute_is_changed(self):
        for line in self:
            line.is_changed = (
                line.present_points != line.points
                or line.rule_id.active != line.is_active
            )
