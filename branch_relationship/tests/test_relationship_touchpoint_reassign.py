import re

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import tagged

from .common import RM
from .common_ledger import LedgerCase

DAY = Date.to_date("2026-09-23")


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointReassign(LedgerCase):
    """A head gives an open contact to somebody else of the branch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 09:00"))
        cls.touchpoint = cls._create_assigned(cls.customer, DAY, cls.routine)
        cls.later = cls._create_touchpoint(cls.customer, "2026-09-30", cls.urgent)

    def _give(self, receiver, by=None):
        self.touchpoint.with_user(by or self.head).user_id = receiver

    def assertRefused(self, receiver, words, by=None, error=UserError):
        with self.assertRaisesRegex(error, re.escape(words)), self.env.cr.savepoint():
            self._give(receiver, by)
        self.env.invalidate_all()
        self.assertEqual(self.touchpoint.user_id, self.rm)
        self.assertEqual(self.touchpoint.activity_ids.user_id, self.rm)
        self.assertFalse(self.customer.cover_user_id)

    def test_the_contact_goes_with_its_activity(self):
        self._give(self.colleague)
        self.assertEqual(
            (self.touchpoint.state, self.touchpoint.user_id),
            ("assigned", self.colleague),
        )
        self.assertEqual(self.touchpoint.activity_ids.user_id, self.colleague)
        self.assertEqual(self.later.user_id, self.rm, "the others stay")

    def test_the_receiver_covers_the_customer_for_a_while(self):
        self.assertFalse(self.customer.with_user(self.colleague).has_access("read"))
        self._give(self.colleague)
        customer = self.customer
        self.assertEqual(customer.cover_user_id, self.colleague)
        self.assertEqual(customer.cover_until, Date.to_date("2026-10-23"))
        self.assertFalse(customer.is_cover_in_charge)
        self.assertTrue(customer.with_user(self.colleague).has_access("read"))
        self.touchpoint.with_user(self.colleague).record_outcome({"result": "reached"})
        self.assertEqual(self.touchpoint.done_user_id, self.colleague)

    def test_the_receiver_is_told_and_nobody_is_mailed(self):
        mails = self.env["mail.mail"].search_count([])
        self._give(self.colleague)
        [notice] = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.colleague.partner_id.id)]
        )
        self.assertIn(
            f"{self.head.name} has given you contacts in My Day: 1",
            notice.mail_message_id.body,
        )
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_given_back_it_is_as_before(self):
        self._give(self.colleague)
        self._give(self.rm)
        self.assertEqual(self.touchpoint.activity_ids.user_id, self.rm)

    def test_heads_take_it_themselves_or_send_it_to_the_pool(self):
        self._give(self.head)
        self.assertEqual(self.touchpoint.user_id, self.head)
        self.assertFalse(self.customer.cover_user_id)
        self._give(self.env["res.users"])
        self.assertEqual(
            (self.touchpoint.state, self.touchpoint.activity_ids.ids), ("planned", [])
        )

    def test_heads_above_give_across_their_branches(self):
        self._give(self.other_rm, by=self.root_head)
        self.assertEqual(self.touchpoint.user_id, self.other_rm)
        self.assertEqual(self.customer.cover_user_id, self.other_rm)

    def test_deputies_and_administrators_may(self):
        self.sub.deputy_ids = self.other_head
        for user in (self.other_head, self.admin):
            self._give(self.colleague, by=user)
            self.assertEqual(self.customer.cover_user_id, self.colleague)
            self.touchpoint.user_id = self.rm
            self.customer.cover_user_id = False

    def test_only_to_people_of_the_branch(self):
        name = "does not work in your branch"
        self.assertRefused(self.other_rm, f"{self.other_rm.name} {name}")
        self.assertRefused(self.other_head, name)

    def test_only_to_relationship_managers(self):
        self.sub.member_ids |= self.employee
        self.assertRefused(self.employee, "is no relationship manager")
        self.colleague.active = False
        self.assertRefused(self.colleague, "is no relationship manager")

    def test_only_to_who_is_here(self):
        self.env["relationship.absence"].create(
            {"user_id": self.colleague.id, "date_from": DAY, "date_to": DAY}
        )
        self.assertRefused(self.colleague, f"{self.colleague.name} is absent today")

    def test_only_by_who_leads_the_branch(self):
        self.assertRefused(
            self.colleague, "Only the branch head", self.rm, error=AccessError
        )
        for user in (self.colleague, self.other_head, self.other_rm, self.employee):
            with self.assertRaises(AccessError, msg=user.login):
                self._give(user, by=user)
        self.assertEqual(self.touchpoint.user_id, self.rm)

    def test_not_past_a_colleague_who_makes_the_contacts(self):
        third = self._create_user("rel_third", RM)
        self.sub.member_ids |= third
        self.customer.write({"cover_user_id": third.id, "is_cover_in_charge": True})
        self.touchpoint.user_id = third
        with self.assertRaisesRegex(UserError, "covers Ledger Customer"):
            with self.env.cr.savepoint():
                self._give(self.colleague)
        self.assertEqual(self.touchpoint.user_id, third)

    def test_a_closed_contact_stays(self):
        self.touchpoint.with_user(self.rm).record_outcome({"result": "reached"})
        with self.assertRaisesRegex(UserError, "A closed contact stays"):
            self._give(self.colleague)

    def test_branch_day_shows_whoever_may_be_given_one(self):
        self.env["relationship.absence"].create(
            {"user_id": self.colleague.id, "date_from": DAY, "date_to": DAY}
        )
        free = self._create_user("rel_free", RM)
        self.sub.member_ids |= free
        for shown, users in ((True, self.rm | free), (False, self.rm)):
            groups = (
                self.env["relationship.touchpoint"]
                .with_user(self.head)
                .with_context(read_group_expand=True, my_day_people=shown)
                .web_read_group([("id", "=", self.touchpoint.id)], ["user_id"])
            )["groups"]
            found = {group["user_id"][0]: group["__count"] for group in groups}
            self.assertEqual(set(found), set(users.ids), shown)
            self.assertEqual(found[self.rm.id], 1)
