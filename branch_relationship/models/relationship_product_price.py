from odoo import fields, models


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
