from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .feed_common import FeedCase


@tagged("post_install", "-at_install")
class TestRelationshipFeedHolding(FeedCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann = cls._create_customer("Ann", ref="C1")
        cls.bob = cls._create_customer("Bob", ref="C2")
        cls.loan = cls._create_product("loan", "LOAN")
        cls.header = "ref,customer_ref,product_code,balance,currency,matures_on"
        cls.rows = (
            f"H1,C1,DEPOSIT,1000.50,{cls.currency},2027-01-31",
            f"H2,C1,DEPOSIT,-20,{cls.currency},",
            f"H3,C2,LOAN,5000,{cls.currency},",
        )

    def get_holding(self, ref):
        return (
            self.env["relationship.holding"]
            .with_context(active_test=False)
            .search([("ref", "=", ref)])
        )

    def test_first_delivery(self):
        feed = self.deliver("holdings", self.header, *self.rows)
        self.assertTaken(feed, created=3)
        holding = self.get_holding("H1")
        self.assertEqual(holding.customer_id, self.ann)
        self.assertEqual(holding.product_id, self.deposit)
        self.assertEqual(holding.currency_id, self.company.currency_id)
        self.assertEqual(holding.company_id, self.company)
        self.assertEqual(holding.source, "core")
        self.assertEqual(holding.balance, 1000.5)
        self.assertEqual(holding.matures_on, fields.Date.to_date("2027-01-31"))
        self.assertEqual(feed.create_uid, self.admin)
        # debts and negative balances are no assets
        self.assertEqual(self.ann.asset_amount, 1000.5)
        self.assertEqual(self.bob.asset_amount, 0)

    def test_second_delivery_writes_nothing(self):
        self.deliver("holdings", self.header, *self.rows)
        tables = ("relationship_holding", "res_partner")
        before = [self.get_versions(table) for table in tables]
        feed = self.deliver("holdings", self.header, *self.rows)
        self.assertTaken(feed, unchanged=3)
        self.assertEqual([self.get_versions(table) for table in tables], before)
        # the same in another spelling and without some columns
        feed = self.deliver("holdings", "ref,balance", "H1,1000.5", "H2,-20.00")
        self.assertTaken(feed, unchanged=2)
        self.assertEqual([self.get_versions(table) for table in tables], before)

    def test_change_moves_assets(self):
        self.deliver("holdings", self.header, *self.rows)
        untouched = self.get_holding("H2")
        versions = self.get_versions("relationship_holding")
        feed = self.deliver(
            "holdings",
            self.header,
            f"H1,C2,DEPOSIT,1500,{self.currency},",
            *self.rows[1:],
        )
        self.assertTaken(feed, updated=1, unchanged=2)
        holding = self.get_holding("H1")
        self.assertEqual(holding.customer_id, self.bob)
        self.assertFalse(holding.matures_on, "an empty cell empties the field")
        self.assertEqual(self.ann.asset_amount, 0)
        self.assertEqual(self.bob.asset_amount, 1500)
        self.assertIn(
            untouched.id,
            [
                old[0]
                for old in versions
                if old in self.get_versions("relationship_holding")
            ],
        )

    def test_rejects_and_correction(self):
        feed = self.deliver(
            "holdings",
            f"{self.header},payment_amount",
            f"H1,C1,DEPOSIT,100,{self.currency},,",
            f"H2,C9,DEPOSIT,100,{self.currency},,",
            f"H3,C1,NONE,100,{self.currency},,",
            "H4,C1,DEPOSIT,100,XXX,,",
            f"H5,C1,DEPOSIT,1 000,{self.currency},,",
            f"H6,C1,DEPOSIT,100,{self.currency},2026-02-30,",
            f"H7,C1,DEPOSIT,100,{self.currency},,-5",
            f"H8,C1,DEPOSIT,100,{self.currency},,",
            f"H8,C1,DEPOSIT,200,{self.currency},,",
            f",C1,DEPOSIT,100,{self.currency},,",
            "H9,C1,DEPOSIT,100,,,",
            f"=H0,C1,DEPOSIT,1e9,{self.currency},,",
        )
        self.assertTaken(feed, created=1, rejected=11)
        self.assertRejects(
            feed,
            (3, "customer_ref", "C9"),
            (4, "product_code", "NONE"),
            (5, "currency", "XXX"),
            (6, "balance", "1 000"),
            (7, "matures_on", "2026-02-30"),
            (8, "payment_amount", "-5"),
            (9, "ref", "more than once"),
            (10, "ref", "more than once"),
            (11, "ref", "empty"),
            (12, "currency", "empty"),
            (13, "balance", "1e9"),
        )
        self.assertEqual(self.ann.asset_amount, 100)
        text = feed._get_reject_csv().decode("utf-8-sig")
        self.assertIn("'=H0,", text)
        lines = text.splitlines()
        self.assertEqual(
            lines[0],
            f"{self.header},payment_amount,reject_row,reject_column,reject_reason",
        )
        text = text.replace(",C9,", ",C1,").replace("NONE", "DEPOSIT")
        text = text.replace("XXX", self.currency).replace("1 000", "1000")
        text = text.replace("2026-02-30,", "2026-03-01,").replace(",-5,", ",5,")
        text = text.replace("H8,C1,DEPOSIT,200", "H10,C1,DEPOSIT,200")
        text = text.replace("\r\n,C1,DEPOSIT", "\r\nH11,C1,DEPOSIT")
        text = text.replace("H9,C1,DEPOSIT,100,", f"H9,C1,DEPOSIT,100,{self.currency}")
        text = text.replace("1e9,", "1,")
        feed = self.deliver_bytes("holdings", text.encode())
        self.assertTaken(feed, created=11)
        self.assertEqual(self.get_holding("=H0").balance, 1)
        self.assertFalse(self.get_holding("'=H0"))

    def test_currency_without_rate(self):
        currency = self.env["res.currency"].with_context(active_test=False)
        foreign = currency.create({"name": "QQQ", "symbol": "Q", "rounding": 0.01})
        row = "H1,C1,DEPOSIT,100,QQQ,"
        feed = self.deliver("holdings", self.header, row)
        self.assertRejects(feed, (2, "currency", "no rate"))
        rate = self.env["res.currency.rate"].create(
            {"currency_id": foreign.id, "name": "2026-01-01", "rate": 4.0}
        )
        feed = self.deliver("holdings", self.header, row)
        self.assertTaken(feed, created=1)
        self.assertEqual(self.ann.asset_amount, 25)
        rate.rate = 2.0
        rate.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_currency_rate SET write_date = write_date + interval '1 hour'"
        )
        feed = self.deliver("holdings", self.header, row)
        self.assertTaken(feed, unchanged=1)
        self.assertEqual(self.ann.asset_amount, 50, "a new rate reaches the sums")

    def test_rate_entered_in_advance_counts_from_its_day(self):
        """In New York, where the evening is tomorrow in the database's time."""
        self.company.partner_id.tz = "America/New_York"
        foreign = self.env["res.currency"].create({"name": "QQQ", "symbol": "Q"})
        self.env["res.currency.rate"].create(
            [
                {"currency_id": foreign.id, "name": "2026-09-01", "rate": 4},
                {"currency_id": foreign.id, "name": "2026-09-23", "rate": 2},
                {"currency_id": foreign.id, "name": "2026-09-24", "rate": 1},
            ]
        )
        self.env.cr.execute("UPDATE res_currency_rate SET write_date = '2026-09-01'")
        rows = ("H1,C1,DEPOSIT,100,QQQ,", f"H2,C2,DEPOSIT,100,{self.currency},")
        for now, assets in (
            ("2026-09-23 00:30", 25),  # 20:30 of the 22nd there
            ("2026-09-23 13:00", 50),
            ("2026-09-24 03:30", 50),
            ("2026-09-24 13:00", 100),
        ):
            with self.subTest(now=now), freeze_time(now):
                feed = self.deliver("holdings", self.header, *rows)
                self.env.cr.execute(
                    "UPDATE relationship_feed SET create_date = %s WHERE id = %s",
                    [now, feed.id],
                )
                self.assertEqual(self.ann.asset_amount, assets)
                self.assertEqual(self.bob.asset_amount, 100)

    def test_full_closes_own_source_only(self):
        rows = [f"H{n},C1,DEPOSIT,10,{self.currency}," for n in range(10)]
        self.deliver("holdings", self.header, *rows)
        self.deliver("holdings", self.header, rows[0], source="cards")
        feed = self.deliver("holdings", self.header, *rows[2:], full=True)
        self.assertTaken(feed, unchanged=8, closed=2)
        closed = self.get_holding("H1")
        self.assertFalse(closed.active)
        self.assertEqual(closed.closed_on, fields.Date.context_today(self.feeds))
        self.assertEqual(
            self.get_holding("H0").mapped("active"), [False, True], "cards stay"
        )
        self.assertEqual(self.ann.asset_amount, 90)
        # a rejected row is no absent one, and a closed holding opens again
        feed = self.deliver(
            "holdings", self.header, *rows[1:9], rows[9].replace("C1", "C9"), full=True
        )
        self.assertTaken(feed, updated=1, unchanged=7, rejected=1)
        self.assertTrue(self.get_holding("H1").active)
        self.assertFalse(self.get_holding("H1").closed_on)
        self.assertTrue(self.get_holding("H9").active)

    def test_last_holding_closed_leaves_nothing(self):
        rows = [f"H{n},C1,DEPOSIT,10,{self.currency}," for n in range(5)]
        last = f"B,C2,DEPOSIT,10,{self.currency},"
        self.deliver("holdings", self.header, *rows, last)
        self.assertEqual(self.bob.asset_amount, 10)
        feed = self.deliver("holdings", self.header, *rows, full=True)
        self.assertTaken(feed, unchanged=5, closed=1)
        self.assertEqual(self.bob.asset_amount, 0)

    def test_full_of_a_tenth_waits_for_confirmation(self):
        rows = [f"H{n},C{n % 2 + 1},DEPOSIT,10,{self.currency}," for n in range(10)]
        self.deliver("holdings", self.header, *rows)
        before = self.get_versions("relationship_holding")
        feed = self.deliver("holdings", self.header, rows[0], full=True)
        self.assertEqual(feed.state, "refused")
        self.assertIn("would close 9 of 10 holdings (of 2 customers)", feed.message)
        self.assertEqual((feed.closing_count, feed.closing_customer_count), (9, 2))
        self.assertEqual(self.get_versions("relationship_holding"), before)
        confirm = (
            self.env["relationship.feed.confirm"]
            .with_user(self.admin)
            .create({"feed_id": feed.id})
        )
        self.assertIn("closes 9 holdings of 2 customers", confirm.consequence)
        confirm.action_confirm()
        self.assertTaken(feed, unchanged=1, closed=9)
        self.assertFalse(feed.delivery_file)
        self.assertEqual(self.ann.asset_amount, 10)
        self.assertEqual(self.bob.asset_amount, 0)

    def test_full_without_rows(self):
        self.deliver("holdings", self.header, *self.rows)
        feed = self.deliver("holdings", self.header, full=True)
        self.assertEqual((feed.state, feed.closing_count), ("refused", 3))
        self.assertTrue(self.get_holding("H1").active)

    def test_account_numbers_are_masked(self):
        feed = self.deliver(
            "holdings",
            "ref,customer_ref,product_code,account_mask",
            "H1,C1,DEPOSIT,6222021234567890",
            "H2,C9,DEPOSIT,6222021234567890",
        )
        self.assertTaken(feed, created=1, rejected=1)
        self.assertEqual(self.get_holding("H1").account_mask, "**** 7890")
        self.assertEqual(feed.reject_ids["values"]["account_mask"], "**** 7890")

    def test_currency_column_missing(self):
        feed = self.deliver(
            "holdings", "ref,customer_ref,product_code,balance", "H1,C1,DEPOSIT,12"
        )
        self.assertTaken(feed, created=1)
        self.assertEqual(self.get_holding("H1").currency_id, self.company.currency_id)

    def test_new_holding_without_customer(self):
        self.deliver("holdings", self.header, self.rows[0])
        feed = self.deliver("holdings", "ref,balance", "H1,7", "H5,8")
        self.assertTaken(feed, updated=1, rejected=1)
        self.assertRejects(feed, (3, "customer_ref", "empty"))
        self.assertEqual(self.get_holding("H1").balance, 7)
        self.assertEqual(self.ann.asset_amount, 7)

    def test_written_by_hand(self):
        self.deliver("holdings", self.header, *self.rows)
        holding = self.get_holding("H1").with_user(self.admin)
        holding.balance = 5
        self.assertEqual(self.ann.asset_amount, 5)
        holding.action_archive()
        self.assertEqual(self.ann.asset_amount, 0)
        feed = self.deliver("holdings", self.header, *self.rows)
        self.assertTaken(feed, updated=1, unchanged=2)
        self.assertEqual(holding.balance, 1000.5)
        self.assertEqual(self.ann.asset_amount, 1000.5)

    def test_customers_of_other_companies_and_contacts(self):
        other = self.env["res.company"].create({"name": "Other Bank"})
        self._create_customer("Far", ref="C7", company_id=other.id, branch_id=False)
        self.env["res.partner"].create({"name": "Contact", "ref": "C8"})
        feed = self.deliver(
            "holdings",
            self.header,
            f"H1,C7,DEPOSIT,1,{self.currency},",
            f"H2,C8,DEPOSIT,1,{self.currency},",
        )
        self.assertRejects(feed, (2, "customer_ref", "C7"), (3, "customer_ref", "C8"))

    def test_kind_given_later_counts(self):
        category = self.env["product.category"].create({"name": "New"})
        self.deposit.categ_id = category
        self.deliver("holdings", self.header, *self.rows)
        self.assertEqual(self.ann.asset_amount, 0)
        category.with_user(self.admin).sudo().holding_kind = "fund"
        self.assertEqual(self.ann.asset_amount, 1000.5)

    def _get_overdue_days(self, day, amount):
        """Deliver a loan of which this is overdue, and find what is due; return since
        when it is overdue, and the days of its contacts so far."""
        ledger = self.env["relationship.touchpoint"]
        header = "ref,customer_ref,product_code,overdue_amount"
        with self.shanghai(f"{day} 05:30"):
            self.deliver("holdings", header, f"L1,C1,LOAN,{amount}")
            date = fields.Date.to_date(day)
            ledger._generate(date)
            ledger._close_lapsed_branch(self.company, self.sub)
            ledger._expire_branch(self.company, self.sub, date)
        loan = self.get_holding("L1")
        reasons = self.env["relationship.touchpoint.reason"].search(
            [("source_model", "=", loan._name), ("source_id", "=", loan.id)],
            order="due_date",
        )
        return str(loan.overdue_since or ""), [
            str(date) for date in reasons.mapped("due_date")
        ]

    def test_overdue_anew_is_another_contact(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        first, second, third = "2026-09-28", "2026-10-12", "2026-11-12"
        for day, amount, since, contacts in (
            ("2026-09-24", "", "", []),
            (first, "800", first, [first]),
            ("2026-09-29", "800", first, [first]),
            ("2026-09-30", "850", first, [first]),
            ("2026-10-09", "0", "", [first]),
            (second, "5", second, [first, second]),
            ("2026-11-11", "10", second, [first, second]),
            (third, "10", second, [first, second, third]),
        ):
            with self.subTest(day=day):
                found = self._get_overdue_days(day, amount)
                self.assertEqual(found, (since, contacts))

    def test_overdue_keeps_its_day_when_other_columns_come(self):
        self.company.partner_id.tz = "Asia/Shanghai"
        self._get_overdue_days("2026-09-28", "5")
        loan = self.get_holding("L1")
        with self.shanghai("2026-09-29 05:30"):
            self.deliver("holdings", "ref,balance", "L1,70")
            self.assertEqual(str(loan.overdue_since), "2026-09-28")
            loan.active = False
            self.deliver("holdings", "ref,balance", "L1,70")
        self.assertEqual(str(loan.overdue_since), "2026-09-29", "opened again")

    def test_merged_customers(self):
        rows = (self.rows[0], f"H9,C2,DEPOSIT,7,{self.currency},")
        self.deliver("holdings", self.header, *rows)
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.admin)
        wizard.sudo()._merge((self.ann | self.bob).ids, self.ann)
        self.assertEqual(self.get_holding("H9").customer_id, self.ann)
        self.assertEqual(self.ann.asset_amount, 1007.5)
        feed = self.deliver("holdings", self.header, *rows)
        self.assertTaken(feed, unchanged=1, rejected=1)
        self.assertRejects(feed, (3, "customer_ref", "C2"))
