from odoo import fields, models


class RelationshipHolding(models.Model):
    """What a customer owns or owes at the bank, as its core system delivered it."""

    _name = "relationship.holding"
    _description = "Relationship Holding"
    _order = "customer_id, id"
    _rec_name = "ref"

    ref = fields.Char(required=True, help="The bank's opaque key, no account number.")
    source = fields.Char(
        required=True, default="core", help="The system that delivers this holding."
    )
    account_mask = fields.Char(help="Masked account number, e.g. 6222 **** 1234.")
    customer_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.template", required=True, index=True, ondelete="restrict"
    )
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    active = fields.Boolean(default=True, help="A closed holding is archived.")
    balance = fields.Monetary()
    quantity = fields.Float(digits=(20, 6))
    cost_amount = fields.Monetary()
    opened_on = fields.Date()
    matures_on = fields.Date(index="btree_not_null")
    next_payment_on = fields.Date()
    payment_amount = fields.Monetary()
    overdue_amount = fields.Monetary()
    income_on = fields.Date()
    income_amount = fields.Monetary()
    closed_on = fields.Date(readonly=True)
    fingerprint = fields.Char(
        readonly=True, copy=False, help="Of the delivered row; tells what is unchanged."
    )

    _ref_unique = models.UniqueIndex(
        "(company_id, source, ref)", "This source has a holding of this key already."
    )
