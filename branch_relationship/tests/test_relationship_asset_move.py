import io

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common_due import DueCase
from .feed_common import FeedCase


class AssetMoveCase(FeedCase, DueCase):
    """Deliveries of holdings of ``customer`` (reference C1): Monday 28 September on.

    The source has delivered before; C1 has one million in H1.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        cls.contents.active = False
        cls.moves = cls.env["relationship.asset.move"]
        for name in ("fall", "rise"):
            content = cls.env.ref(
                f"branch_relationship.relationship_care_content_balance_{name}"
            )
            setattr(cls, name, content)
        cls.customer = cls._create_customer("Wang", ref="C1")
        cls.fund = cls._create_product("fund", "FUND")
        cls._start("2026-09-25", "H1,C1,DEPOSIT,1000000")

    @classmethod
    def _start(cls, day, *rows):
        """Let the source's first delivery be one of an earlier day."""
        with cls.shanghai(f"{day} 03:00"):
            cls._deliver_rows(*rows)
        cls._date_back()

    @classmethod
    def _deliver_rows(cls, *rows, **options):
        lines = "".join(f"{row}\n" for row in rows)
        text = f"ref,customer_ref,product_code,balance\n{lines}"

        feed = cls.feeds._receive("holdings", io.BytesIO(text.encode()), **options)
        cls.env.invalidate_all()
        return feed

    @classmethod
    def _date_back(cls):
        """Let the holdings be those of an earlier transaction."""
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE relationship_holding SET create_date = create_date - interval '1 d'"
        )
        cls.env.invalidate_all()

    def _balance(self, day, amount, time="03:00", ref="H1", code="DEPOSIT", **options):
        with self.shanghai(f"{day} {time}"):
            feed = self._deliver_rows(f"{ref},C1,{code},{amount}", **options)
        self.assertEqual((feed.state, feed.reject_count), ("done", 0))
        return feed

    def assertMoves(self, *expected):
        """Compare (day, before, after, takes back another)."""
        found = [
            (str(m.date), m.amount_before, m.amount_after, bool(m.returned_id))
            for m in self.moves.search([], order="date, id")
        ]
        self.assertEqual(found, list(expected))


