from odoo import models
from odoo.exceptions import UserError


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Customers of two companies of the bank stay two: holdings, contents and calendars
    are each company's own."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        # sudo: who merges contacts need not see what makes them customers
        partners = self.env["res.partner"].sudo().browse(partner_ids).exists()
        companies = partners.company_id
        customer = partners.filtered("relationship_stage")[:1]
        if customer and len(companies) > 1:
            raise UserError(
                self.env._(
                    "%(name)s is a customer, and these contacts belong to several "
                    "companies: %(companies)s. Only contacts of one company are merged "
                    "with a customer.",
                    name=customer.name,
                    companies=", ".join(companies.mapped("name")),
                )
            )
        return super()._merge(partner_ids, dst_partner, extra_checks)
