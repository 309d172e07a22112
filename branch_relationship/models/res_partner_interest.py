from odoo import api, fields, models

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: what the customer likes, among all the tags."""

    _inherit = "res.partner"

    interest_ids = fields.Many2many(
        "res.partner.category",
        string="Interests",
        compute="_compute_interest_ids",
        inverse="_inverse_interest_ids",
        domain=lambda self: self.env["res.partner.category"]._get_interest_domain(),
        groups=RM_GROUP,
    )

    @api.depends("category_id")
    def _compute_interest_ids(self):
        interests = self.env["res.partner.category"]._get_interests()
        for partner in self:
            partner.interest_ids = partner.category_id & interests

    def _inverse_interest_ids(self):
        interests = self.env["res.partner.category"]._get_interests()
        for partner in self:
            partner.category_id = partner.category_id - interests | partner.interest_ids
