from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class RelationshipHandover(models.Model):
    """Which customers go: chosen in the list of customers, all of one manager, or those
    of an earlier handover, back."""

    _inherit = "relationship.handover"

    @api.model
    def _create_for(self, customers, **values):
        """Create a draft with these customers."""
        companies = customers.company_id
        if len(companies) > 1:
            raise UserError(
                self.env._("Hand over the customers of one company at a time.")
            )
        lines = [Command.create({"customer_id": customer.id}) for customer in customers]
        return self.create(
            {"company_id": companies.id or self.env.company.id, "line_ids": lines}
            | values
        )

    def action_add_customers(self):
        """Add the customers of the manager, and those of the earlier handover."""
        self.ensure_one()
        self.check_access("write")
        former = self._get_former_managers()
        customers = self._get_source_customers().union(*former)
        # sudo: whoever may change the list may know who is on it
        added = customers - self.sudo().line_ids.customer_id.sudo(False)
        self._check_added(added)
        targets = self._get_target_users()
        self.env["relationship.handover.line"].create(
            [
                {
                    "handover_id": self.id,
                    "customer_id": customer.id,
                    "user_id": (former.get(customer, targets[:0]) & targets).id,
                }
                for customer in added
            ]
        )
        self._add_targets(targets[:0].union(*former.values()) & targets)
        return True

    def _add_targets(self, users):
        """Let these users be among the new managers: their figures are shown."""
        missing = users - self.target_ids.user_id
        self.write({"target_ids": [Command.create({"user_id": u.id}) for u in missing]})

    def _check_added(self, customers):
        if not customers:
            raise UserError(
                self.env._(
                    "No customer to add: choose a relationship manager who has some, "
                    "or an earlier handover whose customers are still where they went."
                )
            )

    def _get_source_customers(self):
        """Return whom the chosen manager has, as far as the user sees them."""
        if not self.source_user_id:
            return self.env["res.partner"]
        return self.env["res.partner"].search(
            Domain("user_id", "=", self.source_user_id.id)
            & Domain("relationship_stage", "!=", False)
            & Domain("company_id", "=", self.company_id.id)
        )

    def _get_former_managers(self):
        """Return ``{customer: former manager}`` of the earlier handover, of those who
        are still with whom they were given to, as far as the user sees them."""
        # sudo: what the user does not see of it is left out below
        lines = self.origin_id.sudo().line_ids.filtered(
            lambda line: line.customer_id.user_id == line.user_id
        )
        shown = set(lines.customer_id.sudo(False)._filtered_access("read").ids)
        return {
            line.customer_id.sudo(False): line.from_user_id.sudo(False)
            for line in lines
            if line.customer_id.id in shown
        }

    def action_move_back(self):
        """Prepare the handover that moves those back who are still there."""
        self.ensure_one()
        self.check_access("read")
        back = self.create(
            {
                "company_id": self.company_id.id,
                "origin_id": self.id,
                "reason": self.env._("Back: %(reason)s", reason=self.reason),
            }
        )
        back.action_add_customers()
        return back._get_form_action()
