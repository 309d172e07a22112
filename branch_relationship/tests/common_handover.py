from odoo.fields import Command

from .common import RM
from .common_ledger import LedgerCase


class HandoverCase(LedgerCase):
    """``rm`` has six customers at ``sub``: three to be contacted each 15 days, two each
    30, one prospect. ``colleague`` and ``newcomer`` work there, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 09:00"))
        cls.customer.unlink()
        cls.newcomer = cls._create_user("rel_newcomer", RM)
        cls.sub.member_ids |= cls.newcomer
        names = {
            cls.rm: "Li Na",
            cls.colleague: "Wang Wei",
            cls.newcomer: "Zhao Min",
            cls.other_rm: "Chen Jie",
            cls.head: "Zhou",
        }
        for user, name in names.items():
            user.name = name
        cls.customers = cls.env["res.partner"].browse(
            cls._create_customer(
                f"Customer {number}",
                relationship_stage="established" if days else "prospect",
                own_contact_interval=days,
                asset_amount=1000 * number,
            ).id
            for number, days in enumerate((15, 15, 15, 30, 30, 0), start=1)
        )
        cls.handovers = cls.env["relationship.handover"]

    @classmethod
    def _prepare(cls, user, customers, *targets, reason="Li Na leaves", **values):
        """Prepare a handover as this user, from the list of customers."""
        action = customers.with_user(user).action_hand_over()
        handover = cls.handovers.with_user(user).browse(action["res_id"])
        people = [Command.create({"user_id": target.id}) for target in targets]
        handover.write({"reason": reason, "target_ids": people, **values})
        return handover

    @classmethod
    def _hand_over(cls, user, customers, *targets, **values):
        handover = cls._prepare(user, customers, *targets, **values)
        handover.action_split()
        handover.action_hand_over()
        cls.env.invalidate_all()
        return handover

    def _get_state(self):
        """Return what a refused handover must leave as it is."""
        self.env.flush_all()
        self.env.invalidate_all()
        return [
            (customer.user_id, customer.branch_id, len(customer.message_ids))
            for customer in self.customers
        ]
