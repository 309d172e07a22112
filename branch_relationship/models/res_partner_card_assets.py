from odoo import api, fields, models
from odoo.tools.date_utils import get_timedelta

from .product_category import ASSET_KINDS
from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """What the customer owns and owes, and what falls due, for the card's pictures."""

    _inherit = "res.partner"

    asset_allocation = fields.Json(
        compute="_compute_asset_allocation",
        groups=RM_GROUP,
        help="Open holdings by kind, in the company's currency.",
    )
    maturity_timeline = fields.Json(
        compute="_compute_maturity_timeline",
        groups=RM_GROUP,
        help="What falls due in the next 12 months.",
    )

    @api.depends("holding_ids.balance", "holding_ids.active")
    @api.depends_context("lang")
    def _compute_asset_allocation(self):
        for partner in self:
            partner.asset_allocation = (
                partner._prepare_asset_allocation()
                if partner.relationship_stage
                else False
            )

    def _prepare_asset_allocation(self):
        """Return the open holdings' balances by kind: assets, and what is owed."""
        labels = dict(
            self.env["product.category"]
            ._fields["holding_kind"]
            ._description_selection(self.env)
        )
        amounts = self._get_amount_by_kind()
        assets = [
            {"kind": kind, "label": labels[kind], "amount": amounts[kind]}
            for kind in ASSET_KINDS
            if amounts.get(kind, 0) > 0
        ]
        return {
            "currency_id": self.relationship_currency_id.id,
            "total": sum(line["amount"] for line in assets),
            "assets": assets,
            "loan": abs(amounts.get("loan", 0)),
            "external": self.external_asset_amount,
            "overdue": sum(self.holding_ids.mapped("overdue_amount")),
        }

    def _get_amount_by_kind(self):
        amounts = {}
        for holding in self.holding_ids:
            kind = holding.product_id.categ_id.holding_kind
            if kind and (holding.balance > 0 or kind == "loan"):
                amounts[kind] = amounts.get(kind, 0) + self._convert_holding_amount(
                    holding, holding.balance
                )
        return amounts

    def _convert_holding_amount(self, holding, amount):
        """Return an amount of this holding in the customer's currency of today."""
        return holding.currency_id._convert(
            amount,
            self.relationship_currency_id,
            holding.company_id,
            self.env.user._get_local_today(),
        )

    @api.depends("holding_ids.matures_on")
    def _compute_maturity_timeline(self):
        for partner in self:
            partner.maturity_timeline = (
                partner._prepare_maturity_timeline()
                if partner.relationship_stage
                else False
            )

    def _prepare_maturity_timeline(self):
        today = self.env.user._get_local_today()
        end = today + get_timedelta(12, "month")
        due = self.holding_ids.filtered(
            lambda holding: holding.matures_on and today <= holding.matures_on <= end
        ).sorted("matures_on")
        return {
            "today": fields.Date.to_string(today),
            "end": fields.Date.to_string(end),
            "items": [
                {
                    "id": holding.id,
                    "date": fields.Date.to_string(holding.matures_on),
                    "days": (holding.matures_on - today).days,
                    "name": holding.product_id.name,
                    "kind": holding.product_id.categ_id.holding_kind or "",
                    "amount": abs(
                        self._convert_holding_amount(holding, holding.balance)
                    ),
                }
                for holding in due
            ],
        }
