from odoo import api, models
from odoo.tools import SQL

from .relationship_threshold_mixin import THRESHOLDS

#: Fields that decide what a holding has gained.
GAIN_FIELDS = {
    "active",
    "balance",
    "cost_amount",
    "product_id",
    "quantity",
    *THRESHOLDS,
}


class RelationshipHolding(models.Model):
    """Gains by hand: a new holding, or one whose cost was not known, calls nobody."""

    _inherit = "relationship.holding"

    @api.model_create_multi
    def create(self, vals_list):
        holdings = super().create(vals_list)
        holdings._follow_gains(is_known=False)
        return holdings

    def write(self, vals):
        if not GAIN_FIELDS & vals.keys():
            return super().write(vals)
        known = self.filtered(lambda holding: holding.cost_amount > 0)
        result = super().write(vals)
        known._follow_gains(is_known=True)
        (self - known)._follow_gains(is_known=False)
        return result

    def _follow_gains(self, is_known):
        """Note which of these went beyond a threshold.

        :param is_known: what they had gained was known before
        """
        if self:
            # sudo: a note of the rules, whoever may write the holding
            self.env["relationship.gain.crossing"].sudo()._follow(
                SQL("h.id = ANY(%s)", self.ids), SQL("%s", not is_known)
            )
