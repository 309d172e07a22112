from odoo import api, models


class RelationshipFeed(models.Model):
    """Customers' deliveries may tell their consent to marketing, too."""

    _inherit = "relationship.feed"

    @api.model
    def _get_feed_columns(self, kind):
        columns = super()._get_feed_columns(kind)
        return (*columns, "marketing_consent") if kind == "customers" else columns
