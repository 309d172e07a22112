from odoo import fields, models

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: assets, potential and the segment they lead to."""

    _inherit = "res.partner"

    holding_ids = fields.One2many(
        "relationship.holding", "customer_id", string="Holdings", groups=RM_GROUP
    )
    asset_amount = fields.Monetary(
        string="Assets",
        currency_field="relationship_currency_id",
        readonly=True,
        copy=False,
        groups=RM_GROUP,
        help="Positive balances of deposits, wealth products, funds, insurance and "
        "metals, in the company's currency.",
    )
    asset_day = fields.Date(readonly=True, copy=False, groups=RM_GROUP)
    asset_day_amount = fields.Monetary(
        string="Assets before the Day",
        currency_field="relationship_currency_id",
        readonly=True,
        copy=False,
        groups=RM_GROUP,
        help="What the assets were before the first delivery of the day that last "
        "changed them.",
    )
    asset_average = fields.Monetary(
        string="Monthly Average Assets",
        currency_field="relationship_currency_id",
        readonly=True,
        copy=False,
        groups=RM_GROUP,
        help="From the bank's systems. Where it is known it decides the level.",
    )
    external_asset_amount = fields.Monetary(
        string="Assets Elsewhere",
        currency_field="relationship_currency_id",
        copy=False,
        groups=RM_GROUP,
    )
    asset_level_id = fields.Many2one(
        "relationship.level",
        domain=[("axis", "=", "asset")],
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups=RM_GROUP,
    )
    potential_score = fields.Integer(readonly=True, copy=False, groups=RM_GROUP)
    potential_level_id = fields.Many2one(
        "relationship.level",
        domain=[("axis", "=", "potential")],
        readonly=True,
        copy=False,
        ondelete="restrict",
        groups=RM_GROUP,
    )
    asset_below_since = fields.Date(readonly=True, copy=False, groups=RM_GROUP)
    potential_below_since = fields.Date(readonly=True, copy=False, groups=RM_GROUP)
    segment_id = fields.Many2one(
        "relationship.segment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups=RM_GROUP,
    )
    segment_locked_until = fields.Date(copy=False, groups=RM_GROUP)
    segment_lock_reason = fields.Char(copy=False, groups=RM_GROUP)
    segment_change_ids = fields.One2many(
        "relationship.segment.change", "customer_id", groups=RM_GROUP
    )
    orientation_id = fields.Many2one(
        "relationship.orientation", copy=False, ondelete="restrict", groups=RM_GROUP
    )
