from odoo.fields import Command, Date
from odoo.tests import tagged

from .common import RM
from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestResPartnerFollower(LedgerCase):
    """Messages on a customer reach the followers who may read the card."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 05:30"))
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.friend = cls.env["res.partner"].create({"name": "Friend"})

    def _dispatch(self, day="2026-09-23", due_date="2026-09-23"):
        touchpoint = self._create_touchpoint(self.customer, due_date, self.urgent)
        self.ledger._dispatch(Date.to_date(day))
        self.assertEqual(touchpoint.state, "assigned")

    def _get_told(self, customer=None):
        """Return who is told what somebody writes on the customer."""
        message = (customer or self.customer).message_post(
            body="Asks for a loan", subtype_xmlid="mail.mt_comment"
        )
        return message.notified_partner_ids

    def test_handover(self):
        self._dispatch()
        self.customer.message_subscribe((self.friend | self.head.partner_id).ids)
        chosen = self.friend | self.head.partner_id
        self.assertEqual(self._get_told(), chosen | self.rm.partner_id)
        self.customer.user_id = self.colleague
        self.assertEqual(self._get_told(), chosen | self.colleague.partner_id)
        self.customer.branch_id = self.other
        left = self.friend | self.colleague.partner_id
        self.assertEqual(self._get_told(), left)

    def test_former_manager_who_covers_stays(self):
        self._dispatch()
        self.customer.write(
            {
                "user_id": self.colleague.id,
                "cover_user_id": self.rm.id,
                "cover_until": "2026-09-24",
            }
        )
        both = (self.rm | self.colleague).partner_id
        self.assertEqual(self._get_told(), both)
        self.customer.cover_user_id = False
        self.assertEqual(self._get_told(), self.colleague.partner_id)

    def test_former_manager_who_left_the_bank(self):
        self._dispatch()
        self.rm.active = False
        self.customer.user_id = self.colleague
        self.assertEqual(self._get_told(), self.colleague.partner_id)

    def _follow(self, *users):
        """Let these users and a friend follow the customer, and nobody else."""
        self.customer.message_unsubscribe(self.customer.message_partner_ids.ids)
        for user in users:
            self.customer.message_subscribe((self.friend | user.partner_id).ids)

    def test_manager_who_leaves_the_bank(self):
        self._follow(self.rm, self.head)
        self.rm.active = False
        self.assertEqual(self._get_told(), self.friend | self.head.partner_id)

    def test_manager_of_other_work(self):
        self._follow(self.rm, self.head)
        self.rm.group_ids = self.env.ref("base.group_user")
        self.assertEqual(self._get_told(), self.friend | self.head.partner_id)

    def test_manager_who_is_deleted(self):
        leaver = self._create_user("rel_leaver", RM)
        partner = leaver.partner_id
        self.customer.user_id = leaver
        self._follow(leaver, self.head)
        self.friend.message_subscribe(partner.ids)
        leaver.unlink()
        self.assertEqual(self._get_told(), self.friend | self.head.partner_id)
        self.assertTrue(partner.exists())
        self.assertIn(partner, self.friend.message_partner_ids)

    def test_manager_who_sees_the_portal_alone(self):
        """A user of the portal whom somebody let follow goes on."""
        guest = self._create_user("rel_guest", "base.group_portal")
        self._follow(self.rm, guest)
        (self.rm | guest).write(
            {"group_ids": [Command.set(self.env.ref("base.group_portal").ids)]}
        )
        self.assertEqual(self._get_told(), self.friend | guest.partner_id)

    def test_head_who_stops_leading(self):
        """Whoever still leads the branch, or one above, goes on."""
        self.sub.deputy_ids = self.other_head
        self._follow(self.head, self.other_head, self.root_head)
        self.sub.user_id = False
        left = (self.other_head | self.root_head).partner_id
        self.assertEqual(self._get_told(), self.friend | left)
        self.sub.deputy_ids = False
        left = self.root_head.partner_id
        self.assertEqual(self._get_told(), self.friend | left)
        self.sub.parent_id = False
        self.assertEqual(self._get_told(), self.friend)

    def test_head_above_who_stops_leading(self):
        self._follow(self.head, self.root_head)
        self.branch.user_id = self.other_head
        self.assertEqual(self._get_told(), self.friend | self.head.partner_id)

    def test_head_who_manages_the_customer(self):
        self.customer.user_id = self.head
        self._follow(self.head)
        self.sub.user_id = self.other_head
        self.assertEqual(self._get_told(), self.friend | self.head.partner_id)

    def test_many_customers_cost_no_more_queries(self):
        few = self._count_unsubscribing(2)
        self.assertAlmostEqual(self._count_unsubscribing(40), few, delta=5)

    def _count_unsubscribing(self, count):
        """Count the queries of a head's leaving who follows so many customers."""
        customers = self.env["res.partner"].browse(
            self._create_customer(f"Customer {number}").id for number in range(count)
        )
        self.sub.user_id = self.head
        customers.message_subscribe(self.head.partner_id.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.sub.user_id = self.other_head
        self.env.flush_all()
        queries = self.cr.sql_log_count - before
        self.assertFalse(customers.message_partner_ids & self.head.partner_id)
        return queries

    def test_ended_cover(self):
        """On a day off, too: the day the cover is over is over for the messages."""
        self.customer.write(
            {
                "cover_user_id": self.colleague.id,
                "cover_until": "2026-09-25",
                "is_cover_in_charge": True,
            }
        )
        self._dispatch()
        both = (self.rm | self.colleague).partner_id
        self.customer.message_subscribe(self.rm.partner_id.ids)
        with self.shanghai("2026-09-25 05:30"):
            self.ledger._dispatch(Date.to_date("2026-09-25"))
            self.assertEqual(self._get_told(), both)
        with self.shanghai("2026-09-26 05:30"):
            self.ledger._dispatch_branch(self.sub, Date.to_date("2026-09-26"))
            self.assertEqual(self._get_told(), self.rm.partner_id)

    def test_contact_below_the_customer(self):
        wife = self.env["res.partner"].create(
            {"name": "Wife", "parent_id": self.customer.id, "type": "other"}
        )
        wife.message_subscribe((self.rm | self.head).partner_id.ids)
        self.customer.user_id = self.colleague
        told = self._get_told(wife)
        self.assertNotIn(self.rm.partner_id, told)
        self.assertIn(self.head.partner_id, told)

    def test_contact_who_becomes_a_customer(self):
        contact = self.env["res.partner"].create({"name": "Contact"})
        contact.message_subscribe((self.employee | self.head).partner_id.ids)
        self.assertEqual(
            self._get_told(contact), (self.employee | self.head).partner_id
        )
        contact.write(
            {
                "relationship_stage": "prospect",
                "company_id": self.company.id,
                "branch_id": self.sub.id,
            }
        )
        self.assertEqual(self._get_told(contact), self.head.partner_id)

    def test_merged_customer(self):
        twin = self._create_customer("Twin", user_id=self.colleague.id)
        self.assertIn(self.colleague.partner_id, twin.message_partner_ids)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
        self.assertEqual(self._get_told(), self.rm.partner_id)
