from odoo import fields, models


class RelationshipFiguresMixin(models.AbstractModel):
    """The company's figures of the method, for the screens that set them."""

    _name = "relationship.figures.mixin"
    _description = "Relationship Figures of a Company"

    company_id = fields.Many2one("res.company")
    relationship_daily_capacity = fields.Integer(
        related="company_id.relationship_daily_capacity", readonly=False
    )
    relationship_downgrade_months = fields.Integer(
        related="company_id.relationship_downgrade_months", readonly=False
    )
    relationship_night_hour = fields.Float(
        related="company_id.relationship_night_hour", readonly=False
    )
    relationship_max_attempts = fields.Integer(
        related="company_id.relationship_max_attempts", readonly=False
    )
    relationship_cover_days = fields.Integer(
        related="company_id.relationship_cover_days", readonly=False
    )
    relationship_risk_test_months = fields.Integer(
        related="company_id.relationship_risk_test_months", readonly=False
    )
    relationship_asset_move_months = fields.Integer(
        related="company_id.relationship_asset_move_months", readonly=False
    )
    relationship_leap_day = fields.Selection(
        related="company_id.relationship_leap_day", readonly=False
    )
    relationship_digest_mail = fields.Boolean(
        related="company_id.relationship_digest_mail", readonly=False
    )
    relationship_marketing_consent = fields.Selection(
        related="company_id.relationship_marketing_consent", readonly=False
    )
    relationship_quiet_days = fields.Integer(
        related="company_id.relationship_quiet_days", readonly=False
    )
    relationship_contact_cap = fields.Integer(
        related="company_id.relationship_contact_cap", readonly=False
    )
    relationship_cap_days = fields.Integer(
        related="company_id.relationship_cap_days", readonly=False
    )
    relationship_contact_hours = fields.Char(
        related="company_id.relationship_contact_hours", readonly=False
    )
