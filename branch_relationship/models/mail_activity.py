from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    touchpoint_id = fields.Many2one(
        "relationship.touchpoint",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
        help="The contact in the ledger that this activity carries out.",
    )
