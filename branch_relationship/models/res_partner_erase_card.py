from odoo import api, models
from odoo.exceptions import UserError

#: What stays of an erased card: whose branch's figures it belongs to, and the figures.
KEPT_FIELDS = {
    "active",
    "name",
    "company_id",
    "branch_id",
    "is_company",
    "lang",
    "meeting_ids",
    "parent_id",
    "relationship_customer_id",
    "relationship_stage",
    "segment_id",
    "asset_level_id",
    "potential_level_id",
    "potential_score",
    "type",
}
#: Who it was, in what refers to a customer.
PERSON_FIELDS = {
    "crm.lead": [
        "name",
        "contact_name",
        "partner_name",
        "email_from",
        "email_cc",
        "phone",
        "function",
        "website",
        "street",
        "street2",
        "zip",
        "city",
        "description",
        "referred",
    ],
    "event.registration": ["name", "email", "phone", "company_name"],
}


class ResPartner(models.Model):
    """Erasing the whole card of somebody who left the bank (see
    ``res_partner_erase``)."""

    _inherit = "res.partner"

    def _erase_card(self):
        """Let nobody tell who these customers were; the ledger keeps its figures.

        :raise UserError: where the bank still holds something of theirs
        """
        self._check_nothing_held()
        # sudo: who may is checked by the caller, and all of it goes
        customers = self.sudo().with_context(tracking_disable=True, active_test=False)
        customers.write({"relationship_stage": "lost", "active": False})
        customers._skip_open_contacts()
        customers._erase_known()
        customers._erase_around()
        (customers | customers._get_contacts_below())._erase_identity()

    def _check_nothing_held(self):
        for customer in self:
            if customer.holding_ids:
                raise UserError(
                    self.env._(
                        "The bank still holds something of %(name)s: %(count)s open "
                        "holdings. Only the personal facts can be erased.",
                        name=customer.name,
                        count=len(customer.holding_ids),
                    )
                )

    def _skip_open_contacts(self):
        open_contacts = self._get_ledger()._filter_open()
        open_contacts._close_skipped({"skip_reason": self.env._("card erased")})

    def _get_contacts_below(self):
        return self.search([("relationship_customer_id", "in", self.ids)])

    def _erase_around(self):
        """Erase who it was in the records that refer to these customers."""
        self.env["relationship.holding"].search(
            [("customer_id", "in", self.ids)]
        )._erase_reference()
        self.consent_ids.note = False
        self.segment_change_ids.note = False
        self.bank_ids.unlink()
        for name, person_fields in PERSON_FIELDS.items():
            records = self.env[name].search([("partner_id", "in", self.ids)])
            records._erase_person(person_fields)
        self._get_private_meetings()._erase_person(["name", "description", "location"])

    def _get_private_meetings(self):
        """Return the meetings of these customers alone, with the bank's people."""
        customers = self.meeting_ids.partner_ids.filtered("relationship_stage") - self
        return self.meeting_ids - customers.meeting_ids

    def _erase_identity(self):
        """Empty all of these cards but what the figures need."""
        self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
        self.message_follower_ids.unlink()
        self._get_messages().unlink()
        self.write(dict.fromkeys(self._get_erased_fields(), False))
        for card in self:
            card.name = f"#{card.id}"

    @api.model
    def _get_erased_fields(self):
        """Return the stored fields that are emptied: all that are written by people,
        but those kept for the figures."""
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and not field.related
            and not (field.compute and field.readonly)
            and field.type != "one2many"
            and name not in KEPT_FIELDS
            and name not in models.MAGIC_COLUMNS
        ]
