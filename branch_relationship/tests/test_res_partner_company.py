import io

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestResPartnerCompany(LedgerCase):
    """A customer moves to a branch of the second bank of the database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["res.company"].create({"name": "Second Bank"})
        cls.their_branch = cls.env["crm.team"].create(
            {"name": "Branch B", "branch_code": "B", "company_id": cls.bank.id}
        )
        cls.admin.company_ids |= cls.bank
        cls.customer.ref = "C1"
        cls.free = cls._create_customer("Free")
        cls.both = (cls.free | cls.customer).with_user(cls.admin)
        cls.holding = cls._create_holding(
            cls.customer, cls._create_product("deposit"), "H1", balance=5
        )

    def _move(self, **vals):
        self.both.write({"branch_id": self.their_branch.id, **vals})

    def assertRefused(self, words, **vals):
        """Check that the move names the customer, and leaves both where they are."""
        with self.assertRaisesRegex(ValidationError, f"^Ledger Customer has {words}"):
            self._move(**vals)
        self.assertEqual(self.both.branch_id, self.sub)
        self.assertEqual(self.both.company_id, self.company)

    def assertMoved(self):
        self._move()
        self.assertEqual(self.both.branch_id, self.their_branch)
        self.assertEqual(self.both.company_id, self.bank)

    def test_holdings(self):
        self.assertRefused(f"holdings at {self.company.name}")
        self.assertRefused("holdings", relationship_stage="met")
        self.holding.active = False
        self.assertMoved()

    def test_open_contacts(self):
        self.holding.active = False
        planned = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        self.assertRefused(f"open contacts at {self.company.name}")
        planned._assign()
        self.assertRefused("open contacts")
        planned.record_outcome({"skip_reason": "Moves"})
        self.assertMoved()
        self.assertEqual(planned.company_id, self.company)

    def test_company_by_itself(self):
        words = "^Free is a customer of Branch S1 at .*: choose a branch of the other"
        with self.assertRaisesRegex(ValidationError, words):
            self.both.company_id = self.bank
        self.assertEqual(self.both.company_id, self.company)
        self.assertRefused("holdings", branch_id=False, company_id=self.bank.id)
        self.free.with_user(self.admin).write(
            {"branch_id": False, "company_id": self.bank.id}
        )
        self.assertEqual(self.free.company_id, self.bank)
        self.assertFalse(self.free.branch_id)

    def test_way_back(self):
        """Whoever was moved too early by an earlier version can return."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET branch_id = %s, company_id = %s WHERE id = %s",
            [self.their_branch.id, self.bank.id, self.customer.id],
        )
        self.env.invalidate_all()
        self.customer.with_user(self.admin).branch_id = self.sub
        self.assertEqual(self.customer.company_id, self.company)

    def test_within_the_company(self):
        self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        self.both.branch_id = self.other
        self.assertEqual(self.both.branch_id, self.other)

    def test_delivery(self):
        """No delivery moves a customer: its branches are its own company's."""
        feeds = self.env["relationship.feed"].with_user(self.admin)
        feed = feeds._receive("customers", io.BytesIO(b"ref,branch_code\nC1,B\n"))
        self.assertEqual(
            (feed.reject_ids.column, feed.reject_ids.reason),
            ("branch_code", "Another company has a branch of this code."),
        )
        self.assertEqual(self.customer.branch_id, self.sub)
        self.assertEqual(self.customer.company_id, self.company)
