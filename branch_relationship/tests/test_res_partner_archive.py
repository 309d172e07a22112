from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerArchive(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Wang")
        cls.ordinary = cls.env["res.partner"].create({"name": "Ordinary Firm"})
        contacts = cls.env.ref("base.group_partner_manager")
        (cls.rm | cls.head | cls.employee).group_ids += contacts

    def test_manager_sets_lost_instead(self):
        as_rm = self.customer.with_user(self.rm)
        with self.assertRaisesRegex(UserError, "Wang is a customer.*Lost instead"):
            as_rm.action_archive()
        self.assertTrue(self.customer.active)
        as_rm.relationship_stage = "lost"
        self.customer.active = False
        with self.assertRaisesRegex(UserError, "brings them back"):
            as_rm.action_unarchive()
        self.assertFalse(self.customer.active)

    def test_head_within_the_branch_and_administrator(self):
        for user in self.head | self.root_head | self.admin:
            as_user = self.customer.with_user(user)
            as_user.action_archive()
            self.assertFalse(self.customer.active, user.login)
            self.assertFalse(self.customer.with_user(self.employee).has_access("read"))
            as_user.action_unarchive()
            self.assertTrue(self.customer.active, user.login)

    def test_others_are_told_nothing(self):
        for user in self.colleague | self.other_head | self.employee:
            with self.assertRaises(AccessError) as refusal:
                self.customer.with_user(user).action_archive()
            self.assertNotIn("Wang", str(refusal.exception))
        self.assertTrue(self.customer.active)

    def test_head_who_serves_a_customer_of_another_branch(self):
        self.customer.write({"branch_id": self.other.id, "user_id": self.head.id})
        with self.assertRaises(UserError):
            self.customer.with_user(self.head).action_archive()
        self.assertTrue(self.customer.active)

    def test_ordinary_contact_and_contact_below(self):
        below = self.env["res.partner"].create(
            {"name": "Mrs Wang", "parent_id": self.customer.id}
        )
        for contact in self.ordinary | below:
            as_rm = contact.with_user(self.rm)
            as_rm.action_archive()
            self.assertFalse(contact.active)
            as_rm.action_unarchive()
            self.assertTrue(contact.active)
        self.ordinary.with_user(self.employee).action_archive()
        self.assertFalse(self.ordinary.active)

    def test_made_a_customer_and_archived_at_once(self):
        with self.assertRaises(UserError):
            self.ordinary.with_user(self.rm).write(
                {"relationship_stage": "lost", "active": False}
            )
        self.assertTrue(self.ordinary.active)

    def test_saved_as_it_is(self):
        self.customer.with_user(self.rm).write({"active": True, "function": "Cook"})
        self.assertEqual(self.customer.function, "Cook")

    def test_never_deleted(self):
        for user in self.rm | self.head:
            with self.assertRaisesRegex(UserError, "stays in the books"):
                self.customer.with_user(user).unlink()
        self.assertTrue(self.customer.exists())
        self.ordinary.with_user(self.rm).unlink()
        self.assertFalse(self.ordinary.exists())

    def test_administrator_deletes_whom_the_ledger_does_not_know(self):
        """What hangs on the card goes with it, and nothing of another's."""
        kept = self._create_customer("Kept")
        product = self._create_product("deposit")
        for number, customer in enumerate(self.customer | kept):
            self._create_holding(customer, product, f"H{number}", balance=5)
            customer.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.rm.id
            )
        lead = self.env["crm.lead"].create(
            {"name": "Loan", "partner_id": self.customer.id}
        )
        self.admin.group_ids += self.env.ref("base.group_partner_manager")
        gone = self.customer.id
        self.customer.with_user(self.admin).unlink()
        self.env.invalidate_all()
        self.assertFalse(lead.partner_id)
        for model, name in (
            ("relationship.holding", "customer_id"),
            ("mail.activity", "res_id"),
        ):
            found = self.env[model].search([(name, "in", (gone, kept.id))])
            self.assertEqual(found.mapped(name), kept.ids if name == "res_id" else kept)

    def test_whom_the_ledger_knows_nobody_deletes(self):
        touchpoint = self.env["relationship.touchpoint"].create(
            {"customer_id": self.customer.id, "due_date": "2026-09-23"}
        )
        touchpoint.record_outcome({"result": "reached"})
        self.admin.group_ids += self.env.ref("base.group_partner_manager")
        for user in self.admin | self.env.ref("base.user_root"):
            with self.assertRaisesRegex(UserError, "every contact with Wang"):
                (self.ordinary | self.customer).with_user(user).unlink()
        self.assertEqual(touchpoint.customer_id, self.customer)
        self.assertTrue(self.ordinary.exists())
