from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

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
    relationship_leap_day = fields.Selection(
        related="company_id.relationship_leap_day", readonly=False
    )
    relationship_feed_folder = fields.Char(
        config_parameter="branch_relationship.feed_folder",
        help="A folder of the server where the bank's systems leave their files.",
    )
    group_relationship_export = fields.Boolean(
        string="Export by Relationship Managers",
        group="branch_relationship.branch_relationship_group_rm",
        implied_group="base.group_allow_export",
    )
