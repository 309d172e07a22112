from odoo import models

from ..tools.texts import day_text


class RelationshipTouchpointReason(models.Model):
    """News in one sentence, and in the words to say."""

    _inherit = "relationship.touchpoint.reason"

    def _summary_news(self, source):
        if not source:
            return False
        return self.env._(
            "%(title)s (until %(day)s)",
            title=source.name,
            day=day_text(self.env, source.date_until),
        )

    def _wording_relationship_news(self, news):
        return {
            "news": news.name,
            "news_text": news.body or "",
            "product": self._get_news_product(news).name or "",
            "date": day_text(self.env, news.date_until),
        }

    def _get_news_product(self, news):
        """Return the first of its products that the customer holds."""
        # sudo: asked for readers of the customer's card
        held = self.touchpoint_id.customer_id.sudo().holding_ids.product_id
        return (held & news.product_ids)[:1]
