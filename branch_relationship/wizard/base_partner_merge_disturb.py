from datetime import date

from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging customers keeps every answer of both, of which the newest counts, and the
    longer quiet time."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        result = super()._update_foreign_keys(src_partners, dst_partner)
        # sudo: who merges contacts need not see what they consented to
        consents = self.env["relationship.consent"].sudo()
        consents.invalidate_model(["customer_id"])
        consents._update_current(dst_partner.sudo())
        return result

    def _update_values(self, src_partners, dst_partner):
        # sudo: nor in which quiet time they are
        sources, survivor = src_partners.sudo(), dst_partner.sudo()
        quiet = max(sources | survivor, key=lambda row: row.quiet_until or date.min)
        values = {"quiet_until": quiet.quiet_until, "quiet_reason": quiet.quiet_reason}
        result = super()._update_values(src_partners, dst_partner)
        survivor.write(values)
        return result
