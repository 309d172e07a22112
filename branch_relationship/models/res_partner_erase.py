from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class ResPartner(models.Model):
    """Erasing personal facts when the customer asks for it (PIPL art. 47).

    - The facts: what the branch learned about the person goes, and every word written
      about them; the customer stays one, with name, reference and holdings. The dates,
      channels and results of contacts stay, their moods do not.
    - The whole card, of somebody of whom the bank holds nothing any more: nobody can
      tell who it was. The contacts stay in the ledger for the figures, moods included.

    What was found and erased is noted in Odoo's privacy log, by masked name.
    """

    _inherit = "res.partner"

    def action_erase_personal(self):
        """Open the dialog that says what goes and what stays, and asks for the
        customer's request."""
        self.ensure_one()
        self._check_may_answer()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.res_partner_erase_action"
        )
        return {**action, "context": {"default_customer_id": self.id}}

    def _check_may_answer(self):
        """Refuse, unless it is the doing of a head of the branch or an administrator,
        to disclose or to erase what is known about these customers."""
        self.check_access("write")
        for customer in self:
            if not customer.relationship_stage:
                raise UserError(
                    self.env._("%(name)s is no customer.", name=customer.name)
                )
            if not self.env.user._may_lead(customer.branch_id):
                raise UserError(
                    self.env._(
                        "Only the head of the branch answers a request of %(name)s "
                        "about personal facts.",
                        name=customer.name,
                    )
                )

    def _erase_facts(self):
        """Erase what is known about these persons, who stay customers."""
        # sudo: who may is checked by the caller, and all of it goes
        customers = self.sudo().with_context(tracking_disable=True)
        customers._erase_known()
        customers._get_ledger().mood = False

    def _erase_known(self):
        """Erase the facts and every word about these persons, but not the moods.

        An addon with more to erase does it after ``super()``.
        """
        for records in self._get_personal_records().values():
            records.unlink()
        self.write(dict.fromkeys(self._get_personal_fields(), False))
        self._get_ledger()._erase_words()
        self._erase_writing()
        self._erase_answers()
        ledger = self.env["relationship.touchpoint"]
        ledger._close_lapsed(SQL("c.id = ANY(%s)", self.ids))

    def _erase_writing(self):
        """Delete what was written on the cards and empty what activities say."""
        activities = self._get_all_activities()
        activities.filtered(lambda row: not row.active).unlink()
        activities.exists().write({"summary": False, "note": False})
        self._get_messages().unlink()

    def _erase_answers(self):
        """Let the answers to surveys be nobody's, and empty those in own words."""
        inputs = self.env["survey.user_input"].search([("partner_id", "in", self.ids)])
        inputs.write({"partner_id": False, "email": False, "nickname": False})
        inputs.user_input_line_ids.write(
            {"value_char_box": False, "value_text_box": False}
        )

    def _get_ledger(self):
        ledger = self.env["relationship.touchpoint"]
        return ledger.search([("customer_id", "in", self.ids)])
