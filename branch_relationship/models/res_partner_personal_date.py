from odoo import fields, models
from odoo.tools import SQL

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: the days that matter."""

    _inherit = "res.partner"

    personal_date_ids = fields.One2many(
        "relationship.personal.date",
        "customer_id",
        string="Days That Matter",
        groups=RM_GROUP,
    )

    def _close_lapsed_personal_dates(self):
        """Let what is no longer kept, or comes on another day, leave My Day at once."""
        # sudo: the rules close contacts, whoever changes the customer's card
        ledger = self.env["relationship.touchpoint"].sudo()
        if self:
            ledger._close_lapsed(SQL("c.id = ANY(%s)", self.ids))
