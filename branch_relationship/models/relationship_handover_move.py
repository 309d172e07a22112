from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from .res_users_work import QUIET

#: Customers moved at a time.
BATCH_SIZE = 1000


class RelationshipHandover(models.Model):
    """Doing it: the customers go to their new managers and, where these work elsewhere,
    to their branches; what is open on them goes along (``res_partner_work``)."""

    _inherit = "relationship.handover"

    def action_hand_over(self):
        """Hand the customers over as the list says."""
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update()
        self._drop_hidden()
        self._check_may_hand_over()
        self._check_ready()
        # sudo: whose customers these are, and who takes them over, was checked
        self.sudo()._hand_over(self.env.user._get_handover_branches(self.company_id))
        return True

    def _hand_over(self, branches):
        """Move the customers, write it on their cards and tell the managers.

        :param branches: among which the new managers' branches are
        """
        self._note_beginning(branches)
        for (source, target, branch), customers in self._get_moves():
            for batch in split_every(BATCH_SIZE, customers.ids, customers.browse):
                self._move(batch, target, branch)
                self._log(batch, source, target)
        self.write(
            {
                "state": "done",
                "done_at": fields.Datetime.now(),
                "done_user_id": self.env.uid,
            }
        )
        self._tell_managers()

    def _get_moves(self):
        """Return ``(from, to, to branch), customers`` of the lines, read at once."""
        moves = self.line_ids.grouped(
            lambda row: (row.from_user_id, row.user_id, row.branch_id)
        )
        return [(people, lines.customer_id) for people, lines in moves.items()]

    def _note_beginning(self, branches):
        """Note who has the customers at this moment; who stays where they are is no
        part of it. Figures are kept as they were before."""
        owners = self.line_ids.grouped(
            lambda row: (row.customer_id.user_id, row.customer_id.branch_id)
        )
        for (source, branch), rows in owners.items():
            rows.write({"from_user_id": source.id, "from_branch_id": branch.id})
        staying = self.line_ids.filtered(lambda line: line.from_user_id == line.user_id)
        staying.unlink()
        if not self.line_ids:
            raise UserError(self.env._("Everybody on the list is there already."))
        places = self.line_ids.grouped(lambda row: (row.user_id, row.from_branch_id))
        for (target, branch), rows in places.items():
            rows.branch_id = target._get_branch_after(branch, branches)
        self._keep_figures()

    def _move(self, customers, target, branch):
        """Give these customers to their new manager."""
        customers = customers.with_context(**QUIET, tracking_disable=True)
        customers.write({"user_id": target.id, "branch_id": branch.id})
        customers.message_subscribe(target.partner_id.ids)
