from odoo import fields, models

HOLDING_KINDS = [
    ("deposit", "Deposit"),
    ("wealth", "Wealth Management"),
    ("fund", "Fund"),
    ("insurance", "Insurance"),
    ("metal", "Precious Metal"),
    ("card", "Card"),
    ("loan", "Loan"),
    ("service", "Service"),
]
#: Kinds whose positive balances are a customer's assets at the bank.
ASSET_KINDS = ("deposit", "wealth", "fund", "insurance", "metal")


class ProductCategory(models.Model):
    _inherit = "product.category"

    holding_kind = fields.Selection(
        HOLDING_KINDS,
        help="What a customer holds in products of this category. Holdings of a "
        "category without a kind count nothing.",
    )

    def write(self, vals):
        res = super().write(vals)
        if "holding_kind" in vals:
            products = self.env["product.template"].with_context(active_test=False)
            products.search([("categ_id", "in", self.ids)])._update_holder_assets()
        return res
