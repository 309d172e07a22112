from odoo import api, fields, models

from .res_partner import RM_GROUP


class ResUsers(models.Model):
    """A relationship manager who leaves: the open work goes to the branch pool, and the
    branch head is told.

    To leave is to be archived or deleted, or to lose the group. The customers keep
    their former manager, until the head hands them over; who comes back has the
    customers who are still there, and what nobody has claimed of their contacts.
    """

    _inherit = "res.users"

    daily_capacity = fields.Integer(
        help="Contacts this person makes on a working day. 0 takes the branch's figure."
    )
    makes_contacts = fields.Boolean(
        compute="_compute_makes_contacts",
        store=True,
        compute_sudo=True,
        help="Active and a relationship manager: contacts are given to nobody else.",
    )

    @api.depends("active", "all_group_ids")
    def _compute_makes_contacts(self):
        group = self.env.ref(RM_GROUP, raise_if_not_found=False)  # not yet: installing
        for user in self:
            is_manager = bool(group) and group in user.all_group_ids
            user.makes_contacts = user.active and is_manager

    def write(self, vals):
        is_told = self.env.context.get("relationship_left")
        if is_told or {"active", "group_ids"}.isdisjoint(vals):
            return super().write(vals)
        # sudo: users who write on themselves need not see who makes contacts
        makers = self.sudo().filtered("makes_contacts")
        result = super().write(vals)
        makers.filtered(lambda user: not user.makes_contacts)._leave_work()
        return result

    def action_archive(self):
        """Odoo deletes the open activities of whoever is archived: they go before."""
        self.filtered("active")._leave_work()
        users = self.with_context(relationship_left=True)
        return super(ResUsers, users).action_archive()

    @api.ondelete(at_uninstall=False)
    def _unlink_leave_work(self):
        self._leave_work()

    def _leave_work(self):
        """Put what these users have open on customers into the pool of their branch."""
        # sudo: who administers users need not be one of the bank's administrators
        for user in self.sudo():
            work = user._find_work()
            heads = user._get_heads_concerned(work["touchpoint"])
            counts = {kind: len(records) for kind, records in work.items()}
            self._give_work(work, self.browse())
            user._tell_left(heads, counts)

    def _get_heads_concerned(self, touchpoints):
        """Return who leads the branches of this user's customers and open contacts."""
        customers = self.env["res.partner"]._read_group(
            [("user_id", "=", self.id), ("relationship_stage", "!=", False)],
            ["branch_id"],
        )
        branches = touchpoints.branch_id.union(*(row[0] for row in customers))
        return branches._get_heads_to_tell(self)

    def _tell_left(self, heads, counts):
        """Tell the heads what is to be handed over and what is in the pool."""
        count = self.env["res.partner"].search_count(
            [("user_id", "=", self.id), ("relationship_stage", "!=", False)]
        )
        if not count and not any(counts.values()):
            return
        self._send_notices(
            {head: self._get_left_text(head, count, counts) for head in heads}
        )

    def _get_left_text(self, head, count, counts):
        told = self.with_context(lang=head.lang)
        work = told._get_work_text(counts) or told.env._("nothing")
        return told.env._(
            "%(name)s makes no contacts any more. Customers to hand over: %(count)s. "
            "Open work that waits for a colleague: %(work)s.",
            name=self.name,
            count=count,
            work=work,
        )
