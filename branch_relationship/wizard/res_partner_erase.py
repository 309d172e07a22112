from odoo import api, fields, models
from odoo.exceptions import UserError


class ResPartnerErase(models.TransientModel):
    """The dialog for a customer who asks to be forgotten: what goes and what stays is
    said before, in numbers."""

    _name = "res.partner.erase"
    _description = "Erasing Personal Facts"

    customer_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    scope = fields.Selection(
        [
            ("facts", "Personal facts; the customer stays"),
            ("card", "The whole card; nobody can tell who it was"),
        ],
        required=True,
        default="facts",
    )
    request = fields.Char(
        required=True,
        help="How the customer asked, and how you know it was the customer.",
    )
    going = fields.Text(string="Goes for Good", compute="_compute_consequences")
    staying = fields.Text(string="Stays", compute="_compute_consequences")

    @api.depends_context("lang")
    @api.depends("customer_id", "scope")
    def _compute_consequences(self):
        for dialog in self:
            customer = dialog.customer_id
            customer._check_may_answer()
            dialog.going = "\n".join(dialog._get_going(customer.sudo()))
            dialog.staying = "\n".join(dialog._get_staying(customer.sudo()))

    def _get_going(self, customer):
        """Return what is erased, one line each."""
        names = customer._get_personal_fields()
        filled = [customer._get_label_of(name) for name in names if customer[name]]
        rows = customer._get_personal_records().values()
        lines = [
            self.env._("Facts on the card: %s", ", ".join(filled) or "0"),
            *(f"{row._get_sheet([])[0]}: {len(row)}" for row in rows if row),
            self.env._("Messages and notes: %s", len(customer._get_messages())),
            self.env._("Words and moods of contacts: %s", self._count_words(customer)),
        ]
        if self.scope == "card":
            lines.append(
                self.env._("Name, reference, phone, address, and the contacts below")
            )
        return lines

    def _count_words(self, customer):
        return len(customer._get_ledger().filtered(lambda row: row.note or row.mood))

    def _get_staying(self, customer):
        """Return what is kept, one line each."""
        count = len(customer._get_ledger())
        if self.scope == "card":
            return [
                self.env._("%s contacts without name or words, for the figures", count)
            ]
        return [
            self.env._("Name, reference and ways to reach the customer"),
            self.env._("Holdings: %s", len(customer.holding_ids)),
            self.env._("%s contacts with day, channel and result", count),
            self.env._("What the bank delivers comes back with the next delivery."),
        ]

    def action_erase(self):
        self.ensure_one()
        customer = self.customer_id
        customer._check_may_answer()
        if self.scope == "card":
            customer._check_nothing_held()
        if not (self.request or "").strip():
            raise UserError(self.env._("Say how the customer asked for it."))
        sheets = customer._get_disclosed_sheets()
        deed = dict(self._fields["scope"]._description_selection(self.env))[self.scope]
        customer._log_privacy(deed, sheets, self.request)
        if self.scope == "card":
            customer._erase_card()
            return self._get_customers_action()
        customer._erase_facts()
        # sudo: the note is the system's, whoever may write on the card
        customer.sudo().message_post(
            body=self.env._("Personal facts erased on request: %s", self.request)
        )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _get_customers_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.res_partner_action_branch"
        )
        return {**action, "target": "main"}
