from odoo import fields, models

RISK_LEVELS = [(f"R{level}", f"R{level}") for level in range(1, 6)]


class ProductTemplate(models.Model):
    """A bank product; ``default_code`` is the bank's product code."""

    _inherit = "product.template"

    risk_level = fields.Selection(RISK_LEVELS, help="The bank's own grade.")
    issuer_risk_level = fields.Selection(RISK_LEVELS, help="The issuer's grade.")
