from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipProductPrice(models.Model):
    """Unit value and dividend of a product on a day."""

    _name = "relationship.product.price"
    _description = "Relationship Product Price"
    _order = "date desc, id desc"

    product_id = fields.Many2one(
        "product.template", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    unit_value = fields.Float(digits=(16, 6))
    dividend = fields.Float(digits=(16, 6), help="Paid per unit on this day.")

    _date_unique = models.UniqueIndex(
        "(product_id, date)", "This product has a price of this day already."
    )
    _dividend_idx = models.Index("(date, product_id) WHERE dividend > 0")

    @api.model_create_multi
    def create(self, vals_list):
        prices = super().create(vals_list)
        self._prices_changed(prices._get_first_days())
        return prices

    def write(self, vals):
        before = self._get_first_days()
        result = super().write(vals)
        self._prices_changed(before, self._get_first_days())
        return result

    def unlink(self):
        before = self._get_first_days()
        result = super().unlink()
        self._prices_changed(before)
        return result

    def _get_first_days(self):
        """Return the earliest day of these prices by product id."""
        return {
            product.id: min(prices.mapped("date"))
            for product, prices in self.grouped("product_id").items()
        }

    @api.model
    def _prices_changed(self, *changes):
        """Do what follows from changed prices.

        :param changes: the earliest changed day by product id, of each
        """
        first = {}
        for change in changes:
            for product, day in change.items():
                first[product] = min(day, first.get(product, day))
        if first:
            self.env["relationship.price.move"]._follow_prices(first)
            # sudo: a note of the rules, whoever delivers or corrects prices
            self.env["relationship.gain.crossing"].sudo()._follow(
                SQL("h.product_id = ANY(%s) AND h.quantity > 0", list(first)),
                self._get_unpriced_sql(),
            )

    @api.model
    def _get_unpriced_sql(self):
        """Return SQL telling whether the product of the holding ``h`` had no price
        before this transaction."""
        return SQL(
            """
            NOT EXISTS (
                SELECT FROM relationship_product_price q
                 WHERE q.product_id = h.product_id
                   AND q.create_date < now() AT TIME ZONE 'UTC')
            """
        )
