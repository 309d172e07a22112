from odoo import api, models

from ..models.res_partner_segment_override import MERGE


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging customers keeps every contact of the ledger.

    Odoo moves the rows in SQL, where two open contacts of one day, or one occasion
    twice, would break the whole merge: they meet before.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: who merges contacts need not see the ledger
        ledger = self.env["relationship.touchpoint"].sudo()
        ledger._merge_customers(src_partners, dst_partner)
        res = super()._update_foreign_keys(src_partners, dst_partner)
        # sudo: nor what the bank delivered
        self.env["relationship.holding"].sudo()._follow_merge(dst_partner)
        return res

    def _update_values(self, src_partners, dst_partner):
        """The merge writes every column of both, those of the rules among them."""
        result = super()._update_values(
            src_partners, dst_partner.with_context(relationship_merge=MERGE)
        )
        # sudo: what stands below has moved in SQL, and is as private as what it joined
        dst_partner.sudo()._update_contacts_below()
        return result
