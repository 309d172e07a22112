from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.texts import day_text
from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: a time in which the customer is left alone.

    It is set by hand, with a reason, or by a complaint, and ends by itself the day
    after. A relationship manager may lengthen it; only heads, within their branches,
    and administrators shorten it or end it before.
    """

    _inherit = "res.partner"

    quiet_until = fields.Date(
        copy=False,
        tracking=True,
        groups=RM_GROUP,
        help="The last day on which only service notices reach the customer.",
    )
    quiet_reason = fields.Char(
        string="Why Quiet", copy=False, tracking=True, groups=RM_GROUP
    )

    def write(self, vals):
        if "quiet_until" not in vals:
            return super().write(vals)
        self._check_quiet_shortened(vals["quiet_until"])
        if not vals["quiet_until"]:
            vals = {"quiet_reason": False, **vals}
        result = super().write(vals)
        self._review_holds()
        return result

    def _check_quiet_shortened(self, until):
        """Refuse to end or shorten a quiet time, unless it is a head's or an
        administrator's doing."""
        if self.env.su or self.env.user._is_relationship_admin():
            return
        headed = self.env.user._get_headed_branch_ids()
        date = fields.Date.to_date(until)
        for partner in self.filtered(lambda row: row._is_quiet()):
            is_shorter = not date or date < partner.quiet_until
            if is_shorter and partner.branch_id.id not in headed:
                raise UserError(
                    self.env._(
                        "%(name)s is not to be disturbed until %(day)s. Only the head "
                        "of the branch ends this before.",
                        name=partner.name,
                        day=day_text(self.env, partner.quiet_until),
                    )
                )

    def _is_quiet(self):
        """Tell whether the customer is to be left alone on the branch's today."""
        self.ensure_one()
        until = self.quiet_until
        return bool(until and until >= self._get_customer_today())

    def _start_quiet_time(self, reason):
        """Leave these customers alone for the company's days, or as long as they are
        already, if that is longer."""
        for customer in self:
            days = customer.company_id.relationship_quiet_days
            until = fields.Date.add(customer._get_customer_today(), days=days)
            if days and (not customer.quiet_until or customer.quiet_until < until):
                customer.write({"quiet_until": until, "quiet_reason": reason})

    def _review_holds(self):
        """Decide at once which of their contacts are held back: those that may go out
        come with the next dispatch, those that may not are taken back."""
        # sudo: the rules hold back contacts, whoever changes a customer
        customers = self.sudo().filtered("relationship_stage")
        ledger = self.env["relationship.touchpoint"]
        by_day = customers.grouped(lambda customer: customer._get_customer_today())
        for day, rows in by_day.items():
            ledger._decide_holds(day, SQL("t.customer_id = ANY(%s)", rows.ids))
