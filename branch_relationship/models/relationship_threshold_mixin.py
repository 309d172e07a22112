from odoo import fields, models

THRESHOLDS = ("price_move_percent", "take_profit_percent", "stop_loss_percent")


class RelationshipThresholdMixin(models.AbstractModel):
    """Own thresholds of a product or of a holding: a holding's go before the product's,
    the product's before the care content's."""

    _name = "relationship.threshold.mixin"
    _description = "Relationship Thresholds"

    price_move_percent = fields.Float(
        string="Price Move (%)",
        digits=(16, 2),
        copy=False,
        help="A contact from this move of the price on; 0 leaves it to the product, "
        "else to the care content.",
    )
    take_profit_percent = fields.Float(
        string="Take Profit (%)",
        digits=(16, 2),
        copy=False,
        help="A contact when the value is so far above the cost; 0 leaves it to the "
        "product, else to the care content.",
    )
    stop_loss_percent = fields.Float(
        string="Stop Loss (%)",
        digits=(16, 2),
        copy=False,
        help="A contact when the value is so far below the cost; 0 leaves it to the "
        "product, else to the care content.",
    )

    _check_own_thresholds = models.Constraint(
        """CHECK(price_move_percent >= 0 AND take_profit_percent >= 0
             AND stop_loss_percent >= 0)""",
        "A threshold is not below zero.",
    )
