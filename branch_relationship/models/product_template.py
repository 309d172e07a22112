from odoo import fields, models
from odoo.tools import SQL

from .relationship_threshold_mixin import THRESHOLDS

RISK_LEVELS = [(f"R{level}", f"R{level}") for level in range(1, 6)]


class ProductTemplate(models.Model):
    """A bank product; ``default_code`` is the bank's product code."""

    _name = "product.template"
    _inherit = ["product.template", "relationship.threshold.mixin"]

    risk_level = fields.Selection(RISK_LEVELS, help="The bank's own grade.")
    issuer_risk_level = fields.Selection(RISK_LEVELS, help="The issuer's grade.")

    def write(self, vals):
        res = super().write(vals)
        if "categ_id" in vals:
            self._update_holder_assets()
        if set(THRESHOLDS) & vals.keys():
            # sudo: a note of the rules, whoever may change the product
            self.env["relationship.gain.crossing"].sudo()._follow(
                SQL("h.product_id = ANY(%s)", self.ids), SQL("TRUE")
            )
        return res

    def _update_holder_assets(self):
        """Sum the assets of the holders anew: the products' kind may have changed."""
        # a sum of the bank's, whoever may change the product
        holdings = self.env["relationship.holding"].sudo()
        groups = holdings._read_group([("product_id", "in", self.ids)], ["customer_id"])
        customers = holdings.customer_id.concat(*(customer for [customer] in groups))
        customers._update_asset_amounts()
