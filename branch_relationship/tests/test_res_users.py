from odoo.fields import Command
from odoo.tests import tagged

from .common import RM
from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestResUsers(LedgerCase):
    """Open work outlives the relationship manager who leaves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rm.name, cls.head.name = "Li Na", "Zhou"
        cls.done = cls._create_assigned(cls.customer, "2026-09-22", cls.urgent)
        cls.done.with_user(cls.rm).record_outcome({"result": "reached"})
        cls.assigned = cls._create_assigned(cls.customer, "2026-09-23", cls.routine)
        cls.planned = cls._create_touchpoint(cls.customer, "2026-09-30", cls.routine)

    def _take_group(self):
        self.rm.group_ids = [
            Command.unlink(self.env.ref(RM).id),
            Command.link(self.env.ref("base.group_user").id),
        ]

    def assert_pooled(self):
        for touchpoint in self.assigned | self.planned:
            self.assertEqual(touchpoint.state, "planned")
            self.assertFalse(touchpoint.user_id)
            self.assertFalse(touchpoint.activity_ids)
            self.assertEqual(touchpoint.branch_id, self.sub)

    def _get_text(self, name, work="contacts 2"):
        return (
            f"{name} makes no contacts any more. Customers to hand over: 1. "
            f"Open work that waits for a colleague: {work}."
        )

    def assert_told(self, text, *heads):
        everyone = self.head | self.root_head | self.other_head | self.colleague
        for user in everyone:
            expected = [text] if user in heads else []
            self.assertEqual(self._get_notices(user), expected, user.login)

    def test_archived_by_the_button(self):
        self.rm.action_archive()
        self.assert_pooled()
        self.assertEqual(self.done.state, "done")
        self.assertEqual(self.done.user_id, self.rm)

    def test_archived_by_write(self):
        self.rm.active = False
        self.assert_pooled()
        self.assert_told(self._get_text("Li Na"), self.head)

    def test_group_taken_away(self):
        self._take_group()
        self.assert_pooled()
        self.assert_told(self._get_text("Li Na"), self.head)
        self.assertEqual(self.customer.user_id, self.rm)
        self.assertFalse(self.customer._get_contact_user())

    def test_group_taken_away_in_the_groups_form(self):
        """Nobody writes on the user: the night finds what is with them."""
        self.env.ref(RM).user_ids = [Command.unlink(self.rm.id)]
        self.assertEqual(self.assigned.user_id, self.rm)
        with self.shanghai("2026-09-30 05:30"):
            today = self.sub._get_local_today()
            self.env["relationship.touchpoint"]._dispatch_branch(self.sub, today)
        self.env.invalidate_all()
        self.assert_pooled()

    def test_deleted(self):
        leaver = self._create_user("rel_leaver", RM)
        self.customer.user_id = leaver
        self.assertEqual(self.assigned.activity_ids.user_id, leaver)
        leaver.unlink()
        self.env.invalidate_all()
        self.assert_pooled()

    def test_in_another_branch_now(self):
        """The customers stay with their manager, and in sight of their branch."""
        self.other.member_ids |= self.rm
        self.assertEqual(self.rm.sale_team_id, self.other)
        for touchpoint in self.assigned | self.planned:
            self.assertEqual(touchpoint.user_id, self.rm)
            self.assertEqual(touchpoint.branch_id, self.sub)
            self.assertTrue(touchpoint.with_user(self.rm).has_access("write"))
            self.assertTrue(touchpoint.with_user(self.head).has_access("write"))
        self.assertEqual(self.assigned.state, "assigned")

    def test_nothing_to_tell(self):
        """Of a user who had no customers and no work."""
        self.colleague.action_archive()
        self.assertEqual(self._get_notices(self.head), [])

    def test_head_who_leaves(self):
        """The deputies are told, else whoever leads the branch above."""
        self.customer.user_id = self.head
        self.sub.deputy_ids = self.other_head
        self.head.action_archive()
        self.assert_told(self._get_text("Zhou"), self.other_head)

    def test_branch_without_head(self):
        self.sub.user_id = False
        self.rm.action_archive()
        self.assert_told(self._get_text("Li Na"), self.root_head)

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

    def test_night_plans_for_the_pool(self):
        """What falls due after the manager left waits for a colleague or the head."""
        ledger = self.env["relationship.touchpoint"]
        fresh = self._create_customer("Fresh", birthdate="1980-09-23")
        self.rm.active = False
        with self.shanghai("2026-09-23 00:30"):
            today = self.sub._get_local_today()
            ledger._generate_branch(self.company, self.sub, today)
            ledger._dispatch_branch(self.sub, today)
            contact = fresh.touchpoint_ids
            self.assertEqual(contact.mapped("state"), ["planned"])
            self.assertFalse(contact.user_id)
            self.assertTrue(contact.with_user(self.colleague).has_access("read"))
            self.assertTrue(contact.with_user(self.head).has_access("read"))
            self.assertFalse(contact.with_user(self.other_rm).has_access("read"))
            contact.with_user(self.colleague).action_claim()
            self.assertEqual(contact.state, "assigned")
            self.assertEqual(contact.user_id, self.colleague)
            self.assertTrue(fresh.is_cover_in_charge)
            self.assertTrue(fresh.with_user(self.colleague).has_access("read"))

    def test_returning_manager_gets_the_pool_back(self):
        ledger = self.env["relationship.touchpoint"]
        self.rm.active = False
        with self.shanghai("2026-09-23 00:30"):
            self.rm.active = True
            self.assertEqual(ledger._dispatch(self.sub._get_local_today()), 1)
        self.assertEqual(self.assigned.user_id, self.rm)
        self.assertEqual(self.assigned.activity_ids.user_id, self.rm)

    def test_returning_manager_takes_nothing_back(self):
        """What a colleague has claimed, and who was handed over, stay."""
        given = self._create_customer("Given")
        contact = self._create_touchpoint(given, "2026-09-23", self.routine)
        self.rm.action_archive()
        given.user_id = self.colleague
        with self.shanghai("2026-09-23 08:00"):
            self.assigned.with_user(self.colleague).action_claim()
            self.rm.active = True
            self.env["relationship.touchpoint"]._dispatch(self.sub._get_local_today())
        for touchpoint in self.assigned | contact:
            self.assertEqual(touchpoint.user_id, self.colleague)
            self.assertEqual(touchpoint.activity_ids.user_id, self.colleague)
        self.assertEqual(given.user_id, self.colleague)
