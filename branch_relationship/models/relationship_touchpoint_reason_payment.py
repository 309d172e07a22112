from odoo import models

from ..tools.texts import amount_text, day_text

#: The holding's fields of the amount and the day a trigger is about.
HOLDING_FIELDS = {
    "payment_due": ("payment_amount", "next_payment_on"),
    "income_paid": ("income_amount", "income_on"),
}


class RelationshipTouchpointReason(models.Model):
    """Payments and incomes in words."""

    _inherit = "relationship.touchpoint.reason"

    def _summary_payment_due(self, source):
        if not source or not source.next_payment_on:
            return False
        values = self._get_payment_words(source)
        if not source.payment_amount:
            return self.env._("%(product)s: payment due on %(day)s", **values)
        return self.env._("%(product)s: %(amount)s due on %(day)s", **values)

    def _summary_income_paid(self, source):
        if not source or not source.income_on:
            return False
        return self.env._(
            "%(product)s: income of %(amount)s on %(day)s",
            **self._get_payment_words(source),
        )

    def _wording_relationship_holding(self, holding):
        values = super()._wording_relationship_holding(holding)
        if self.content_id.trigger not in HOLDING_FIELDS:
            return values
        words = self._get_payment_words(holding)
        values.update(amount=words["amount"], date=words["day"])
        if day := self._get_payment_day(holding):
            values["days_left"] = (day - self.env.user._get_local_today()).days
        return values

    def _get_payment_day(self, holding):
        return holding[HOLDING_FIELDS[self.content_id.trigger][1]]

    def _get_payment_words(self, holding):
        amount, _day = HOLDING_FIELDS[self.content_id.trigger]
        day = self._get_payment_day(holding)
        return {
            "product": holding.product_id.name,
            "amount": amount_text(self.env, holding[amount], holding.currency_id),
            "day": day and day_text(self.env, day),
        }
