from odoo import api, models

from ..tools.workbook import workbook

#: What the bank's own books hold of the card, beside the personal facts.
IDENTITY_FIELDS = [
    "name",
    "ref",
    "phone",
    "email",
    "street",
    "city",
    "vat",
    "risk_tolerance",
    "risk_assessed_on",
]


class ResPartner(models.Model):
    """Telling customers on request what is kept about them (PIPL art. 45)."""

    _inherit = "res.partner"

    def action_disclose_personal(self):
        """Download all that is kept about this customer, in the customer's language."""
        self.ensure_one()
        self._check_may_answer()
        return {
            "type": "ir.actions.act_url",
            "url": f"/relationship/personal-file/{self.id}",
            "target": "download",
        }

    @api.model
    def _get_disclosed_models(self):
        """Return ``{model: (field, columns)}`` of what is told beside the card, each
        found by the field that leads to the customer.

        An addon that keeps more about customers adds its own.
        """
        return {
            "relationship.personal.date": (
                "customer_id",
                ["name", "relation", "person_name", "date", "calendar"],
            ),
            "relationship.consent": (
                "customer_id",
                ["date", "purpose", "channel", "state", "source", "note"],
            ),
            "relationship.holding": (
                "customer_id",
                ["product_id", "balance", "currency_id", "opened_on", "matures_on"],
            ),
            "relationship.touchpoint": (
                "customer_id",
                ["done_date", "channel", "result", "mood", "note", "next_step"],
            ),
        }

    def _get_disclosed_sheets(self):
        """Return ``[(title, header, rows)]`` of all that is kept about the customer."""
        self.ensure_one()
        # sudo: who may is checked by the caller, and the customer is told everything
        customer = self.sudo().with_context(
            lang=self.lang or self.env.lang, active_test=False
        )
        names = [*IDENTITY_FIELDS, *customer._get_personal_fields()]
        shown = [name for name in names if customer._fields[name].type != "binary"]
        card = [
            (customer._get_label_of(name), customer._get_words_of(name))
            for name in shown
        ]
        title = customer.env._("Card")
        sheets = [(title, [customer.env._("Fact"), customer.env._("Value")], card)]
        for model, (field, columns) in self._get_disclosed_models().items():
            records = customer.env[model].search([(field, "=", customer.id)])
            sheets.append(records._get_sheet(columns))
        return sheets

    def _disclose_personal(self):
        """Return all that is kept about the customer as an XLSX file, and note it."""
        self.ensure_one()
        self._check_may_answer()
        sheets = self._get_disclosed_sheets()
        self._log_privacy(self.env._("Disclosed"), sheets)
        return workbook(sheets)

    def _log_privacy(self, deed, sheets, note=False):
        """Note in Odoo's privacy log that a customer's request was answered."""
        found = ", ".join(f"{title}: {len(rows)}" for title, _header, rows in sheets)
        # sudo: nobody writes the log, every answered request does
        return (
            self.env["privacy.log"]
            .sudo()
            .create(
                {
                    "anonymized_name": self.name,
                    "anonymized_email": self.email,
                    "user_id": self.env.uid,
                    "execution_details": f"{deed}: #{self.id}",
                    "records_description": found,
                    "additional_note": note,
                }
            )
        )

    def action_privacy_lookup(self):
        """Look a customer up by the card, not by e-mail and name."""
        action = super().action_privacy_lookup()
        # sudo: whether it is a customer decides
        if self.sudo().relationship_stage:
            action["context"] = {**action["context"], "default_customer_id": self.id}
        return action
