from odoo import fields, models


class RelationshipPotentialRule(models.Model):
    """Customers that fit a domain earn points of potential, which may be negative."""

    _name = "relationship.potential.rule"
    _description = "Relationship Potential Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    domain = fields.Char(required=True, default="[]")
    points = fields.Integer(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
