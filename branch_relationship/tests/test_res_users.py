from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestResUsers(LedgerCase):
    """Open work outlives the relationship manager who leaves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.done = cls._create_assigned(cls.customer, "2026-09-22", cls.urgent)
        cls.done.with_user(cls.rm).record_outcome({"result": "reached"})
        cls.assigned = cls._create_assigned(cls.customer, "2026-09-23", cls.routine)
        cls.planned = cls._create_touchpoint(cls.customer, "2026-09-30", cls.routine)

    def assert_pooled(self):
        for touchpoint in self.assigned | self.planned:
            self.assertEqual(touchpoint.state, "planned")
            self.assertFalse(touchpoint.user_id)
            self.assertFalse(touchpoint.activity_ids)
            self.assertEqual(touchpoint.branch_id, self.sub)

    def test_archived_by_the_button(self):
        self.rm.action_archive()
        self.assert_pooled()
        self.assertEqual(self.done.state, "done")
        self.assertEqual(self.done.user_id, self.rm)

    def test_archived_by_write(self):
        self.rm.active = False
        self.assert_pooled()

    def test_deleted(self):
        leaver = self._create_user("rel_leaver", "base.group_user")
        (self.assigned | self.planned).write({"user_id": leaver.id})
        self.assertEqual(self.assigned.activity_ids.user_id, leaver)
        leaver.unlink()
        self.env.invalidate_all()
        self.assert_pooled()

    def test_pool_is_claimed(self):
        self.rm.action_archive()
        colleague = self.colleague
        with self.shanghai("2026-09-23 08:00"):
            self.assigned.with_user(colleague).action_claim()
        self.assertEqual(self.customer.cover_user_id, colleague)
        self.assertEqual(str(self.customer.cover_until), "2026-10-23")
        self.assertEqual(self.assigned.state, "assigned")
        self.assertEqual(self.assigned.activity_ids.user_id, colleague)
        self.assertEqual(self.planned.user_id, colleague)
        self.assertEqual(self.planned.state, "planned")

    def test_taken_work_is_not_claimed(self):
        with self.assertRaisesRegex(Exception, "taken this contact"):
            self.assigned.with_user(self.head).action_claim()
        self.assertEqual(self.assigned.user_id, self.rm)
        self.assertFalse(self.customer.cover_user_id)
