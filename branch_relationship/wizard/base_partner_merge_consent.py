from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging customers keeps every answer of both; the newest of all counts."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # sudo: who merges contacts need not see what they consented to
        consents = self.env["relationship.consent"].sudo()
        consents.invalidate_model(["customer_id"])
        consents._update_current(dst_partner.sudo())
        return result
