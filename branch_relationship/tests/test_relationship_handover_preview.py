from odoo.fields import Command
from odoo.tests import tagged

from .common_handover import HandoverCase


@tagged("post_install", "-at_install")
class TestRelationshipHandoverPreview(HandoverCase):
    """What it does to the days of the new managers, before it is done and after.

    A customer each 15 days is 7 / 5 / 15 contacts per working day, one each 30 days
    half of that.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague.daily_capacity = 10
        cls.newcomer.daily_capacity = 5
        for number in range(3):
            cls._create_customer(
                f"Of Wang Wei {number}",
                user_id=cls.colleague.id,
                own_contact_interval=30,
            )

    def assertFigures(self, handover, *expected):
        rows = [
            (
                target.user_id,
                target.customer_count,
                target.asset_amount,
                round(target.contacts_before, 4),
                round(target.contacts_after, 4),
                target.capacity,
                target.is_overloaded,
            )
            for target in handover.target_ids
        ]
        self.assertEqual(rows, list(expected))

    def test_split_in_proportion(self):
        """0.3733 contacts a day come to 10 with 0.14, and to 5 without any.

        The third customer goes to the newcomer (0 of 5), the second to Wang Wei (.014),
        the first to the newcomer (0.0187 against 0.0233), those of 30 days to Wang Wei
        (0.0233, 0.028 against 0.0373); the prospect to whoever has fewer (0.4 customers
        against 0.6 for each contact of a day).
        """
        handover = self._prepare(
            self.head, self.customers, self.colleague, self.newcomer
        )
        self.assertFigures(
            handover,
            (self.colleague, 0, 0, 0.14, 0.14, 10, False),
            (self.newcomer, 0, 0, 0, 0, 5, False),
        )
        handover.action_split()
        self.env.invalidate_all()
        old, new = self.colleague, self.newcomer
        targets = [line.user_id for line in handover.line_ids]
        self.assertEqual(targets, [new, old, new, old, old, new])
        expected = (
            (old, 3, 11000, 0.14, 0.3267, 10, False),
            (new, 3, 10000, 0, 0.1867, 5, False),
        )
        self.assertFigures(handover, *expected)
        handover.action_hand_over()
        self.env.invalidate_all()
        self.assertFigures(handover, *expected)
        self.customers.user_id = self.rm
        self.assertFigures(handover, *expected)

    def test_split_among_who_has_them_moves_few(self):
        """0.5133 contacts a day for 31: 0.0166 each. Li Na keeps her three (0.28 of 21:
        0.0133), Wang Wei has room for none of his two besides his others (0.1867 of 10:
        0.0187): one goes to Li Na, then he is less busy (0.014 against 0.0156)."""
        self.rm.daily_capacity = 21
        self.customers[3:5].user_id = self.colleague
        handover = self._prepare(self.head, self.customers, self.rm, self.colleague)
        handover.action_split()
        self.env.invalidate_all()
        moved = handover.line_ids.filtered(
            lambda line: line.user_id != line.from_user_id
        )
        self.assertEqual(moved.customer_id, self.customers[4])
        self.assertEqual(moved.user_id, self.rm)

    def test_manager_who_keeps_a_share(self):
        handover = self._prepare(self.head, self.customers[:2], self.rm, self.colleague)
        lines = handover.line_ids
        lines[0].user_id, lines[1].user_id = self.rm, self.colleague
        self.assertFigures(
            handover,
            (self.rm, 1, 1000, 0.3733, 0.28, 15, False),
            (self.colleague, 1, 2000, 0.14, 0.2333, 10, False),
        )

    def test_overload_is_shown(self):
        self.newcomer.daily_capacity = 1
        many = self.env["res.partner"].create(
            [
                {
                    "name": f"Many {number}",
                    "relationship_stage": "established",
                    "branch_id": self.sub.id,
                    "user_id": self.rm.id,
                    "own_contact_interval": 7,
                }
                for number in range(6)
            ]
        )
        handover = self._prepare(self.head, many, self.newcomer)
        handover.action_split()
        self.env.invalidate_all()
        self.assertFigures(handover, (self.newcomer, 6, 0, 0, 1.2, 1, True))

    def test_as_each_role(self):
        """A proposing manager is told how busy the colleague is, and no more."""
        handover = self._prepare(self.rm, self.customers[:1], self.colleague)
        handover.action_split()
        self.env.invalidate_all()
        figures = (self.colleague, 1, 1000, 0.14, 0.2333, 10, False)
        self.assertFigures(handover, figures)
        self.assertFigures(handover.with_user(self.head), figures)

    def test_inactive_and_lost_customers_take_no_contacts(self):
        self.customers[0].active = False
        self.customers[1].relationship_stage = "lost"
        handover = self._prepare(self.head, self.customers, self.newcomer)
        handover.write({"line_ids": [Command.clear()]})
        for customer in self.customers[:3]:
            handover.line_ids = [
                Command.create(
                    {"customer_id": customer.id, "user_id": self.newcomer.id}
                )
            ]
        self.env.invalidate_all()
        self.assertFigures(handover, (self.newcomer, 3, 6000, 0, 0.0933, 5, False))
