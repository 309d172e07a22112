from odoo import api, fields, models


class RelationshipTouchpoint(models.Model):
    """Why a contact is held back, in words.

    Whoever may not read the customer's card is told the kind of reason only.
    """

    _inherit = "relationship.touchpoint"

    hold_text = fields.Char(string="Why Held Back", compute="_compute_hold_text")

    @api.depends("hold_reason", "state", "customer_id.quiet_until")
    @api.depends_context("lang", "uid")
    def _compute_hold_text(self):
        told = self._filter_open().filtered("hold_reason")._filter_card_shown()
        for touchpoint in self:
            text = touchpoint in told and touchpoint._get_hold_text()
            label = touchpoint._get_label("hold_reason", touchpoint.hold_reason)
            touchpoint.hold_text = text or label

    def _get_hold_text(self):
        """Return the sentence of this reason: ``_hold_text_<reason>`` per reason."""
        tell = getattr(self, f"_hold_text_{self.hold_reason}", None)
        return tell and tell()

    def _hold_text_quiet(self):
        # sudo: asked for readers of the customer's card
        customer = self.customer_id.sudo()
        return customer.quiet_until and customer._get_quiet_text()

    def _hold_text_consent(self):
        purposes = dict.fromkeys(
            self.reason_ids.content_id.filtered("consent_purpose").mapped(
                lambda content: content._get_consent_label()
            )
        )
        return self.env._("No consent: %s", ", ".join(purposes))

    def _hold_text_cap(self):
        company = self.company_id.sudo()
        return self.env._(
            "The customer has had %(count)s contacts in %(days)s days",
            count=company.relationship_contact_cap,
            days=company.relationship_cap_days,
        )
