from odoo import models

from ..tools.texts import amount_text, day_text, percent_text


class RelationshipTouchpointReason(models.Model):
    """Price moves and dividends in words."""

    _inherit = "relationship.touchpoint.reason"

    def _summary_price_move(self, source):
        if not source:
            return False
        return self.env._(
            "%(product)s: %(percent)s since %(day)s",
            product=source.product_id.name,
            percent=percent_text(self.env, source.percent_change, signed=True),
            day=day_text(self.env, source.since),
        )

    def _summary_dividend(self, source):
        if not source:
            return False
        values = {
            "product": source.product_id.name,
            "dividend": f"{source.dividend:.6f}".rstrip("0").rstrip("."),
            "day": day_text(self.env, source.date),
        }
        amount = self._get_dividend_amount(source)
        if not amount:
            return self.env._(
                "%(product)s: dividend of %(dividend)s per unit on %(day)s", **values
            )
        return self.env._(
            "%(product)s: dividend of %(dividend)s per unit on %(day)s, %(amount)s in "
            "all",
            **values,
            amount=amount,
        )

    def _wording_relationship_price_move(self, move):
        return {
            "product": move.product_id.name,
            "percent": percent_text(self.env, abs(move.percent_change)),
            "date": day_text(self.env, move.since),
        }

    def _wording_relationship_product_price(self, price):
        return {
            "product": price.product_id.name,
            "amount": self._get_dividend_amount(price),
            "date": day_text(self.env, price.date),
        }

    def _get_dividend_amount(self, price):
        """Return what the customer gets of it in words; empty where no quantity is
        known."""
        # sudo: asked for readers of the customer's card
        holdings = self.touchpoint_id.customer_id.sudo().holding_ids.filtered(
            lambda holding: holding.product_id == price.product_id
        )
        amount = price.dividend * sum(holdings.mapped("quantity"))
        currency = holdings.currency_id[:1]
        return amount_text(self.env, currency.round(amount), currency) if amount else ""
