import io

from odoo.exceptions import UserError
from odoo.fields import Command, Date
from odoo.tests import tagged

from .common import RM
from .common_due import DueCase

DAY = Date.to_date("2026-09-23")


@tagged("post_install", "-at_install")
class TestMultiCompany(DueCase):
    """Two banks in one database: the same references, calendars of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.bank = cls.env["res.company"].create({"name": "Second Bank"})
        cls.admin.company_ids |= cls.bank
        cls.their_rm = cls._create_user("rel_their_rm", RM)
        cls.their_rm.write(
            {"company_ids": [Command.set(cls.bank.ids)], "company_id": cls.bank.id}
        )
        cls.their_branch = cls.env["crm.team"].create(
            {
                "name": "Branch B",
                "branch_code": "B",
                "company_id": cls.bank.id,
                "tz": "Asia/Shanghai",
                "member_ids": [Command.set(cls.their_rm.ids)],
            }
        )
        cls.cadence.active = False
        cls.their_birthday = cls.birthday.copy({"company_id": cls.bank.id})
        cls.customer.write({"ref": "C1", "birthdate": "1980-09-23"})
        cls.theirs = cls._create_customer(
            "Wang",
            company_id=cls.bank.id,
            branch_id=cls.their_branch.id,
            user_id=cls.their_rm.id,
            ref="C1",
            birthdate="1980-09-23",
        )

    def _deliver(self, kind, *lines):
        """Deliver this of the second bank."""
        text = "".join(f"{line}\n" for line in lines)
        feeds = self.env["relationship.feed"].with_user(self.admin)
        feed = feeds.with_company(self.bank)._receive(kind, io.BytesIO(text.encode()))
        self.env.invalidate_all()
        return feed

    def test_branches_of_the_other_bank_are_left_alone(self):
        before = self.branch.read(["name", "user_id", "parent_id"])
        feed = self._deliver(
            "branches",
            "code,name,parent_code,tz,head_login",
            f"{self.branch.branch_code},Taken,,,rel_their_rm",
            f"B1,Below,{self.branch.branch_code},,",
            f"B2,Foreign head,,,{self.head.login}",
            "B3,Good,B,,rel_their_rm",
        )
        self.assertEqual(
            feed.reject_ids.sorted("row").mapped("column"),
            ["code", "parent_code", "head_login"],
        )
        self.assertEqual((feed.created_count, feed.updated_count), (1, 0))
        self.assertEqual(self.branch.read(["name", "user_id", "parent_id"]), before)

    def _create_day_off(self, company):
        return self.env["relationship.calendar.day"].create(
            {"name": "Anniversary", "date": DAY, "company_id": company.id}
        )

    def _dispatch(self):
        """Run the dispatch step of both branches; return how many were assigned."""
        runs = self.env["relationship.run"]
        return [
            runs._step_dispatch(branch.company_id, branch, DAY)
            for branch in (self.sub, self.their_branch)
        ]

    def test_each_has_its_own_contents(self):
        self._generate("2026-09-23")
        self.assertPlan(self.customer, ("2026-09-23", self.birthday))
        self.assertPlan(self.theirs, ("2026-09-23", self.their_birthday))
        theirs = self._get_open(self.theirs)
        self.assertEqual(theirs.company_id, self.bank)
        self.assertEqual(theirs.user_id, self.their_rm)
        self.assertEqual(self._dispatch(), [1, 1])

    def test_segments_are_each_banks_own(self):
        levels = [
            self.env["relationship.level"].create(
                {"name": axis, "axis": axis, "min_value": 0, "company_id": self.bank.id}
            )
            for axis in ("asset", "potential")
        ]
        theirs = self.env["relationship.segment"].create(
            {
                "name": "Theirs",
                "asset_level_id": levels[0].id,
                "potential_level_id": levels[1].id,
                "company_id": self.bank.id,
            }
        )
        self.theirs.segment_id = theirs
        self._generate("2026-09-23")
        made = self._get_open(self.customer) | self._get_open(self.theirs)
        self.assertEqual(made.segment_id, self.high_high | theirs)
        self._get_open(self.customer).record_outcome({"result": "reached"})
        self.customer.write(
            {"branch_id": self.their_branch.id, "segment_id": theirs.id, "ref": "C2"}
        )
        done = self.customer.touchpoint_ids
        self.assertEqual(done.company_id, self.company)
        self.assertEqual(done.segment_id, self.high_high)

    def test_day_off_of_one_company(self):
        self._create_day_off(self.bank)
        self._generate("2026-09-23")
        self.assertPlan(self.customer, ("2026-09-23", self.birthday))
        self.assertPlan(self.theirs, ("2026-09-22", self.their_birthday))
        self.assertEqual(self._dispatch(), [1, 0])

    def test_day_off_imported_later(self):
        self._generate("2026-09-23")
        self._create_day_off(self.bank)
        self.assertPlan(self.customer, ("2026-09-23", self.birthday))
        self.assertPlan(self.theirs, ("2026-09-22", self.their_birthday))

    def test_delivered_customer_of_the_same_reference(self):
        feed = self._deliver("customers", "ref,name,rm_login", "C1,Wu,rel_their_rm")
        self.assertEqual((feed.state, feed.updated_count), ("done", 1))
        self.assertEqual(self.theirs.name, "Wu")
        self.assertEqual(self.customer.name, "Wang")
        self.assertEqual(self.customer.user_id, self.rm)

    def test_delivered_holding_of_the_same_reference(self):
        product = self._create_product("deposit", "TWICE")
        ours = self._create_holding(
            self.customer, product, "H1", balance=5, matures_on="2026-09-30"
        )
        feed = self._deliver(
            "holdings",
            "ref,customer_ref,product_code,balance,matures_on",
            "H1,C1,TWICE,700,2026-10-30",
        )
        self.assertEqual((feed.state, feed.created_count), ("done", 1))
        self.assertEqual(self.theirs.holding_ids.balance, 700)
        self.assertEqual(self.theirs.asset_amount, 700)
        self.assertEqual(ours.balance, 5)
        self.assertEqual(self.customer.holding_ids, ours)
        self.assertEqual(self.customer.asset_amount, 5)

    def test_neither_sees_the_other(self):
        for customer, user in (
            (self.customer, self.their_rm),
            (self.theirs, self.rm),
            (self.theirs, self.head),
        ):
            self.assertFalse(customer.with_user(user).has_access("read"))
            found = self.env["res.partner"].with_user(user)
            self.assertNotIn(customer, found.search([("ref", "=", "C1")]))

    def test_customers_of_two_are_not_merged(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "company_id": self.bank.id}
        )
        cards = self.customer | self.theirs | contact
        before = cards.read(["company_id", "name", "ref", "user_id"])
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        for other in self.theirs, contact:
            for survivor in self.customer, other:
                with self.assertRaisesRegex(UserError, "several companies: .*Second"):
                    wizard._merge((self.customer | other).ids, survivor)
        self.assertEqual(cards.read(["company_id", "name", "ref", "user_id"]), before)
        wizard._merge((self.theirs | contact).ids, self.theirs)
        self.assertFalse(contact.exists())

    def test_night_of_each(self):
        with self.shanghai("2026-09-23 05:30"):
            nights = self.env["relationship.run"]._get_nights()
        self.assertIn((self.company, self.sub, DAY), nights)
        self.assertIn((self.bank, self.their_branch, DAY), nights)
