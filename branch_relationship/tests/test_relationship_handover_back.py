from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_handover import HandoverCase


@tagged("post_install", "-at_install")
class TestRelationshipHandoverBack(HandoverCase):
    """Moving back is the same handover with the earlier one chosen."""

    def _move_back(self, handover):
        action = handover.action_move_back()
        return handover.browse(action["res_id"])

    def test_back_to_who_had_them(self):
        self.customers[2].user_id = self.newcomer
        handover = self._hand_over(self.head, self.customers[:3], self.colleague)
        back = self._move_back(handover)
        self.assertEqual(back.origin_id, handover)
        self.assertEqual(back.reason, "Back: Li Na leaves")
        figures = [
            (row.user_id, row.customer_count, row.asset_amount)
            for row in back.target_ids
        ]
        self.assertEqual(figures, [(self.rm, 2, 3000.0), (self.newcomer, 1, 3000.0)])
        back.action_hand_over()
        self.env.invalidate_all()
        self.assertEqual(self.customers[:2].user_id, self.rm)
        self.assertEqual(self.customers[2].user_id, self.newcomer)
        self.assertEqual(back.from_user_ids, self.colleague)
        self.assertEqual(handover.to_user_ids, self.colleague, "as it was")

    def test_back_to_the_branch(self):
        handover = self._hand_over(self.root_head, self.customers[:2], self.other_rm)
        self.assertEqual(self.customers[0].branch_id, self.other)
        self._move_back(handover).action_hand_over()
        self.assertEqual(self.customers[:2].user_id, self.rm)
        self.assertEqual(self.customers[:2].branch_id, self.sub)

    def test_only_those_who_are_still_there(self):
        handover = self._hand_over(self.head, self.customers[:3], self.colleague)
        self.customers[0].user_id = self.newcomer
        self.customers[1].branch_id = self.other
        back = self._move_back(handover)
        self.assertEqual(back.line_ids.customer_id, self.customers[2])
        self.customers[2].user_id = self.rm
        with self.assertRaisesRegex(UserError, "No customer to add"):
            handover.action_move_back()

    def test_former_manager_who_has_left(self):
        """The head chooses who takes them."""
        handover = self._hand_over(self.head, self.customers[:2], self.colleague)
        self.rm.active = False
        back = self._move_back(handover)
        self.assertEqual(back.line_ids.customer_id, self.customers[:2])
        self.assertFalse(back.line_ids.user_id or back.target_ids)
        with self.assertRaisesRegex(UserError, "no new manager"):
            back.action_hand_over()
        back.line_ids.user_id = self.newcomer
        back.action_hand_over()
        self.assertEqual(self.customers[:2].user_id, self.newcomer)

    def test_chosen_in_the_form(self):
        handover = self._hand_over(self.head, self.customers[:2], self.colleague)
        back = self.handovers.with_user(self.head).create(
            {"reason": "It was a mistake", "origin_id": handover.id}
        )
        back.action_add_customers()
        back.action_hand_over()
        self.assertEqual(self.customers.user_id, self.rm)
