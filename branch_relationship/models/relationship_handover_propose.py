from odoo import models
from odoo.exceptions import UserError


class RelationshipHandover(models.Model):
    """A relationship manager prepares the handover of customers of their own, and asks
    the branch head, who looks at it and hands over, or returns it."""

    _inherit = "relationship.handover"

    def action_propose(self):
        """Ask the branch head to hand over as the list says."""
        self.ensure_one()
        self.check_access("write")
        self._drop_hidden()
        self._check_own()
        self._check_ready()
        # sudo: people do not write the state
        proposal = self.sudo()
        proposal.state = "proposed"
        branches = proposal.line_ids.customer_id.branch_id
        heads = branches._get_heads_to_tell(self.env.user)
        self.env["res.users"]._send_notices(
            {head: proposal._get_proposed_text(head) for head in heads}
        )
        return True

    def action_return(self):
        """Return a proposal to whoever made it, who may take it back, too."""
        self.ensure_one()
        # sudo: who made it may no longer change it
        proposal = self.sudo()
        maker = proposal.create_uid
        if maker != self.env.user:
            self.check_access("write")
        if proposal.state != "proposed":
            raise UserError(self.env._("This is no proposal that waits."))
        proposal.state = "draft"
        if maker != self.env.user:
            self.env["res.users"]._send_notices(
                {maker: proposal._get_returned_text(maker)}
            )
        return True

    def _get_proposed_text(self, head):
        told = self.with_context(lang=head.lang)
        return told.env._(
            "%(name)s proposes to hand over customers: %(count)s. Handover: %(reason)s",
            name=self.env.user.name,
            count=len(self.line_ids),
            reason=self.reason,
        )

    def _get_returned_text(self, maker):
        told = self.with_context(lang=maker.lang)
        return told.env._(
            "%(name)s has returned your proposal. Handover: %(reason)s",
            name=self.env.user.name,
            reason=self.reason,
        )
