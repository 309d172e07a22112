from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartner(RelationshipCase):
    """Whose a new customer is, and who may change that."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Private Wang")
        cls.ordinary = cls.env["res.partner"].create({"name": "Ordinary Firm"})

    def assertUnchanged(self, partner=None, **values):
        partner = partner or self.customer
        self.env.flush_all()
        partner.invalidate_recordset()
        expected = {
            "relationship_stage": "established",
            "user_id": self.rm,
            "branch_id": self.sub,
            "company_id": self.company,
            **values,
        }
        self.assertEqual({name: partner[name] for name in expected}, expected)

    # Creating

    def test_created_by_a_manager_is_theirs(self):
        values = {"name": "New", "relationship_stage": "prospect"}
        customer = self.env["res.partner"].with_user(self.rm).create(values)
        self.assertUnchanged(customer.sudo(), relationship_stage="prospect")

    def test_created_in_the_form_or_by_name(self):
        partners = self.env["res.partner"].with_user(self.rm)
        partners = partners.with_context(default_relationship_stage="prospect")
        with Form(partners) as form:
            form.name = "New"
        self.assertUnchanged(form.record.sudo(), relationship_stage="prospect")
        customer_id, _name = partners.name_create("Newer")
        customer = self.env["res.partner"].browse(customer_id)
        self.assertUnchanged(customer, relationship_stage="prospect")

    def test_default_stage_is_not_for_the_contacts_below(self):
        partners = self.env["res.partner"].with_user(self.rm)
        customer = partners.with_context(default_relationship_stage="prospect").create(
            {"name": "New", "child_ids": [Command.create({"name": "Mrs New"})]}
        )
        self.assertEqual(customer.relationship_stage, "prospect")
        self.assertFalse(customer.child_ids.relationship_stage)
        below = customer.child_ids.sudo()
        self.assertEqual(below.relationship_customer_id, customer)

    def test_manager_creates_for_nobody_else(self):
        partners = self.env["res.partner"].with_user(self.rm)
        values = {"name": "New", "relationship_stage": "prospect"}
        for more in ({"user_id": self.colleague.id}, {"branch_id": self.other.id}):
            with self.assertRaises(UserError):
                partners.create({**values, **more})
        self.assertFalse(partners.sudo().search([("name", "=", "New")]))

    def test_head_creates_for_a_manager_or_nobody_yet(self):
        partners = self.env["res.partner"].with_user(self.head)
        values = {"name": "New", "relationship_stage": "prospect"}
        given = partners.create({**values, "user_id": self.colleague.id})
        self.assertEqual(given.user_id, self.colleague)
        self.assertEqual(given.branch_id, self.sub)
        self.assertFalse(partners.create({**values, "user_id": False}).user_id)
        self.assertEqual(partners.create(values).user_id, self.head)
        with self.assertRaises(UserError):
            partners.create({**values, "branch_id": self.other.id})

    def test_ordinary_contact_stays_ordinary(self):
        for user in (self.salesman, self.rm):
            contact = self.env["res.partner"].with_user(user).create({"name": "Shop"})
            self.assertUnchanged(
                contact.sudo(),
                relationship_stage=False,
                user_id=self.env["res.users"],
                branch_id=self.env["crm.team"],
                company_id=self.env["res.company"],
            )

    def test_contact_becomes_own_customer(self):
        self.ordinary.with_user(self.rm).relationship_stage = "met"
        self.assertUnchanged(self.ordinary, relationship_stage="met")

    def test_contact_of_a_colleague_does_not(self):
        self.ordinary.user_id = self.colleague
        with self.assertRaises(UserError):
            self.ordinary.with_user(self.rm).relationship_stage = "met"
        self.assertUnchanged(
            self.ordinary,
            relationship_stage=False,
            user_id=self.colleague,
            branch_id=self.env["crm.team"],
            company_id=self.env["res.company"],
        )

    def test_company_is_the_branchs(self):
        company = self.env["res.company"].create({"name": "Second Bank"})
        branch = self.env["crm.team"].create(
            {"name": "Far", "branch_code": "F", "company_id": company.id}
        )
        customer = self._create_customer(branch_id=branch.id, company_id=False)
        self.assertEqual(customer.company_id, company)
        self.customer.branch_id = branch
        self.assertEqual(self.customer.company_id, company)

    def test_copy_stays_private(self):
        self.customer.ref = "K1"
        copy = self.customer.with_user(self.rm).copy()
        self.assertUnchanged(copy.sudo(), relationship_stage="prospect", ref=False)

    # Handing over

    def test_manager_cannot_hand_over(self):
        for values in (
            {"relationship_stage": False},
            {"user_id": self.colleague.id},
            {"user_id": False},
            {"branch_id": self.other.id},
            {"branch_id": False},
            {"company_id": False},
            {"cover_user_id": self.colleague.id},
            {"cover_until": "2030-01-01"},
            {"relationship_stage": "lost", "user_id": self.colleague.id},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                self.customer.with_user(self.rm).write(values)
            self.assertUnchanged(cover_user_id=self.env["res.users"], cover_until=False)

    def test_manager_changes_the_rest(self):
        self.customer.with_user(self.rm).write(
            {
                "relationship_stage": "dormant",
                "user_id": self.rm.id,
                "branch_id": self.sub.id,
                "comment": "moved house",
            }
        )
        self.assertUnchanged(relationship_stage="dormant")
        self.assertIn("moved house", self.customer.comment)

    def test_covering_colleague_cannot_hand_over(self):
        self.customer.write(
            {"cover_user_id": self.colleague.id, "cover_until": "2999-12-31"}
        )
        with self.assertRaises(UserError):
            self.customer.with_user(self.colleague).user_id = self.colleague
        self.assertUnchanged()

    def test_contacts_below_cannot_be_moved_out(self):
        below = self.env["res.partner"].create(
            {"name": "Mrs Wang", "parent_id": self.customer.id}
        )
        for values in ({"parent_id": False}, {"parent_id": self.ordinary.id}):
            with self.assertRaises(UserError):
                below.with_user(self.rm).write(values)
        below.invalidate_recordset()
        self.assertEqual(below.parent_id, self.customer)
        self.assertFalse(below.with_user(self.employee).has_access("read"))

    def test_strangers_learn_nothing_from_the_refusal(self):
        for user in (self.colleague, self.salesman, self.other_head):
            with self.assertRaises(AccessError) as refusal:
                self.customer.with_user(user).user_id = user
            self.assertNotIn("Wang", str(refusal.exception))
        self.assertUnchanged()

    def test_head_hands_over_within_their_branches(self):
        customer = self.customer.with_user(self.head)
        customer.user_id = self.colleague
        self.assertUnchanged(user_id=self.colleague)
        with self.assertRaises(UserError):
            customer.branch_id = self.other
        self.assertUnchanged(user_id=self.colleague)
        self.customer.with_user(self.root_head).branch_id = self.other
        self.assertUnchanged(user_id=self.colleague, branch_id=self.other)

    def test_deputy_may_what_the_head_may(self):
        self.sub.deputy_ids = self.colleague
        self.customer.with_user(self.colleague).user_id = self.colleague
        self.assertUnchanged(user_id=self.colleague)

    def test_administrator_may_everything(self):
        customer = self.customer.with_user(self.admin)
        customer.write({"branch_id": self.other.id, "user_id": self.other_rm.id})
        self.assertUnchanged(user_id=self.other_rm, branch_id=self.other)
        customer.relationship_stage = False
        self.assertTrue(self.customer.with_user(self.employee).has_access("read"))

    def test_stage_alone_leaves_contacts_below(self):
        below = self.env["res.partner"].create(
            {"name": "Mrs Wang", "parent_id": self.customer.id}
        )
        customer = self.customer.with_user(self.rm)
        customer.relationship_stage = "dormant"
        self.assertEqual(below.relationship_customer_id, self.customer)
        self.assertFalse(below.with_user(self.employee).has_access("read"))

    # Employees

    def test_employees_partner_is_no_customer(self):
        company_card = self.company.partner_id
        for card in (self.employee.partner_id, company_card):
            with self.subTest(card.name), self.assertRaises(ValidationError):
                card.relationship_stage = "prospect"
            with self.assertRaises(ValidationError):
                card.parent_id = self.customer
        cards = self.employee.partner_id | company_card
        cards.invalidate_recordset()
        self.assertFalse(cards.filtered("relationship_stage"))
        self.assertFalse(cards.filtered("relationship_customer_id"))

    def test_customers_partner_is_no_employees(self):
        below = self.env["res.partner"].create(
            {"name": "Mrs Wang", "parent_id": self.customer.id}
        )
        for card in self.customer | below:
            with self.assertRaises(ValidationError):
                new_test_user(self.env, "rel_new", partner_id=card.id)
            portal = self.env["res.users"].create(
                {"name": "P", "login": f"p{card.id}", "partner_id": card.id}
                | {"group_ids": [Command.set(self.env.ref("base.group_portal").ids)]}
            )
            with self.assertRaises(ValidationError):
                portal.group_ids = self.env.ref("base.group_user")
            self.assertTrue(portal.share)
