from odoo import models

from ..models.res_partner_segment_override import MERGE


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _update_values(self, src_partners, dst_partner):
        """The merge writes every column of both, those of the rules among them."""
        return super()._update_values(
            src_partners, dst_partner.with_context(relationship_merge=MERGE)
        )