@tagged("post_install", "-at_install")
class TestRelationshipAssetMove(AssetMoveCase):
    """What is a move, and who is called about it."""

    def test_fall_is_urgent_and_comes_once(self):
        self._night("2026-09-28")
        self._balance("2026-09-29", 700000)
        self.assertMoves(("2026-09-29", 1000000, 700000, False))
        self.assertEqual(self._night("2026-09-29"), 1)
        self.assertPlan(self.customer, ("2026-09-29", self.fall))
        touchpoint = self._get_open(self.customer)
        self.assertEqual(touchpoint.priority, "3")
        self.assertEqual(touchpoint.reason_ids.source_id, self.moves.search([]).id)
        self.assertEqual(self._night("2026-09-30"), 0)
        self._balance("2026-09-30", 700000)
        self._balance("2026-10-08", 690000)
        self.assertEqual(self._night("2026-10-08"), 0)
        self.assertEqual(len(self.moves.search([])), 1)

    def test_rise(self):
        self._night("2026-09-28")
        self._balance("2026-09-29", 1200000)
        self._night("2026-09-29")
        self.assertPlan(self.customer, ("2026-09-29", self.rise))

    def test_both_thresholds(self):
        """20 % and 50,000: exactly that much is enough."""
        for before, after, count in (
            (1000000, 800000, 1),
            (1000000, 800000.01, 0),
            (250000, 200000, 1),
            (249999, 200000, 0),
            (100000, 50000, 1),
            (100000, 50001, 0),
            (1000000, 1200000, 1),
            (1000000, 1199999, 0),
        ):
            with self.subTest(before=before, after=after):
                self._balance("2026-09-26", before)
                self.moves.search([]).unlink()
                self._balance("2026-09-29", after)
                self.assertEqual(self.moves.search_count([]), count)
                self.moves.search([]).unlink()

    def test_least_thresholds_are_written_each_content_asks_its_own(self):
        self.rise.write({"threshold_percent": 10, "threshold_amount": 10000})
        self._balance("2026-09-29", 850000)
        self.assertMoves(("2026-09-29", 1000000, 850000, False))
        self._night("2026-09-29")
        self.assertPlan(self.customer)
        self._balance("2026-10-12", 960000)
        self._night("2026-10-12")
        self.assertPlan(self.customer, ("2026-10-12", self.rise))

    def test_no_content_writes_nothing(self):
        (self.fall | self.rise).active = False
        self._balance("2026-09-29", 0)
        self.assertMoves()

    def test_lasts_over_the_weekend_and_moves_after(self):
        self._night("2026-10-09")
        self._balance("2026-10-10", 700000)  # Saturday
        self._night("2026-10-10")
        self._night("2026-10-11")
        self._night("2026-10-12")
        self.assertPlan(self.customer, ("2026-10-12", self.fall))

    def test_delivery_after_the_night_is_for_the_next(self):
        self._night("2026-09-29")
        self._balance("2026-09-29", 700000, time="22:00")
        self.assertEqual(self._night("2026-09-30"), 1)
        self.assertPlan(self.customer, ("2026-09-30", self.fall))

    def test_missed_nights_are_made_up(self):
        self._night("2026-09-28")
        self._balance("2026-09-29", 700000)
        self._balance("2026-09-30", 500000)
        self.assertEqual(self._night("2026-10-12"), 1)
        reasons = self._get_open(self.customer).reason_ids
        self.assertEqual(reasons.content_id, self.fall)
        self.assertEqual(len(reasons), 2)

    # what is no move

    def test_two_deliveries_of_a_day_are_one_move(self):
        """Each below the thresholds, together above them; and the day's first hour."""
        self._balance("2026-09-29", 880000, time="00:30")
        self.assertMoves()
        self._balance("2026-09-29", 790000, time="04:00")
        self.assertMoves(("2026-09-29", 1000000, 790000, False))
        self._balance("2026-09-29", 700000, time="04:30")
        self.assertMoves(("2026-09-29", 1000000, 700000, False))

    def test_money_that_changes_its_product(self):
        """Sold by one system at three, paid by the other at four."""
        self._balance("2026-09-29", 810000)
        self._balance("2026-09-29", 190000, time="04:00", ref="H2", code="FUND")
        self.assertEqual(self.customer.asset_amount, 1000000)
        self.assertMoves()

    def test_damaged_delivery_corrected_before_the_night(self):
        self._balance("2026-09-29", 1)
        self._balance("2026-09-29", 1000000, time="04:00")
        self.assertMoves(("2026-09-29", 1000000, 1000000, False))
        self.assertEqual(self._night("2026-09-29"), 0)

    def test_damaged_delivery_corrected_after_the_night(self):
        self._balance("2026-09-29", 1)
        self._night("2026-09-29")
        [touchpoint] = self._get_open(self.customer)
        self._balance("2026-09-29", 1000000, time="09:00")
        self._close_lapsed()
        self.assertEqual(
            (touchpoint.state, touchpoint.skip_reason), ("skipped", "assets are back")
        )
        self.assertEqual(self._night("2026-09-30"), 0)

    def _close_lapsed(self):
        self.touchpoints._close_lapsed_branch(self.company, self.sub)

    def test_money_that_comes_back_within_a_week(self):
        self._balance("2026-09-29", 600000)
        self._night("2026-09-29")
        [touchpoint] = self._get_open(self.customer)
        self._balance("2026-10-06", 1000000)
        self.assertMoves(
            ("2026-09-29", 1000000, 600000, False),
            ("2026-10-06", 600000, 1000000, True),
        )
        self.assertEqual(self._night("2026-10-08"), 0)
        self.assertEqual(touchpoint.skip_reason, "assets are back")

    def test_money_that_comes_back_later_is_a_rise(self):
        self._balance("2026-09-29", 600000)
        self._balance("2026-10-07", 1000000)
        self._night("2026-10-08")
        self.assertFalse(self.moves.search([], limit=1).returned_id)

    def test_money_that_comes_back_and_leaves_again(self):
        self._balance("2026-09-28", 600000)
        self._balance("2026-09-29", 1000000)
        self._balance("2026-09-30", 600000)
        self.assertMoves(
            ("2026-09-28", 1000000, 600000, False),
            ("2026-09-29", 600000, 1000000, True),
            ("2026-09-30", 1000000, 600000, False),
        )

    def test_more_than_what_left_is_a_rise(self):
        self._balance("2026-09-28", 600000)
        self._balance("2026-09-29", 1300000)
        self.assertFalse(self.moves.search([], limit=1).returned_id)

    def test_rise_that_leaves_is_a_return_on_the_next_day_only(self):
        for day, is_return in (("2026-09-29", True), ("2026-09-30", False)):
            with self.env.cr.savepoint() as savepoint:
                self._balance("2026-09-28", 2000000)
                self._balance(day, 1000000)
                move = self.moves.search([], limit=1)
                self.assertEqual(bool(move.returned_id), is_return)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_partly_back_is_still_a_fall(self):
        self._balance("2026-09-29", 600000)
        self._night("2026-09-29")
        self._balance("2026-09-30", 800000)
        self._night("2026-09-30")
        self.assertPlan(
            self.customer,
            ("2026-09-29", self.fall),
        )

    def test_first_delivery_of_a_source(self):
        """Even of customers who have had holdings of another."""
        feed = self._balance("2026-09-29", 5000000, ref="X1", source="cards")
        self.assertEqual(feed.created_count, 1)
        self.assertEqual(self.customer.asset_amount, 6000000)
        self.assertMoves()
        # and what moves on the same day counts without it
        self._balance("2026-09-29", 700000, time="04:00")
        self.assertMoves()
        self._balance("2026-09-30", 3000000, ref="X1", source="cards")
        self.assertMoves(("2026-09-30", 5700000, 3700000, False))

    def test_first_holdings_of_a_customer(self):
        new = self._create_customer("Li", ref="C2")
        with self.shanghai("2026-09-29 03:00"):
            self._deliver_rows("H8,C2,DEPOSIT,900000")
        self.assertEqual(new.asset_amount, 900000)
        self.assertMoves()

    def test_rise_from_nothing(self):
        self._balance("2026-09-14", 0)
        self._balance("2026-09-29", 900000)
        self._night("2026-09-29")
        self.assertPlan(self.customer, ("2026-09-29", self.rise))
        reason = self._get_open(self.customer).reason_ids.with_user(self.rm)
        self.assertEqual(reason.summary, "Assets rose from nothing to $900,000")

    def test_changes_by_hand(self):
        holding = self.customer.holding_ids
        with self.shanghai("2026-09-29 03:00"):
            holding.balance = 100
        self.assertEqual(self.customer.asset_amount, 100)
        self.assertMoves()
        # before and after it a delivery of the same day
        self._balance("2026-09-30", 1000000)
        self.moves.search([]).unlink()
        with self.shanghai("2026-09-30 10:00"):
            holding.balance = 5000000
        self._balance("2026-09-30", 5100000, time="11:00")
        self.assertEqual(self.customer.asset_day_amount, 4000100)

    def test_rate_alone(self):
        dollar = self.env.ref("base.EUR")
        dollar.active = True
        dollar.rate_ids.unlink()
        rate = self.env["res.currency.rate"].create(
            {"currency_id": dollar.id, "name": "2026-01-01", "rate": 0.5}
        )
        self._balance("2026-09-28", 1000)
        self.moves.search([]).unlink()
        holding = self.customer.holding_ids
        holding.write({"currency_id": dollar.id, "balance": 500000})
        self.assertEqual(self.customer.asset_amount, 1000000)
        rate.rate = 1
        rate.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_currency_rate SET write_date = write_date + interval '1 d'"
        )
        self.env.invalidate_all()
        other = self._create_customer("Li", ref="C2")
        with self.shanghai("2026-09-29 03:00"):
            self._deliver_rows("H8,C2,DEPOSIT,1")
        self.assertEqual(other.asset_amount, 1)
        self.assertEqual(self.customer.asset_amount, 500000)
        self.assertMoves()

    def test_closed_holding_is_money_leaving(self):
        self._balance("2026-09-28", 1, ref="H2")
        rows = [f"F{number},C1,DEPOSIT,1" for number in range(8)]
        with self.shanghai("2026-09-28 03:00"):
            self._deliver_rows(*rows)
        with self.shanghai("2026-09-29 03:00"):
            feed = self._deliver_rows("H2,C1,DEPOSIT,1", *rows, full=True)
        self.assertEqual((feed.state, feed.closed_count), ("done", 1))
        self._night("2026-09-29")
        self.assertPlan(self.customer, ("2026-09-29", self.fall))

    def test_confirmed_closing_is_no_move(self):
        """Who confirms that a fifth of all is gone knows of a change of systems."""
        with self.shanghai("2026-09-29 03:00"):
            feed = self._deliver_rows("H2,C1,DEPOSIT,1", full=True)
            self.assertEqual(feed.state, "refused")
            feed._confirm()
        self.env.invalidate_all()
        self.assertEqual(feed.state, "done")
        self.assertEqual(self.customer.asset_amount, 1)
        self.assertMoves()

    # who and what

    def test_whom_it_concerns(self):
        self.customer.relationship_stage = "met"
        self._balance("2026-09-29", 700000)
        self._night("2026-09-29")
        self.assertPlan(self.customer)

    def test_in_words(self):
        self.fall.wording = "$amount $percent $date"
        self._balance("2026-09-29", 666000)
        self._night("2026-09-29")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_ids.summary, "Assets fell by $334,000 (33.4%) to $666,000"
        )
        self.assertEqual(touchpoint.wording, "$334,000 33.4% September 29")
        self._balance("2026-10-12", 999000)
        self._night("2026-10-12")
        rise = self._get_open(self.customer).filtered(
            lambda row: row.content_id == self.rise
        )
        self.assertEqual(
            rise.with_user(self.rm).reason_ids.summary,
            "Assets rose by $333,000 (50%) to $999,000",
        )

    def test_merged_customers_keep_their_moves(self):
        twin = self._create_customer("Twin", ref="C2")
        self._start("2026-09-26", "H9,C2,DEPOSIT,500000")
        with self.shanghai("2026-09-29 03:00"):
            self._deliver_rows("H1,C1,DEPOSIT,700000", "H9,C2,DEPOSIT,100000")
        self._night("2026-09-29")
        self.assertEqual(len(self.moves.search([])), 2)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
        moves = self.moves.search([])
        self.assertEqual(len(moves), 2)
        self.assertEqual(moves.customer_id, self.customer)
        self.assertEqual(self.customer.asset_amount, 800000)

    def test_thresholds_are_needed(self):
        with self.assertRaises(ValidationError):
            self.fall.with_user(self.admin).threshold_percent = 0
        with Form(self.env["relationship.care.content"].with_user(self.admin)) as form:
            form.name = "Money leaves"
            form.trigger = "balance_move"
            self.assertEqual(
                (form.threshold_percent, form.threshold_amount, form.direction),
                (20, 50000, "fall"),
            )

    def test_roles(self):
        self._balance("2026-09-29", 700000)
        move = self.moves.search([])
        for user in self.rm | self.head | self.root_head | self.admin:
            found = self.moves.with_user(user).search([])
            self.assertEqual(found, move, user.login)
            self.assertEqual(found.amount_change, -300000)
            groups = found.web_read_group([], ["user_id"], ["amount_change:sum"])
            self.assertEqual(groups["groups"][0]["amount_change:sum"], -300000)
        for user in self.colleague | self.other_rm | self.other_head:
            self.assertFalse(self.moves.with_user(user).search([]), user.login)
            with self.assertRaises(AccessError):
                move.with_user(user).read(["amount_before"])
        for user in self.employee | self.salesman:
            with self.assertRaises(AccessError):
                self.moves.with_user(user).search([])
        for user in self.rm | self.head | self.admin:
            for change in (
                lambda own: own.write({"amount_after": 1}),
                lambda own: own.unlink(),
                lambda own: own.create({"customer_id": self.customer.id}),
            ):
                with self.assertRaises(AccessError):
                    change(move.with_user(user))
        self.assertMoves(("2026-09-29", 1000000, 700000, False))
