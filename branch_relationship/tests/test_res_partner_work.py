import io

from odoo.fields import Command
from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestResPartnerWork(LedgerCase):
    """A customer who gets another manager on the card, by the head or by a delivery,
    takes along what is open, as by a handover."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 09:00"))
        cls.customer.ref = "C1"
        cls.as_head = cls.customer.with_user(cls.head)
        cls.contact = cls._create_assigned(cls.customer, "2026-09-23", cls.routine)
        cls.todo = cls._schedule(cls.customer, cls.rm)
        cls.heads_todo = cls._schedule(cls.customer, cls.head)
        cls.others_todo = cls._schedule(cls._create_customer("Other"), cls.rm)
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Mortgage",
                "partner_id": cls.customer.id,
                "user_id": cls.rm.id,
                "team_id": cls.sub.id,
            }
        )
        cls.meeting = cls.env["calendar.event"].create(
            {
                "name": "Talk",
                "start": "2026-09-24 02:00:00",
                "stop": "2026-09-24 03:00:00",
                "user_id": cls.rm.id,
                "partner_ids": [Command.set((cls.customer | cls.rm.partner_id).ids)],
            }
        )

    @classmethod
    def _schedule(cls, customer, user):
        return customer.activity_schedule(
            "mail.mail_activity_data_todo", user_id=user.id
        )

    def assertWork(self, user):
        self.env.invalidate_all()
        for work in (
            self.contact,
            self.contact.activity_ids,
            self.todo,
            self.lead,
            self.meeting,
        ):
            self.assertEqual(work.user_id, user, work)
        self.assertEqual(self.heads_todo.user_id, self.head)
        self.assertEqual(self.others_todo.user_id, self.rm)

    def test_head_on_the_card(self):
        self.as_head.user_id = self.colleague
        self.assertWork(self.colleague)

    def test_delivery(self):
        feeds = self.env["relationship.feed"].with_user(self.admin)
        rows = b"ref,rm_login\nC1,rel_colleague\n"
        feed = feeds._receive("customers", io.BytesIO(rows))
        self.assertEqual((feed.state, feed.updated_count), ("done", 1))
        self.assertWork(self.colleague)

    def test_same_manager_again(self):
        unassigned = self._schedule(self.customer, self.rm)
        unassigned.user_id = False
        self.as_head.user_id = self.rm
        self.assertFalse(unassigned.user_id)
        self.assertWork(self.rm)

    def test_nobody(self):
        """All but the meeting waits in the pool."""
        self.as_head.user_id = False
        self.env.invalidate_all()
        self.assertEqual(self.contact.state, "planned")
        for work in self.contact, self.todo, self.lead:
            self.assertFalse(work.user_id, work)
        self.assertEqual(self.meeting.user_id, self.rm)

    def test_manager_who_makes_no_contacts(self):
        self.as_head.user_id = self.employee
        self.env.invalidate_all()
        for work in self.contact, self.todo, self.lead:
            self.assertFalse(work.user_id, work)

    def test_cover(self):
        """Whoever covers goes on, but not for themselves."""
        until = {"cover_until": "2026-10-01"}
        self.customer.write({"cover_user_id": self.head.id, **until})
        self.as_head.user_id = self.colleague
        self.assertEqual(self.customer.cover_user_id, self.head)
        self.as_head.user_id = self.head
        self.assertFalse(self.customer.cover_user_id or self.customer.cover_until)
        self.assertWork(self.head)

    def test_cover_who_makes_the_contacts(self):
        self.as_head.write(
            {
                "user_id": self.colleague.id,
                "cover_user_id": self.head.id,
                "is_cover_in_charge": True,
            }
        )
        self.env.invalidate_all()
        self.assertEqual(self.contact.user_id, self.head)
        self.assertEqual(self.todo.user_id, self.colleague)

    def test_ordinary_contact(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "user_id": self.rm.id}
        )
        todo = self._schedule(contact, self.rm)
        contact.user_id = self.colleague
        self.assertEqual(todo.user_id, self.rm)
