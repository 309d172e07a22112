from odoo import models

from ..tools.texts import amount_text, day_text, percent_text


class RelationshipTouchpointReason(models.Model):
    """Assets that moved, in words."""

    _inherit = "relationship.touchpoint.reason"

    def _summary_balance_move(self, source):
        if not source:
            return False
        values = self._get_asset_move_words(source)
        if source.amount_change < 0:
            return self.env._(
                "Assets fell by %(amount)s (%(percent)s) to %(after)s", **values
            )
        if not source.amount_before:
            return self.env._("Assets rose from nothing to %(after)s", **values)
        return self.env._(
            "Assets rose by %(amount)s (%(percent)s) to %(after)s", **values
        )

    def _wording_relationship_asset_move(self, move):
        return self._get_asset_move_words(move)

    def _get_asset_move_words(self, move):
        currency = move.currency_id
        return {
            "amount": amount_text(self.env, abs(move.amount_change), currency),
            "after": amount_text(self.env, move.amount_after, currency),
            "percent": percent_text(self.env, abs(move.percent_change)),
            "date": day_text(self.env, move.date),
        }
