from odoo import models

from ..tools.texts import amount_text, percent_text


class RelationshipTouchpointReason(models.Model):
    """Take profit and stop loss in words."""

    _inherit = "relationship.touchpoint.reason"

    def _summary_take_profit(self, source):
        return source and self.env._(
            "%(product)s: gained %(percent)s (%(amount)s) on its cost",
            **self._wording_relationship_gain_crossing(source),
        )

    def _summary_stop_loss(self, source):
        return source and self.env._(
            "%(product)s: lost %(percent)s (%(amount)s) of its cost",
            **self._wording_relationship_gain_crossing(source),
        )

    def _wording_relationship_gain_crossing(self, crossing):
        holding, percent = crossing.holding_id, abs(crossing.percent_gain)
        amount = holding.currency_id.round(holding.cost_amount * percent / 100)
        return {
            "product": holding.product_id.name,
            "percent": percent_text(self.env, percent),
            "amount": amount_text(self.env, amount, holding.currency_id),
        }
