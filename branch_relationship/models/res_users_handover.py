from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Which handovers a user sees and changes, and to whom they may hand over."""

    _inherit = "res.users"

    def action_hand_over_customers(self):
        """Prepare the handover of all customers of this user."""
        self.ensure_one()
        handover = self.env["relationship.handover"].create({"source_user_id": self.id})
        handover.action_add_customers()
        return handover._get_form_action()

    # ------------------------------------------------------------------
    # Domains of the record rules
    # ------------------------------------------------------------------

    def _get_handover_domain(self):
        """Return the domain of the handovers this user may see: those they prepared,
        those that concern a branch they lead, and, when done, those from or to them."""
        if self._is_relationship_admin():
            return Domain.TRUE
        lines = Domain("from_user_id", "=", self.id) | Domain("user_id", "=", self.id)
        return (
            Domain("create_uid", "=", self.id)
            | self._get_headed_handover_domain()
            | (Domain("state", "=", "done") & Domain("line_ids", "any", lines))
        )

    def _get_handover_edit_domain(self):
        """Return the domain of the handovers this user may change."""
        is_open = Domain("state", "!=", "done")
        if self._is_relationship_admin():
            return is_open
        mine = Domain("create_uid", "=", self.id) & Domain("state", "=", "draft")
        return mine | (self._get_headed_handover_domain() & is_open)

    def _get_headed_handover_domain(self):
        headed = self._get_headed_branch_ids()
        lines = Domain("from_branch_id", "in", headed) | Domain(
            "branch_id", "in", headed
        )
        return Domain("line_ids", "any", lines)

    # ------------------------------------------------------------------
    # Who, and to whom
    # ------------------------------------------------------------------

    def _may_hand_over(self):
        """Tell whether this user leads a branch, as head or deputy, or administers."""
        return self._is_relationship_admin() or bool(self._get_headed_branch_ids())

    def _get_handover_branches(self, company):
        """Return the branches of this company within which this user hands over: those
        led and all below, for administrators all; within which a relationship manager
        proposes to: those they work in."""
        # sudo: a branch is no secret
        branches = self.env["crm.team"].sudo()
        domain = Domain("branch_code", "!=", False) & Domain(
            "company_id", "=", company.id
        )
        if not self._is_relationship_admin():
            ids = self._get_headed_branch_ids() or self._get_member_branch_ids()
            domain &= Domain("id", "in", ids)
        return branches.search(domain)

    def _get_branch_after(self, branch, branches):
        """Return the branch of a customer of this one whom this user takes over.

        :param branch: of the customer now; it stays where this user works or leads
        :param branches: those to choose from otherwise
        """
        self.ensure_one()
        places = (*self._get_member_branch_ids(), *self._get_headed_branch_ids())
        if branch.id in places:
            return branch
        by_id = {row.id: row for row in branches}
        return next((by_id[place] for place in places if place in by_id), branch)
