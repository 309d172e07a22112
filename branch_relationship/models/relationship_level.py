from odoo import fields, models


class RelationshipLevel(models.Model):
    """A step on one axis of the value matrix: assets or potential (training, step 2)."""

    _name = "relationship.level"
    _description = "Relationship Level"
    _order = "axis, min_value desc, id"

    name = fields.Char(required=True, translate=True)
    axis = fields.Selection(
        [("asset", "Assets"), ("potential", "Potential")], required=True
    )
    min_value = fields.Float(
        digits=(16, 2),
        help="The level begins here: an amount in the company's currency, or points.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    _min_value_unique = models.UniqueIndex(
        "(company_id, axis, min_value)", "This axis has a level from this value already."
    )
