from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = ["res.config.settings", "relationship.figures.mixin"]

    relationship_feed_folder = fields.Char(
        config_parameter="branch_relationship.feed_folder",
        help="A folder of the server where the bank's systems leave their files.",
    )
    group_relationship_export = fields.Boolean(
        string="Export by Relationship Managers",
        group="branch_relationship.branch_relationship_group_rm",
        implied_group="base.group_allow_export",
    )
