from odoo import api, fields, models


class RelationshipPriceMove(models.Model):
    """A price that moved as far as a threshold in use since the last such move.

    - Prices are compared with the dividends added back; the price of a move is the
      reference of the next (``tools/price_move.py``).
    - Moves are found where prices land, a product at a time
      (``relationship_price_move_find``). The night only asks who holds the product.
    - A correction may withdraw a move; it comes back no more.
    """

    _name = "relationship.price.move"
    _description = "Relationship Price Move"
    _order = "date desc, product_id, threshold_percent"

    product_id = fields.Many2one(
        "product.template", required=True, ondelete="cascade", readonly=True
    )
    threshold_percent = fields.Float(
        string="Threshold (%)", digits=(16, 2), required=True, readonly=True
    )
    since = fields.Date(
        required=True, readonly=True, help="Day of the price it is compared with."
    )
    date = fields.Date(required=True, readonly=True)
    percent_change = fields.Float(
        string="Change (%)",
        digits=(16, 4),
        readonly=True,
        aggregator=None,
        help="Dividends paid since are added back.",
    )
    is_withdrawn = fields.Boolean(
        string="Withdrawn", readonly=True, help="A price was corrected since."
    )

    _move_unique = models.UniqueIndex(
        "(product_id, threshold_percent, date)", "This move is known already."
    )
    _date_idx = models.Index("(date, product_id)")

    @api.depends("product_id.name", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for move in self:
            move.display_name = f"{move.product_id.name} {move.date}"
