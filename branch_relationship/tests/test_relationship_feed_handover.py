from odoo.fields import Command
from odoo.tests import tagged

from .feed_common import FeedCase

HEADER = "ref,branch_code,rm_login,phone"


@tagged("post_install", "-at_install")
class TestRelationshipFeedHandover(FeedCase):
    """The bank's systems learn of a handover later than Odoo, or never."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Ann", ref="C1")
        cls._hand_over(cls.rm, cls.other_rm)

    @classmethod
    def _hand_over(cls, former, manager):
        action = cls.customer.with_user(cls.root_head).action_hand_over()
        handover = cls.env["relationship.handover"].browse(action["res_id"])
        handover = handover.with_user(cls.root_head)
        handover.reason = f"{former.name} leaves"
        handover.target_ids = [Command.create({"user_id": manager.id})]
        handover.action_split()
        handover.action_hand_over()
        cls.env.invalidate_all()

    def assertAt(self, user, branch):
        self.assertEqual(self.customer.user_id, user)
        self.assertEqual(self.customer.branch_id, branch)

    def test_former_manager_does_not_take_back(self):
        self.assertAt(self.other_rm, self.other)
        row = "C1,S1,rel_rm,"
        self.assertTaken(self.deliver("customers", HEADER, row), unchanged=1)
        self.assertAt(self.other_rm, self.other)
        for row in ("C1,S1,,", "C1,,rel_rm,"):
            self.assertTaken(self.deliver("customers", HEADER, row), unchanged=1)
            self.assertAt(self.other_rm, self.other)

    def test_all_else_is_taken(self):
        row = "C1,S1,rel_rm,138"
        self.assertTaken(self.deliver("customers", HEADER, row), updated=1)
        self.assertAt(self.other_rm, self.other)
        self.assertEqual(self.customer.phone, "138")

    def test_anybody_else_counts(self):
        row = "C1,S1,rel_colleague,"
        self.assertTaken(self.deliver("customers", HEADER, row), updated=1)
        self.assertAt(self.colleague, self.sub)

    def test_who_moved_on_follows_the_delivery(self):
        self.customer.user_id = self.colleague
        row = "C1,S1,rel_rm,"
        self.assertTaken(self.deliver("customers", HEADER, row), updated=1)
        self.assertAt(self.rm, self.sub)

    def test_the_last_handover_counts(self):
        self._hand_over(self.other_rm, self.colleague)
        self.assertTaken(
            self.deliver("customers", HEADER, "C1,,rel_other_rm,"), unchanged=1
        )
        self.assertEqual(self.customer.user_id, self.colleague)
        self.assertTaken(self.deliver("customers", HEADER, "C1,S1,rel_rm,"), updated=1)
        self.assertAt(self.rm, self.sub)

    def test_a_draft_does_not_count(self):
        other = self._create_customer("Bob", ref="C2", user_id=self.colleague.id)
        other.with_user(self.head).action_hand_over()
        self.assertTaken(self.deliver("customers", HEADER, "C2,,rel_rm,"), updated=1)
        self.assertEqual(other.user_id, self.rm)
