from odoo import models

from ..tools.texts import amount_text, day_text


class RelationshipTouchpointReason(models.Model):
    """What a reason's source says to the wording: ``_wording_<source model>(source)``,
    the dots of the model's name as underscores.

    Such a method is optional. It returns the values of the placeholders that the source
    knows (see ``relationship_care_content_wording``); asked for readers of the
    customer's card only, with the source as superuser.
    """

    _inherit = "relationship.touchpoint.reason"

    def _prepare_source_wording(self, source):
        """Return the placeholders' values that this reason's source knows."""
        name = (self.source_model or "").replace(".", "_")
        prepare = getattr(self, f"_wording_{name}", None)
        return prepare(source) if prepare and source else {}

    def _wording_relationship_holding(self, holding):
        amount = holding.overdue_amount or holding.balance
        values = {
            "product": holding.product_id.name,
            "amount": amount_text(self.env, amount, holding.currency_id),
        }
        if holding.matures_on:
            today = self.env.user._get_local_today()
            values["days_left"] = (holding.matures_on - today).days
            values["date"] = day_text(self.env, holding.matures_on)
        return values
