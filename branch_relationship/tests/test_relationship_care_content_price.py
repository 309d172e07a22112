from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_due import DueCase
from .feed_common import FeedCase

HEADER = "product_code,date,unit_value,dividend"


@tagged("post_install", "-at_install")
class TestRelationshipCareContentPrice(FeedCase, DueCase):
    """Prices of FUND land day by day, Monday 28 September on; its holder is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        cls.contents.active = False
        for name in ("price_fall", "price_rise", "dividend"):
            content = cls.env.ref(
                f"branch_relationship.relationship_care_content_{name}"
            )
            setattr(cls, name, content)
        cls.moves = cls.env["relationship.price.move"]
        cls.customer = cls._create_customer("Wang")
        cls.fund = cls._create_product("fund", "FUND")
        cls.holding = cls._create_holding(
            cls.customer, cls.fund, "F1", quantity=10000, balance=10000
        )

    def _land(self, *rows):
        """Deliver these prices of FUND: (day, value[, dividend])."""
        lines = [
            f"FUND,{day},{value},{dividend[0] if dividend else ''}"
            for day, value, *dividend in rows
        ]
        feed = self.deliver("prices", HEADER, *lines)
        self.assertEqual((feed.state, feed.reject_count), ("done", 0))
        return feed

    def assertMoves(self, *expected, product=None, percent=5):
        """Compare (since, day, percent) of the standing moves at a threshold."""
        found = self.moves.search(
            [
                ("product_id", "=", (product or self.fund).id),
                ("threshold_percent", "=", percent),
                ("is_withdrawn", "=", False),
            ],
            order="date",
        )
        self.assertEqual(
            [(str(m.since)[5:], str(m.date)[5:], m.percent_change) for m in found],
            list(expected),
        )

    def test_holders_of_every_branch(self):
        """Of each branch in its own chunk, and of none; once each."""
        elsewhere = self._create_customer(
            "Else", branch_id=self.other.id, user_id=self.other_rm.id
        )
        nobody = self._create_customer("Nobody's", branch_id=False)
        for customer in elsewhere | nobody:
            ref = f"F{customer.id}"
            self._create_holding(customer, self.fund, ref, quantity=1, balance=1)
        self._land(("2026-09-28", "1.00"), ("2026-09-29", "0.94", "0.01"))
        day = fields.Date.to_date("2026-09-29")
        for branch in self.sub, self.other, self.env["crm.team"]:
            made = self.touchpoints._generate_branch(self.company, branch, day)
            self.assertEqual(made, 1, branch.name)
        both = self.price_fall, self.dividend
        for customer in self.customer | elsewhere | nobody:
            self.assertPlan(customer, ("2026-09-29", *both))
        self.assertEqual(self._generate("2026-09-29"), 0)

    # finding

    def test_history_is_followed_and_calls_nobody(self):
        """Thirty days of prices at once: only what is fresh is told."""
        rows = [(f"2026-08-{day:02d}", f"1.{day:02d}") for day in range(1, 31)]
        self._land(*rows)
        self.assertMoves(
            ("08-01", "08-07", 5.9406),
            ("08-07", "08-13", 5.6075),
            ("08-13", "08-19", 5.3097),
            ("08-19", "08-25", 5.042),
        )
        self._night("2026-09-25")
        self.assertEqual(self._night("2026-09-28"), 0)

    def test_fall_is_told_once(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1))
        self._land(("2026-09-29", 0.948))
        self.assertMoves(("09-28", "09-29", -5.2))
        self.assertEqual(self._night("2026-09-30"), 1)
        self.assertPlan(self.customer, ("2026-09-30", self.price_fall))
        reason = self._get_open(self.customer).reason_ids.with_user(self.rm)
        self.assertEqual(reason.summary, "FUND: -5.2% since September 28")
        self.assertEqual(reason.cycle, f"{self.fund.id}:2026-09-29")
        self.assertIn(
            "your FUND has fallen by 5.2% since September 28",
            reason.touchpoint_id.wording,
        )
        for day, value in (("2026-10-01", 0.93), ("2026-10-06", 0.95)):
            self._land((day, value))
            self.assertEqual(self._night(day), 0)
        self.assertEqual(len(self.moves.search([])), 1)

    def test_rise_has_its_own_content(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 1.06))
        self._night("2026-09-30")
        self.assertPlan(self.customer, ("2026-09-30", self.price_rise))

    def test_same_delivery_again(self):
        rows = (("2026-09-28", 1), ("2026-09-29", 0.9))
        self._land(*rows)
        before = self.get_versions("relationship_price_move")
        self.assertEqual(self._land(*rows).unchanged_count, 2)
        self.assertEqual(self.get_versions("relationship_price_move"), before)

    def test_dividend_is_no_fall(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.94, 0.06))
        self.assertMoves()

    def test_price_that_comes_late(self):
        """Tuesday's price, known on Thursday, was far down for a day: too late."""
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-30", 0.99))
        self._land(("2026-09-29", 0.9))
        self.assertMoves()
        self._land(("2026-10-08", 0.95))
        self.assertMoves(("09-28", "10-08", -5))

    def test_corrected_price_does_not_call_twice(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.94))
        self._night("2026-09-30")
        [touchpoint] = self._get_open(self.customer)
        self._land(("2026-09-29", 0.96))
        self.assertMoves(("09-28", "09-29", -4))
        self._night("2026-10-05")
        self.assertEqual(self._get_open(self.customer), touchpoint)
        self._land(("2026-10-05", 0.93))
        self.assertMoves(("09-28", "09-29", -4))
        self._night("2026-10-06")
        self.assertEqual(self._get_open(self.customer), touchpoint)

    def test_typing_error_is_withdrawn(self):
        """A tenth of the price for a day, and the way back on the next."""
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.1))
        self._night("2026-09-29")
        [touchpoint] = self._get_open(self.customer)
        self._land(("2026-09-30", 1))
        self.assertMoves(("09-28", "09-29", -90), ("09-29", "09-30", 900))
        self._land(("2026-09-29", 1))
        self.assertMoves()
        self._night("2026-09-30")
        self.assertEqual(
            (touchpoint.state, touchpoint.skip_reason), ("skipped", "price corrected")
        )
        self.assertFalse(self._get_open(self.customer))
        self._land(("2026-10-08", 0.95))
        self.assertMoves(("09-28", "10-08", -5))

    def test_late_dividend_withdraws_the_fall(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.94))
        self.assertMoves(("09-28", "09-29", -6))
        self._land(("2026-09-29", 0.94, 0.06))
        self.assertMoves()

    def test_prices_by_hand(self):
        prices = self.env["relationship.product.price"].with_user(self.admin)
        first = prices.create(
            {"product_id": self.fund.id, "date": "2026-09-28", "unit_value": 1}
        )
        second = first.copy({"date": "2026-09-29", "unit_value": 0.9})
        self.assertMoves(("09-28", "09-29", -10))
        second.unit_value = 0.92
        self.assertMoves(("09-28", "09-29", -8))
        second.unlink()
        self.assertMoves()

    def test_turned_price_lapses(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.9))
        self._night("2026-09-29")
        [touchpoint] = self._get_open(self.customer)
        self._land(("2026-09-30", 0.95))
        self._night("2026-09-30")
        self.assertEqual(touchpoint.skip_reason, "price has turned")
        self.assertPlan(self.customer, ("2026-09-30", self.price_rise))

    def test_both_ways_between_two_nights(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.9), ("2026-09-30", 0.99))
        self._night("2026-09-30")
        self.assertPlan(self.customer, ("2026-09-30", self.price_rise))

    # whom

    def test_own_thresholds(self):
        """The holding's before the product's before the content's."""
        other = self._create_customer("Li")
        patient = self._create_holding(other, self.fund, "F2")
        bonds = self._create_product("fund", "BOND", price_move_percent=2)
        self._create_holding(other, bonds, "B1")
        patient.with_user(self.admin).price_move_percent = 8
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.94))
        self.deliver("prices", HEADER, "BOND,2026-09-28,1,", "BOND,2026-09-29,0.98,")
        self.assertMoves(("09-28", "09-29", -6))
        self.assertMoves(percent=8)
        self.assertMoves(("09-28", "09-29", -2), product=bonds, percent=2)
        self.assertFalse(self.moves.search([("product_id", "=", bonds.id)])[1:])
        self._night("2026-09-30")
        self.assertPlan(self.customer, ("2026-09-30", self.price_fall))
        self.assertEqual(
            self._get_open(other).reason_ids.mapped("cycle"), [f"{bonds.id}:2026-09-29"]
        )
        self._land(("2026-09-30", 0.92))
        self.assertMoves(("09-28", "09-30", -8), percent=8)
        self._night("2026-10-01")
        self.assertEqual(len(self._get_open(other).reason_ids), 2)
        self.assertPlan(self.customer, ("2026-09-30", self.price_fall))

    def test_holders_only(self):
        """Who bought later, or has sold, is not told."""
        later = self._create_customer("Later")
        self._create_holding(later, self.fund, "F2", opened_on="2026-09-29")
        before = self._create_customer("Before")
        self._create_holding(before, self.fund, "F3", opened_on="2026-09-28")
        sold = self._create_customer("Sold")
        self._create_holding(sold, self.fund, "F4", active=False)
        elsewhere = self._create_customer("Met", relationship_stage="met")
        self._create_holding(elsewhere, self.fund, "F5")
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.9))
        self.assertEqual(self._night("2026-09-30"), 2)
        self.assertTrue(self._get_open(self.customer) and self._get_open(before))
        self.holding.active = False
        [touchpoint] = self._get_open(self.customer)
        self._night("2026-10-08")
        self.assertEqual(touchpoint.skip_reason, "holding closed")

    def test_two_holdings_are_one_reason(self):
        self.holding.copy({"ref": "F2"})
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.9))
        self._night("2026-09-30")
        self.assertEqual(len(self._get_open(self.customer).reason_ids), 1)

    # dividend

    def test_dividend_is_told_with_its_amount(self):
        self._night("2026-09-28")
        self._land(("2026-09-28", 1), ("2026-09-29", 0.97, 0.0325))
        self.assertEqual(self._night("2026-09-30"), 1, "known a day late")
        self.assertPlan(self.customer, ("2026-09-30", self.dividend))
        reason = self._get_open(self.customer).reason_ids.with_user(self.rm)
        self.assertEqual(
            reason.summary,
            "FUND: dividend of 0.0325 per unit on September 29, $325 in all",
        )
        self.assertEqual(self._night("2026-10-08"), 0)

    def test_dividend_without_quantity(self):
        self.holding.quantity = 0
        self._night("2026-09-28")
        self._land(("2026-09-29", 0.97, 0.05))
        self._night("2026-09-29")
        reason = self._get_open(self.customer).reason_ids.with_user(self.rm)
        self.assertEqual(
            reason.summary, "FUND: dividend of 0.05 per unit on September 29"
        )

    def test_daily_dividends_are_told_once_a_month(self):
        self.price_fall.active = False
        self._night("2026-09-14")
        made = 0
        for day in range(15, 25):
            self._land((f"2026-09-{day}", 1, 0.0001))
            made += self._night(f"2026-09-{day}")
        self.assertEqual(made, 1)

    def test_corrected_dividend_lapses(self):
        self._night("2026-09-28")
        self._land(("2026-09-29", 0.97, 0.05))
        self._night("2026-09-29")
        [touchpoint] = self._get_open(self.customer)
        self._land(("2026-09-29", 0.97))
        self._night("2026-09-30")
        self.assertEqual(touchpoint.skip_reason, "dividend corrected")

    # roles

    def test_who_sets_thresholds(self):
        wizard = self.env["relationship.threshold"]
        for user in self.head | self.root_head | self.admin:
            form = Form(
                wizard.with_user(user).with_context(default_holding_id=self.holding.id)
            )
            form.price_move_percent = user.id
            form.save().action_save()
            self.holding.invalidate_recordset()
            self.assertEqual(self.holding.price_move_percent, user.id)
        for user in self.rm | self.other_head | self.employee:
            own = wizard.with_user(user)
            with self.assertRaises(AccessError):
                own.create(
                    {"holding_id": self.holding.id, "price_move_percent": 1}
                ).action_save()
        with self.assertRaises(AccessError):
            self.holding.with_user(self.head).price_move_percent = 1
        self.assertEqual(self.holding.price_move_percent, self.admin.id)
        for_product = {"product_id": self.fund.id, "price_move_percent": 3}
        wizard.with_user(self.admin).create(for_product).action_save()
        self.assertEqual(self.fund.price_move_percent, 3)
        with self.assertRaises(AccessError):
            wizard.with_user(self.head).create(
                {**for_product, "price_move_percent": 4}
            ).action_save()
        self.assertEqual(self.fund.price_move_percent, 3)

    def test_who_sees_price_moves(self):
        self._land(("2026-09-28", 1), ("2026-09-29", 0.9))
        for user in self.rm | self.head | self.admin:
            own = self.moves.with_user(user)
            self.assertEqual(len(own.search([])), 1)
            with self.assertRaises(AccessError):
                own.search([]).write({"percent_change": 1})
        for user in self.employee | self.salesman:
            with self.assertRaises(AccessError):
                self.moves.with_user(user).search([])
