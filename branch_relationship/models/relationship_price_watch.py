from odoo import fields, models


class RelationshipPriceWatch(models.Model):
    """How far the prices of a product have been followed for a threshold: since which
    day's price moves are reckoned, and up to which day they were."""

    _name = "relationship.price.watch"
    _description = "Relationship Price Watch"
    _log_access = False

    product_id = fields.Many2one("product.template", required=True, ondelete="cascade")
    threshold_percent = fields.Float(digits=(16, 2), required=True)
    reference_date = fields.Date(required=True)
    checked_until = fields.Date(required=True)

    _chain_unique = models.UniqueIndex(
        "(product_id, threshold_percent)", "This product is followed already."
    )
