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
