from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class RelationshipHandover(models.Model):
    """Who may hand over whom to whom; looked at when it is done, not when the list was
    made."""

    _inherit = "relationship.handover"

    can_hand_over = fields.Boolean(compute="_compute_can_hand_over")
    allowed_user_ids = fields.Many2many("res.users", compute="_compute_can_hand_over")

    @api.depends("company_id")
    @api.depends_context("uid")
    def _compute_can_hand_over(self):
        for handover in self:
            handover.can_hand_over = self.env.user._may_hand_over()
            handover.allowed_user_ids = handover._get_target_users()

    def _get_target_users(self):
        """Return who may take customers over: relationship managers who work in, or
        lead, a branch within which the user hands over."""
        branches = self.env.user._get_handover_branches(self.company_id)
        leaders = branches.user_id | branches.deputy_ids
        return self.env["res.users"].search(
            Domain("makes_contacts", "=", True)
            & Domain("company_ids", "in", self.company_id.ids)
            & (
                Domain("crm_team_member_ids.crm_team_id", "in", branches.ids)
                | Domain("id", "in", leaders.ids)
            )
        )

    def _drop_hidden(self):
        """Take off the list whom the user may not read any more: it hides them."""
        # sudo: what is hidden is to be dropped
        lines = self.sudo().line_ids
        customers = lines.customer_id.sudo(False)
        hidden = set((customers - customers._filtered_access("read")).ids)
        lines.filtered(lambda line: line.customer_id.id in hidden).unlink()

    def _check_ready(self):
        """Refuse what is not complete, or names people who may not take over."""
        if not self.reason:
            raise UserError(self.env._("Say why: it is written on each card."))
        # sudo: whoever may change the list may know who is on it
        lines = self.sudo().line_ids
        if not lines:
            raise UserError(self.env._("There is no customer on the list."))
        lines._check_once()
        self._check_targets(lines)
        strange = lines.filtered(
            lambda line: line.customer_id.company_id != self.company_id
            or not line.customer_id.relationship_stage
        )
        if strange:
            raise UserError(
                self.env._(
                    "%(name)s is no customer of %(company)s any more: take the name "
                    "off the list.",
                    name=strange[0].customer_id.name,
                    company=self.company_id.name,
                )
            )

    def _check_targets(self, lines):
        open_lines = lines.filtered(lambda line: not line.user_id)
        if open_lines:
            raise UserError(
                self.env._(
                    "%(count)s customers have no new manager yet: split them, or "
                    "choose one for each.",
                    count=len(open_lines),
                )
            )
        if strange := lines.user_id - self._get_target_users().sudo():
            raise UserError(
                self.env._(
                    "%(name)s is no relationship manager of a branch you hand over "
                    "within.",
                    name=strange[0].name,
                )
            )

    def _check_may_hand_over(self):
        """Refuse anybody but heads, for the customers of their branches, and
        administrators."""
        user = self.env.user
        if not user._may_hand_over():
            raise AccessError(
                self.env._("Only a branch head hands over. Propose it to yours.")
            )
        if user._is_relationship_admin():
            return
        headed = set(user._get_headed_branch_ids())
        # sudo: a customer who left the branch is named, too
        strange = self.sudo().line_ids.filtered(
            lambda line: line.customer_id.branch_id.id not in headed
        )
        if strange:
            raise AccessError(
                self.env._(
                    "%(name)s is no customer of your branches: take the name off the "
                    "list.",
                    name=strange[0].customer_id.name,
                )
            )

    def _check_own(self):
        """Refuse to propose the customers of others."""
        # sudo: one who is no longer theirs is named, too
        strange = self.sudo().line_ids.filtered(
            lambda line: line.customer_id.user_id != self.env.user
        )
        if strange:
            raise AccessError(
                self.env._(
                    "%(name)s is not your own customer: take the name off the list.",
                    name=strange[0].customer_id.name,
                )
            )
