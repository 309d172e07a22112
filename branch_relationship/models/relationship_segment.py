from odoo import fields, models


class RelationshipSegment(models.Model):
    """A class of customers: asset level x potential level decides how often they are
    contacted and with what goal (training, step 2)."""

    _name = "relationship.segment"
    _description = "Relationship Segment"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    asset_level_id = fields.Many2one(
        "relationship.level",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("axis", "=", "asset")],
    )
    potential_level_id = fields.Many2one(
        "relationship.level",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("axis", "=", "potential")],
    )
    contact_interval = fields.Integer(
        required=True, default=30, help="Days between two contacts, ideally."
    )
    max_interval = fields.Integer(
        required=True, default=60, help="Days between two contacts, at most."
    )
    goal = fields.Char(translate=True, help="What care of this class is to achieve.")
    traits = fields.Text(translate=True)
    typical_people = fields.Text(translate=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    _levels_unique = models.UniqueIndex(
        "(company_id, asset_level_id, potential_level_id)",
        "These two levels have a segment already.",
    )
    _check_interval = models.Constraint(
        "CHECK(contact_interval > 0 AND max_interval >= contact_interval)",
        "The ideal interval must be positive and not above the maximum.",
    )
