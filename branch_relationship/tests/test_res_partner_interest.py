from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerInterest(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tags = cls.env["res.partner.category"]
        cls.root = cls.env.ref("branch_relationship.res_partner_category_interest")
        cls.tea = cls.env.ref("branch_relationship.res_partner_category_interest_tea")
        cls.pets = cls.env.ref("branch_relationship.res_partner_category_interest_pet")
        cls.green_tea = tags.create({"name": "Green Tea", "parent_id": cls.tea.id})
        cls.vip = tags.create({"name": "VIP"})
        cls.customer = cls._create_customer(
            category_id=[Command.set((cls.vip | cls.pets).ids)]
        )

    def test_typed_on_the_card(self):
        """Other tags stay as they are, and what is below an interest is one, too."""
        customer = self.customer.with_user(self.rm)
        self.assertEqual(customer.interest_ids, self.pets)
        with Form(customer, "branch_relationship.res_partner_view_form") as card:
            card.interest_ids.add(self.green_tea)
            card.interest_ids.remove(self.pets.id)
        self.assertEqual(customer.interest_ids, self.green_tea)
        self.assertEqual(self.customer.category_id, self.vip | self.green_tea)

    def test_choice(self):
        domain = (
            self.env["res.partner"]
            ._fields["interest_ids"]
            ._description_domain(self.env)
        )
        found = self.env["res.partner.category"].search(list(domain))
        self.assertLessEqual(self.tea | self.green_tea | self.pets, found)
        self.assertFalse(found & (self.root | self.vip))

    def test_the_root_stays(self):
        with self.assertRaisesRegex(UserError, "“Interests”"):
            self.root.unlink()
        self.assertTrue(self.root.exists())
        self.pets.unlink()
        self.assertEqual(self.customer.category_id, self.vip)

    def test_administrators_keep_the_list(self):
        tags = self.root.with_user(self.admin)
        wine = tags.create({"name": "Wine", "parent_id": self.root.id})
        self.assertIn(wine, tags._get_interests())
        wine.action_archive()
        self.assertNotIn(wine, tags._get_interests())

    def test_merged_customers_keep_all(self):
        twin = self._create_customer(category_id=[Command.set(self.tea.ids)])
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
        self.assertEqual(self.customer.interest_ids, self.pets | self.tea)
