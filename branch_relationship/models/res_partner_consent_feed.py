from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """What the bank's systems say of a customer's consent to marketing.

    It becomes an answer when it changes: the same again is none, or it would replace
    what the customer has told the branch since.
    """

    _inherit = "res.partner"

    marketing_consent = fields.Selection(
        lambda self: self.env["relationship.consent"]._get_labels("state"),
        string="Marketing Consent Delivered",
        compute="_compute_marketing_consent",
        inverse="_inverse_marketing_consent",
        groups=RM_GROUP,
    )

    @api.depends("consent_ids")
    def _compute_marketing_consent(self):
        # sudo: asked for readers of the customer's card
        consents = self.env["relationship.consent"].sudo()
        delivered = consents.search(
            Domain("customer_id", "in", self.ids) & self._get_delivered_consent_domain()
        )
        by_customer = delivered.grouped("customer_id")
        for partner in self:
            newest = by_customer.get(partner._origin, consents)[:1]
            partner.marketing_consent = newest.state

    def _inverse_marketing_consent(self):
        self.env["relationship.consent"].create(
            [
                {
                    "customer_id": partner.id,
                    "purpose": "marketing",
                    "channel": "any",
                    "state": partner.marketing_consent,
                    "source": "feed",
                    "date": partner._get_customer_today(),
                }
                for partner in self.filtered("marketing_consent")
            ]
        )

    @api.model
    def _get_delivered_consent_domain(self):
        return (
            Domain("purpose", "=", "marketing")
            & Domain("channel", "=", "any")
            & Domain("source", "=", "feed")
        )
