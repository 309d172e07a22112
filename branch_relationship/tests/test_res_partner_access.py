import itertools
from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerAccess(RelationshipCase):
    """Contacts below a customer, and the cover of a customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Private Wang")

    def _create_below(self, parent, name="Mrs Wang", **values):
        return self.env["res.partner"].create(
            {"name": name, "parent_id": parent.id, **values}
        )

    def assertSeenBy(self, partner, *users):
        everyone = (
            self.rm | self.colleague | self.other_rm | self.head | self.other_head
        )
        seeing = everyone.filtered(
            lambda user: partner.with_user(user).has_access("read")
        )
        self.assertEqual(seeing, everyone & self.env["res.users"].concat(*users))

    # Contacts below

    def test_contact_below_takes_over(self):
        below = self._create_below(self.customer, user_id=self.other_rm.id)
        deeper = self._create_below(below, "Her office")
        for contact in below | deeper:
            self.assertEqual(contact.relationship_customer_id, self.customer)
            self.assertEqual(contact.user_id, self.rm)
            self.assertEqual(contact.branch_id, self.sub)
            self.assertSeenBy(contact, self.rm, self.head)

    def test_customer_below_a_customer_is_its_own(self):
        spouse = self._create_customer(
            "Customer too",
            parent_id=self.customer.id,
            user_id=self.other_rm.id,
            branch_id=self.other.id,
        )
        below = self._create_below(spouse, "Her office")
        self.assertFalse(spouse.relationship_customer_id)
        self.assertEqual(below.relationship_customer_id, spouse)
        self.assertSeenBy(spouse | below, self.other_rm, self.other_head)

    def test_handover_takes_contacts_along(self):
        below = self._create_below(self.customer)
        deeper = self._create_below(below, "Her office", active=False)
        self.customer.with_user(self.admin).write(
            {"user_id": self.other_rm.id, "branch_id": self.other.id}
        )
        self.assertSeenBy(below, self.other_rm, self.other_head)
        self.assertSeenBy(deeper, self.other_rm, self.other_head)

    def test_moving_below_another_customer(self):
        second = self._create_customer("Li", user_id=self.colleague.id)
        below = self._create_below(self.customer)
        deeper = self._create_below(below, "Her office")
        below.with_user(self.head).parent_id = second
        self.assertEqual((below | deeper).relationship_customer_id, second)
        self.assertSeenBy(deeper, self.colleague, self.head)

    def test_becoming_and_ceasing_to_be_a_customer(self):
        firm = self.env["res.partner"].create({"name": "Firm"})
        below = self._create_below(firm, "Accountant")
        self.assertFalse(below.relationship_customer_id)
        firm.with_user(self.rm).relationship_stage = "prospect"
        self.assertEqual(below.relationship_customer_id, firm)
        self.assertSeenBy(below, self.rm, self.head)
        firm.with_user(self.head).relationship_stage = False
        self.assertFalse(below.relationship_customer_id)
        self.assertFalse(below.branch_id)
        self.assertTrue(below.with_user(self.employee).has_access("read"))

    def test_ceasing_together_with_the_contacts_below(self):
        """Whatever the order: a contact goes where the one above it goes."""
        above = self._create_customer("Zhao", user_id=self.colleague.id)
        for order in itertools.permutations(range(3)):
            customer = self._create_customer("Li", parent_id=above.id)
            below = self._create_below(customer)
            contacts = customer + below + self._create_below(below, "Her office")
            ordered = contacts.browse(contacts.ids[place] for place in order)
            ordered.with_user(self.admin).write({"relationship_stage": False})
            for contact in contacts:
                self.assertEqual(contact.relationship_customer_id, above, order)
                self.assertEqual(contact.user_id, self.colleague)

    def test_ordinary_contacts_are_not_written(self):
        firm = self.env["res.partner"].create({"name": "Firm"})
        below = self._create_below(firm, "Accountant")
        contacts = firm | below
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET write_date = '2020-01-01' WHERE id IN %s",
            [tuple(contacts.ids)],
        )
        contacts.invalidate_recordset()
        firm._update_contacts_below()
        self.env.flush_all()
        self.assertEqual(
            [day.date() for day in contacts.mapped("write_date")],
            [date(2020, 1, 1)] * 2,
        )

    def test_ordinary_contacts_still_merge(self):
        merger = self._create_user(
            "rel_merger", "base.group_user,base.group_partner_manager"
        )
        firms = self.env["res.partner"].create([{"name": "Firm"}, {"name": "Firm"}])
        below = self._create_below(firms[1], "Accountant")
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(merger)
        wizard.create({})._merge(firms.ids, firms[0].with_user(merger))
        self.env.invalidate_all()
        self.assertEqual(firms.exists(), firms[0])
        self.assertEqual(below.parent_id, firms[0])
        self.assertTrue(below.with_user(self.employee).has_access("read"))

    def test_merged_contacts_become_private(self):
        firm = self.env["res.partner"].create({"name": "Firm"})
        below = self._create_below(firm, "Accountant")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((firm | self.customer).ids, self.customer)
        self.env.invalidate_all()
        self.assertEqual(below.relationship_customer_id, self.customer)
        self.assertSeenBy(below, self.rm, self.head)

    # Cover

    def test_cover_ends_at_midnight_of_the_user(self):
        with self.shanghai("2026-09-20 10:00"):
            self.customer.write(
                {"cover_user_id": self.other_rm.id, "cover_until": "2026-09-22"}
            )
            below = self._create_below(self.customer)
        for now, seeing in (
            ("2026-09-22 00:30", [self.other_rm]),
            ("2026-09-22 23:30", [self.other_rm]),
            ("2026-09-23 00:30", []),
            ("2026-09-23 07:30", []),
        ):
            with self.shanghai(now), self.subTest(now):
                self.assertSeenBy(self.customer, self.rm, self.head, *seeing)
                self.assertSeenBy(below, self.rm, self.head, *seeing)
                found = self.customer.with_user(self.other_rm).search(
                    [("id", "in", (self.customer | below).ids)]
                )
                self.assertEqual(len(found), 2 if seeing else 0)

    def test_lead_from_a_head_gives_cover(self):
        with self.shanghai("2026-09-23 00:30"):
            self.env["crm.lead"].with_user(self.head).create(
                {
                    "name": "Mortgage",
                    "partner_id": self.customer.id,
                    "user_id": self.colleague.id,
                    "team_id": self.sub.id,
                }
            )
            self.assertEqual(self.customer.cover_user_id, self.colleague)
            self.assertEqual(self.customer.cover_until, date(2026, 10, 23))
            self.assertSeenBy(self.customer, self.rm, self.colleague, self.head)

    def test_meeting_from_a_head_gives_cover(self):
        self.company.relationship_cover_days = 7
        with self.shanghai("2026-09-23 00:30"):
            self.env["calendar.event"].with_user(self.head).create(
                {
                    "name": "Talk",
                    "start": "2026-09-24 02:00:00",
                    "stop": "2026-09-24 03:00:00",
                    "partner_ids": [
                        Command.link(self.customer.id),
                        Command.link(self.colleague.partner_id.id),
                        Command.link(self.employee.partner_id.id),
                    ],
                }
            )
            self.assertEqual(self.customer.cover_user_id, self.colleague)
            self.assertEqual(self.customer.cover_until, date(2026, 9, 30))

    def test_activity_from_a_head_gives_cover(self):
        activity = self.customer.with_user(self.head).activity_schedule(
            "mail.mail_activity_data_call", user_id=self.rm.id
        )
        self.assertFalse(self.customer.cover_user_id)
        activity.user_id = self.colleague
        self.assertEqual(self.customer.cover_user_id, self.colleague)
        self.assertTrue(self.customer.with_user(self.colleague).has_access("write"))

    def test_nobody_else_gives_cover(self):
        """Neither a colleague, nor a strange head, nor work given to a salesman."""
        for giver, receiver in (
            (self.rm, self.colleague),
            (self.head, self.salesman),
            (self.head, self.rm),
        ):
            with self.subTest(f"{giver.login} to {receiver.login}"):
                self.customer.with_user(giver).activity_schedule(
                    "mail.mail_activity_data_call", user_id=receiver.id
                )
                self.assertFalse(self.customer.cover_user_id)
        self.env["crm.lead"].with_user(self.other_head).create(
            {
                "name": "Mortgage",
                "partner_id": self.customer.id,
                "user_id": self.other_rm.id,
            }
        )
        self.assertFalse(self.customer.cover_user_id)
