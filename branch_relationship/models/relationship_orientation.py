from odoo import fields, models


class RelationshipOrientation(models.Model):
    """What a customer is open to: relationship, value or service (training, step 3)."""

    _name = "relationship.orientation"
    _description = "Relationship Orientation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    description = fields.Text(translate=True)

    _code_unique = models.UniqueIndex("(code)", "An orientation has this code already.")
