from odoo import api, models

from ..models.res_partner_segment_override import MERGE


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging customers keeps every contact of the ledger.

    - Odoo moves the rows in SQL, where two open contacts of one day, or one occasion
      twice, would break the whole merge: they meet before.
    - Open contacts are made by whoever makes the survivor's.
    - The later day of contact counts, whoever's it was.
    - A survivor without reference takes over a source's.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: who merges contacts need not see the ledger
        ledger = self.env["relationship.touchpoint"].sudo()
        ledger._merge_customers(src_partners, dst_partner)
        res = super()._update_foreign_keys(src_partners, dst_partner)
        ledger.invalidate_model()
        # sudo: nor what the bank delivered
        self.env["relationship.holding"].sudo()._follow_merge(dst_partner)
        return res

    def _update_values(self, src_partners, dst_partner):
        """The merge writes every column of both, those of the rules among them."""
        # sudo: who merges contacts need not see the dates of contact
        sources, survivor = src_partners.sudo(), dst_partner.sudo()
        dates = self._prepare_contact_dates(sources | survivor)
        ref = self._take_ref(sources, survivor)
        result = super()._update_values(
            src_partners, dst_partner.with_context(relationship_merge=MERGE)
        )
        if ref:
            survivor.ref = ref
        # what stands below has moved in SQL, and is as private as what it joined
        survivor._update_contacts_below()
        if survivor.relationship_stage:
            survivor.last_contact_date = dates["last_contact_date"]
            survivor._restart_cadence(dates["cadence_start"])
            survivor._hand_over_touchpoints(survivor)
        return result

    def _prepare_contact_dates(self, partners):
        return {
            name: max(filter(None, partners.mapped(name)), default=False)
            for name in ("last_contact_date", "cadence_start")
        }

    def _take_ref(self, sources, survivor):
        """Take the reference that Odoo would copy from the sources, where two customers
        would have it at once.

        :return: the reference for the survivor, or None where it has its own
        """
        given = sources.filtered("ref")
        if survivor.ref or not given:
            return None
        ref = given[-1].ref
        given.with_context(tracking_disable=True).ref = False
        given.flush_recordset(["ref"])  # one statement for both would meet itself
        return ref
