from odoo import models
from odoo.exceptions import ValidationError

from .relationship_touchpoint import OPEN_STATES


class ResPartner(models.Model):
    """A customer leaves a company of the bank when nothing is open there any more.

    Holdings, contents and calendars are each company's own: its next delivery would
    not find the customer, and what a contact is about would be another company's.
    """

    _inherit = "res.partner"

    def _check_company_left(self, vals):
        """Refuse values that take customers out of a company too early.

        :param vals: the values to write, completed by ``_prepare_moved_values``
        """
        company_id = vals.get("company_id")
        # sudo: whoever moves a customer need not see all that is open
        customers = self.sudo().filtered("relationship_stage")
        moved = customers.filtered(lambda row: row.company_id.id != company_id)
        if not company_id or not moved:
            return
        moved._check_branch_left(vals)
        elsewhere = [("customer_id", "in", moved.ids), ("company_id", "!=", company_id)]
        holding = moved.env["relationship.holding"].search(elsewhere, limit=1)
        if holding:
            raise ValidationError(
                self.env._(
                    "%(name)s has holdings at %(company)s and cannot move to another "
                    "company before they are closed.",
                    name=holding.customer_id.name,
                    company=holding.company_id.name,
                )
            )
        elsewhere.append(("state", "in", OPEN_STATES))
        touchpoint = moved.env["relationship.touchpoint"].search(elsewhere, limit=1)
        if touchpoint:
            raise ValidationError(
                self.env._(
                    "%(name)s has open contacts at %(company)s and cannot move to "
                    "another company before they are made or skipped.",
                    name=touchpoint.customer_id.name,
                    company=touchpoint.company_id.name,
                )
            )

    def _check_branch_left(self, vals):
        """Refuse a company that is not the branch's: the company follows the branch."""
        staying = self.filtered("branch_id")
        if "branch_id" not in vals and staying:
            raise ValidationError(
                self.env._(
                    "%(name)s is a customer of %(branch)s at %(company)s: choose a "
                    "branch of the other company, and the company follows.",
                    name=staying[0].name,
                    branch=staying[0].branch_id.name,
                    company=staying[0].company_id.name,
                )
            )
