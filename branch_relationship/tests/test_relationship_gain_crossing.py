from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_due import DueCase
from .feed_common import FeedCase


@tagged("post_install", "-at_install")
class TestRelationshipGainCrossing(FeedCase, DueCase):
    """A fund of cost 10,000: 10,000 units that were worth 1 on Friday 25 September.

    Take profit at 20 %, stop loss at 10 %, unless told otherwise.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        cls.contents.active = False
        cls.env["relationship.care.content"].search(
            [("trigger", "in", ("price_move", "dividend", "balance_move"))]
        ).active = False
        for name in ("take_profit", "stop_loss"):
            content = cls.env.ref(
                f"branch_relationship.relationship_care_content_{name}"
            )
            setattr(cls, name, content)
        cls.crossings = cls.env["relationship.gain.crossing"]
        cls.customer = cls._create_customer("Wang", ref="C1")
        cls.fund = cls._create_product("fund", "FUND")
        cls.holding = cls._create_holding(
            cls.customer, cls.fund, "F1", quantity=10000, cost_amount=10000
        )
        cls._price("2026-09-25", 1)
        cls._date_back()

    @classmethod
    def _price(cls, day, value, time="03:00"):
        """Let this price land early on its day."""
        with cls.shanghai(f"{day} {time}"):
            prices = cls.env["relationship.product.price"]
            known = prices.search(
                [("product_id", "=", cls.fund.id), ("date", "=", day)]
            )
            if known:
                known.unit_value = value
                return known
            return prices.create(
                {"product_id": cls.fund.id, "date": day, "unit_value": value}
            )

    @classmethod
    def _date_back(cls):
        """Let prices be those of an earlier transaction."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE relationship_product_price "
            "SET create_date = create_date - interval '1 d'"
        )
        cls.env.invalidate_all()

    def _deliver(self, day, columns, *rows):
        with self.shanghai(f"{day} 03:00"):
            feed = self.deliver(
                "holdings", f"ref,customer_ref,product_code,{columns}", *rows
            )
        self.assertEqual((feed.state, feed.reject_count), ("done", 0))

    def assertCrossings(self, *expected):
        """Compare (kind, day, gain, day of the way back, calls nobody)."""
        found = [
            (
                x.kind,
                str(x.date)[5:],
                x.percent_gain,
                str(x.released_on or "")[5:],
                x.was_beyond,
            )
            for x in self.crossings.search([], order="id")
        ]
        self.assertEqual(found, list(expected))

    # crossing and coming back

    def test_take_profit_calls_once(self):
        self._night("2026-09-28")
        self._price("2026-09-28", 1.1999)
        self.assertCrossings()
        self._price("2026-09-29", 1.2)
        self.assertCrossings(("take_profit", "09-29", 20, "", False))
        self.assertEqual(self._night("2026-09-29"), 1)
        self.assertPlan(self.customer, ("2026-09-29", self.take_profit))
        for day, value in (("2026-09-30", 1.3), ("2026-10-01", 1.19)):
            self._price(day, value)
            self.assertEqual(self._night(day), 0)
        self.assertEqual(len(self.crossings.search([])), 1)

    def test_stop_loss_is_urgent(self):
        self._price("2026-09-29", 0.9001)
        self.assertCrossings()
        self._price("2026-09-30", 0.89)
        self.assertCrossings(("stop_loss", "09-30", -11, "", False))
        self._night("2026-09-30")
        self.assertPlan(self.customer, ("2026-09-30", self.stop_loss))
        self.assertEqual(self._get_open(self.customer).priority, "3")

    def test_arms_again_only_below_four_fifths(self):
        """20 % are left at less than 16 %."""
        for day, value in ((28, 1.2), (29, 1.16), (30, 1.21)):
            self._price(f"2026-09-{day}", value)
        self.assertCrossings(("take_profit", "09-28", 20, "", False))
        self._price("2026-10-05", 1.1599)
        self.assertCrossings(("take_profit", "09-28", 20, "10-05", False))
        self._price("2026-10-06", 1.19)
        self._price("2026-10-07", 1.22)
        self.assertCrossings(
            ("take_profit", "09-28", 20, "10-05", False),
            ("take_profit", "10-07", 22, "", False),
        )
        self._night("2026-10-07")
        self.assertPlan(self.customer, ("2026-10-07", self.take_profit))

    def test_loss_arms_again_only_above_four_fifths(self):
        for day, value in ((28, 0.9), (29, 0.92), (30, 0.89)):
            self._price(f"2026-09-{day}", value)
        self.assertCrossings(("stop_loss", "09-28", -10, "", False))
        self._price("2026-10-05", 0.9201)
        self.assertCrossings(("stop_loss", "09-28", -10, "10-05", False))

    def test_corrected_price(self):
        """A typing error calls nobody before the night, and lapses after it."""
        self._price("2026-09-28", 12)
        self._price("2026-09-28", 1.02, time="04:00")
        self.assertCrossings(("take_profit", "09-28", 1100, "09-28", False))
        self.assertEqual(self._night("2026-09-28"), 0)
        self._price("2026-09-29", 0.1)
        self._night("2026-09-29")
        [touchpoint] = self._get_open(self.customer)
        self._price("2026-09-29", 1, time="09:00")
        self._night("2026-09-30")
        self.assertEqual(
            (touchpoint.state, touchpoint.skip_reason),
            ("skipped", "value has recovered"),
        )
        self._price("2026-09-29", 0.1, time="10:00")
        self._price("2026-09-29", 1, time="10:10")
        self.assertFalse(self._get_open(self.customer))

    def test_older_price_changes_nothing(self):
        self._price("2026-09-28", 1)
        self._price("2026-09-26", 1.5)
        self.assertCrossings()

    def test_lands_after_the_night(self):
        self._night("2026-09-28")
        self._price("2026-09-28", 1.3, time="20:00")
        self.assertEqual(self._night("2026-09-29"), 1)
        self.assertEqual(self._night("2026-09-30"), 0)

    def test_missed_nights_are_made_up(self):
        self._night("2026-09-25")
        self._price("2026-09-28", 1.3)
        self.assertEqual(self._night("2026-10-09"), 1)
        self.assertPlan(self.customer, ("2026-10-09", self.take_profit))

    def test_closed_holding_lapses(self):
        self._price("2026-09-28", 1.3)
        self._night("2026-09-28")
        [touchpoint] = self._get_open(self.customer)
        self.holding.active = False
        self._night("2026-09-29")
        self.assertEqual(touchpoint.skip_reason, "holding closed")

    # what a holding is worth

    def test_balance_where_there_is_no_quantity(self):
        self.holding.write({"quantity": 0, "balance": 10500})
        self._price("2026-09-28", 5)
        self.assertCrossings()
        with self.shanghai("2026-09-29 03:00"):
            self.holding.balance = 12000
        self.assertCrossings(("take_profit", "09-29", 20, "", False))

    def test_without_cost_nothing_is_gained(self):
        self.holding.cost_amount = 0
        self._price("2026-09-28", 5)
        self.assertCrossings()

    # deliveries

    def test_delivered_balance(self):
        bond = self._create_product("fund", "BOND")
        self._deliver("2026-09-25", "balance,cost_amount", "B1,C1,BOND,10000,10000")
        self.assertEqual(bond.name, "BOND")
        self._deliver("2026-09-28", "balance,cost_amount", "B1,C1,BOND,8900,10000")
        self.assertCrossings(("stop_loss", "09-28", -11, "", False))
        self._deliver("2026-09-29", "balance", "B1,C1,BOND,9500")
        self.assertCrossings(("stop_loss", "09-28", -11, "09-29", False))
        self._deliver("2026-09-30", "balance", "B1,C1,BOND,8000")
        self.assertEqual(len(self.crossings.search([])), 2)
        before = self.get_versions("relationship_gain_crossing")
        self._deliver("2026-09-30", "balance", "B1,C1,BOND,8000")
        self.assertEqual(self.get_versions("relationship_gain_crossing"), before)

    def test_first_delivery_calls_nobody(self):
        self._deliver("2026-09-28", "balance,cost_amount", "B1,C1,FUND,50000,10000")
        self.assertCrossings(("take_profit", "09-28", 400, "", True))
        self.assertEqual(self._night("2026-09-28"), 0)

    def test_cost_that_comes_later_calls_nobody(self):
        self._deliver("2026-09-28", "balance", "B1,C1,FUND,50000")
        self.assertCrossings()
        self._deliver("2026-09-29", "balance,cost_amount", "B1,C1,FUND,50000,10000")
        self.assertCrossings(("take_profit", "09-29", 400, "", True))

    def test_first_price_calls_nobody(self):
        self.env["relationship.product.price"].search([]).unlink()
        self._price("2026-09-28", 1.5)
        self.assertCrossings(("take_profit", "09-28", 50, "", True))
        self._date_back()
        self._price("2026-09-29", 1.1)
        self._price("2026-09-30", 1.3)
        self._night("2026-09-30")
        self.assertPlan(self.customer, ("2026-09-30", self.take_profit))

    # thresholds

    def test_own_thresholds(self):
        """The holding's before the product's before the content's."""
        other = self._create_customer("Li")
        patient = self._create_holding(
            other, self.fund, "F2", quantity=10000, cost_amount=10000
        )
        self.fund.take_profit_percent = 30
        patient.take_profit_percent = 40
        self._price("2026-09-28", 1.29)
        self.assertCrossings()
        self._price("2026-09-29", 1.3)
        self.assertEqual(self.crossings.search([]).holding_id, self.holding)
        self._price("2026-09-30", 1.4)
        self.assertEqual(
            self.crossings.search([], order="id").mapped("threshold_percent"), [30, 40]
        )
        self._night("2026-09-30")
        self.assertPlan(self.customer, ("2026-09-30", self.take_profit))
        self.assertPlan(other, ("2026-09-30", self.take_profit))

    def test_general_threshold_that_changes_calls_nobody(self):
        self._price("2026-09-28", 1.15)
        with self.shanghai("2026-09-28 10:00"):
            self.take_profit.with_user(self.admin).threshold_percent = 15
        self.assertCrossings(("take_profit", "09-28", 15, "", True))
        with self.shanghai("2026-09-28 11:00"):
            self.fund.take_profit_percent = 12
        self.assertEqual(self.crossings.search([]).mapped("was_beyond"), [True, True])
        self.assertEqual(self._night("2026-09-29"), 0)

    def test_own_threshold_of_a_holding_calls(self):
        """A head sets what the customer wants, and it is reached already."""
        self._price("2026-09-28", 1.15)
        wizard = self.env["relationship.threshold"].with_user(self.head)
        with self.shanghai("2026-09-28 10:00"):
            wizard.create(
                {"holding_id": self.holding.id, "take_profit_percent": 12}
            ).action_save()
        self.assertCrossings(("take_profit", "09-28", 15, "", False))
        self.assertEqual(self._night("2026-09-29"), 1)

    def test_content_taken_into_use_calls_nobody(self):
        self.take_profit.active = False
        self._price("2026-09-28", 1.5)
        self.assertCrossings()
        with self.shanghai("2026-09-28 10:00"):
            self.take_profit.active = True
        self.assertCrossings(("take_profit", "09-28", 50, "", True))

    # words and roles

    def test_in_words(self):
        self.take_profit.wording = "$product $percent $amount"
        self._price("2026-09-28", 1.213)
        self._night("2026-09-28")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_ids.summary, "FUND: gained 21.3% ($2,130) on its cost"
        )
        self.assertEqual(touchpoint.wording, "FUND 21.3% $2,130")
        self._price("2026-09-29", 0.85)
        self._night("2026-09-29")
        reason = self._get_open(self.customer).reason_ids.with_user(self.rm)
        self.assertEqual(reason.summary, "FUND: lost 15% ($1,500) of its cost")

    def test_roles(self):
        self._price("2026-09-28", 1.3)
        crossing = self.crossings.search([])
        for user in self.rm | self.head | self.root_head | self.admin:
            own = self.crossings.with_user(user)
            self.assertEqual(own.search([]), crossing, user.login)
            groups = own.web_read_group([], ["product_id"], ["__count"])
            self.assertEqual(groups["groups"][0]["__count"], 1)
            with self.assertRaises(AccessError):
                own.search([]).write({"percent_gain": 1})
            with self.assertRaises(AccessError):
                own.search([]).unlink()
        for user in self.colleague | self.other_rm | self.other_head:
            self.assertFalse(self.crossings.with_user(user).search([]), user.login)
            with self.assertRaises(AccessError):
                crossing.with_user(user).read(["percent_gain"])
        for user in self.employee | self.salesman:
            with self.assertRaises(AccessError):
                self.crossings.with_user(user).search([])
        self.assertCrossings(("take_profit", "09-28", 30, "", False))

    def test_merged_customers_keep_their_crossings(self):
        twin = self._create_customer("Twin")
        self._price("2026-09-28", 1.3)
        self._night("2026-09-28")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, twin)
        self.env.invalidate_all()
        self.assertEqual(self.crossings.search([]).customer_id, twin)
        self.assertEqual(self._night("2026-09-29"), 0)
        self.assertPlan(twin, ("2026-09-28", self.take_profit))
