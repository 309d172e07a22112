from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class RelationshipTouchpoint(models.Model):
    """A head knows better than the rules that held a contact back, and says why.

    The reason is kept. What was released passes from then on; what is due goes to its
    relationship manager at once.
    """

    _inherit = "relationship.touchpoint"

    release_reason = fields.Char(string="Released Because", readonly=True, copy=False)
    release_user_id = fields.Many2one(
        "res.users",
        string="Released by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    can_release = fields.Boolean(compute="_compute_can_release")

    @api.depends("hold_reason", "state", "branch_id")
    @api.depends_context("uid")
    def _compute_can_release(self):
        may = self._filter_open().filtered("hold_reason")._filter_releasable()
        for touchpoint in self:
            touchpoint.can_release = touchpoint in may

    def action_release(self):
        """Open the dialog that asks why these contacts are released."""
        self._check_may_release()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_touchpoint_release_action"
        )
        return {**action, "context": {"default_touchpoint_ids": self.ids}}

    def _filter_releasable(self):
        """Return those that the user may release: of the branches they head."""
        if self.env.su or self.env.user._is_relationship_admin():
            return self
        headed = self.env.user._get_headed_branch_ids()
        return self.filtered(lambda row: row.branch_id.id in headed)

    def _check_may_release(self):
        """:raise AccessError: unless it is the head's or an administrator's doing"""
        self.check_access("write")
        if self - self._filter_releasable():
            raise AccessError(
                self.env._("Only the head of the branch releases what is held back.")
            )

    def _release_held(self, reason):
        """Let these contacts go out, whatever held them back."""
        self._check_may_release()
        # sudo: the ledger's own values are written by its methods, not by people
        held = self.sudo()._filter_open().filtered("hold_reason")
        if len(held) < len(self) or not self:
            raise UserError(self.env._("This contact is not held back any more."))
        held.write({"release_reason": reason, "release_user_id": self.env.uid})
        held.customer_id._review_holds()
        for day, touchpoints in held._grouped_by_local_today().items():
            due = touchpoints.filtered(
                lambda row, day=day: row.user_id and row.due_date <= day
            )
            due._assign()

    def _prepare_merge_values(self, loser):
        values = super()._prepare_merge_values(loser)
        released = self if self.release_reason else loser
        return {
            **values,
            "release_reason": released.release_reason,
            "release_user_id": released.release_user_id.id,
        }
