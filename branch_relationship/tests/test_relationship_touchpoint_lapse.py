import io

from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointLapse(DueCase):
    """Contacts without a reason leave My Day, and the ledger keeps them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.runs = cls.env["relationship.run"]
        (cls.maturity_30 | cls.maturity_0 | cls.maturity_after).active = False
        cls.today = cls.sub._get_local_today()
        cls.customer.birthdate = "1980-09-23"
        cls._contact(cls.customer, "2026-09-08")  # next on this day
        cls.deposit = cls._create_holding(
            cls.customer,
            cls._create_product("deposit"),
            "D1",
            matures_on="2026-09-30",
        )

    def _night(self, date=None):
        for step in ("due", "expire", "dispatch"):
            run = getattr(self.runs, f"_step_{step}")
            run(self.company, self.sub, date or self.today)

    def _plan_by_hand(self, date="2026-09-24"):
        return self.touchpoints.create(
            {"customer_id": self.customer.id, "due_date": date, "purpose": "Lunch"}
        )

    def _get_left(self):
        return self.touchpoints.with_user(self.rm).my_day_strip()["left"]

    def assert_closed(self, words, *touchpoints):
        for touchpoint in touchpoints:
            self.assertEqual(
                (touchpoint.state, touchpoint.skip_reason), ("skipped", words)
            )
            self.assertFalse(touchpoint.activity_ids)

    def assert_ledger(self, *expected):
        """Check state, why, and the contents of all contacts of the customer."""
        rows = self.touchpoints.search([("customer_id", "=", self.customer.id)])
        found = [
            (row.state, row.skip_reason or "", set(row.reason_ids.content_id))
            for row in rows.sorted("id")
        ]
        self.assertEqual(
            found,
            [(state, words, set(contents)) for state, words, *contents in expected],
        )

    # the customer leaves

    def test_archived_customer(self):
        self._night()
        later = self._plan_by_hand()
        [today] = self._get_open(self.customer) - later
        self.assertEqual(today.state, "assigned")
        self.assertEqual(self._get_left(), 1)
        reasons = today.reason_ids
        self.customer.with_user(self.head).action_archive()
        self.assert_closed("customer archived", today, later)
        self.assertEqual(today.done_user_id, self.head)
        self.assertEqual(self._get_left(), 0)
        self.assertEqual(today.reason_ids, reasons)
        self._night()
        self.assertFalse(self._get_open(self.customer))

    def test_archived_behind_the_back_of_the_rules(self):
        self._night()
        [today] = self._get_open(self.customer)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET active = FALSE WHERE id = %s", self.customer.ids
        )
        self.env.invalidate_all()
        self._night()
        self.assert_closed("customer archived", today)

    def test_no_longer_a_customer(self):
        self._night()
        later = self._plan_by_hand()
        [today] = self._get_open(self.customer) - later
        self.customer.with_user(self.head).relationship_stage = False
        self.assert_closed("no longer a customer", today, later)
        self.assertEqual(self._get_left(), 0)

    def test_lost_customer_keeps_service_notices(self):
        self._night()
        later = self._plan_by_hand()
        self.assert_ledger(
            ("assigned", "", self.maturity_7, self.birthday, self.cadence),
            ("planned", ""),
        )
        [today] = self._get_open(self.customer) - later
        self.assertEqual(today.activity_ids.summary, "Matures in 7 days and 2 more")
        self.customer.with_user(self.rm).relationship_stage = "lost"
        self.assert_closed("customer lost", later)
        self.assert_ledger(
            ("assigned", "", self.maturity_7),
            ("skipped", "customer lost"),
            ("skipped", "customer lost", self.birthday, self.cadence),
        )
        self.assertEqual(today.activity_ids.summary, "Matures in 7 days")
        self.assertFalse(today.activity_ids.note)
        win_back = self._plan_by_hand("2026-09-25")
        self._night()
        self.assertEqual(self._get_open(self.customer), today | win_back)

    def test_lost_customer_without_holdings(self):
        self.deposit.active = False
        self._night()
        [today] = self._get_open(self.customer)
        self.customer.with_user(self.rm).relationship_stage = "lost"
        self.assert_closed("customer lost", today)
        self.assertEqual(self._get_left(), 0)

    def test_dormant_customer_has_no_interval(self):
        self.deposit.active = False
        self.customer.birthdate = False
        self._night()
        [today] = self._get_open(self.customer)
        self.customer.relationship_stage = "dormant"
        self.assert_closed("relationship no longer established", today)

    def test_returning_customer(self):
        """The interval counts from the day of leaving; nothing comes twice."""
        self.deposit.active = False
        self._night()
        self.customer.active = False
        with self.shanghai("2026-10-08 00:30"):
            self.customer.active = True
            self._night(self.sub._get_local_today())
            [back] = self._get_open(self.customer)
        self.assertEqual(back.reason_ids.content_id, self.cadence)
        self.assertEqual(str(back.due_date), "2026-10-08")
        self.assertEqual(back.state, "assigned")

    def test_returning_on_the_same_day(self):
        self.deposit.active = False
        self._night()
        self.customer.relationship_stage = "lost"
        self.customer.relationship_stage = "established"
        self._night()
        self.assertFalse(self._get_open(self.customer))
        self.assertEqual(str(self.customer.next_contact_date), "2026-10-08")

    def test_ordinary_contact_is_left_alone(self):
        contact = self.env["res.partner"].create({"name": "Supplier"})
        contact.action_archive()
        self.assertFalse(contact.active)
        self.assertFalse(contact.touchpoint_ids)

    # what it was about is over

    def test_closed_holding(self):
        """The contact about nothing else closes, the other goes on without it."""
        self._night()
        maturing = self._create_customer("Maturing", relationship_stage="met")
        deposit = self.deposit.copy({"ref": "D2", "customer_id": maturing.id})
        self._night()
        [alone] = self._get_open(maturing)
        [shared] = self._get_open(self.customer)
        (self.deposit | deposit).write({"active": False, "closed_on": "2026-09-22"})
        self._night()
        self.assert_closed("holding closed", alone)
        self.assertEqual(shared.content_id, self.birthday)
        self.assertEqual(shared.priority, "2")
        self.assertEqual(shared.activity_ids.summary, "Birthday and 1 more")
        self.assert_ledger(
            ("assigned", "", self.birthday, self.cadence),
            ("skipped", "holding closed", self.maturity_7),
        )

    def test_closed_by_a_delivery(self):
        self._contact(self.customer, "2026-09-22")
        self.customer.write({"birthdate": False, "ref": "C1"})
        self._night()
        [today] = self._get_open(self.customer)
        self.env["relationship.holding"].search([("id", "!=", self.deposit.id)]).write(
            {"active": False}
        )
        code = self.deposit.product_id.default_code
        rows = [f"D{number},C1,{code},5" for number in range(2, 7)]
        self._deliver(f"D1,C1,{code},5", *rows)
        self.assertTrue(self.deposit.active)
        feed = self._deliver(*rows)
        self.assertEqual((feed.state, feed.closed_count), ("done", 1))
        self._night()
        self.assert_closed("holding closed", today)

    def _deliver(self, *rows):
        """Deliver all holdings of the source as an administrator."""
        text = "\n".join(("ref,customer_ref,product_code,balance", *rows, ""))
        feeds = self.env["relationship.feed"].with_user(self.admin)
        feed = feeds._receive("holdings", io.BytesIO(text.encode()), full=True)
        self.env.invalidate_all()
        return feed

    def test_after_the_maturity_the_holding_may_be_closed(self):
        self.maturity_after.active = True
        self.deposit.matures_on = "2026-09-22"
        self._night()
        [today] = self._get_open(self.customer)
        self.assertIn(self.maturity_after, today.reason_ids.content_id)
        self.deposit.write({"active": False, "closed_on": "2026-09-22"})
        self._night()
        self.assertIn(self.maturity_after, today.reason_ids.content_id)
        self.deposit.closed_on = "2026-09-21"
        self._night()
        self.assertNotIn(self.maturity_after, today.reason_ids.content_id)

    def test_moved_maturity(self):
        self.customer.birthdate = False
        self._contact(self.customer, "2026-09-22")
        self._night()
        [today] = self._get_open(self.customer)
        self.deposit.matures_on = "2026-10-07"
        self._night()
        self.assert_closed("maturity moved", today)
        self.assertPlan(self.customer, ("2026-09-30", self.maturity_7))

    def test_paid_overdue(self):
        self.customer.birthdate = False
        self._contact(self.customer, "2026-09-22")
        self.deposit.write({"matures_on": False, "overdue_amount": 500})
        self._night()
        [today] = self._get_open(self.customer)
        self.assertEqual(today.content_id, self.overdue)
        self._night()
        self.assertEqual(today.state, "assigned")
        self.deposit.overdue_amount = 0
        self._night()
        self.assert_closed("no longer overdue", today)

    def test_archived_content(self):
        self._night()
        self.assert_ledger(
            ("assigned", "", self.maturity_7, self.birthday, self.cadence)
        )
        (self.birthday | self.cadence).active = False
        alone = self._create_customer("Alone")
        self._contact(alone, "2026-09-08")
        self._night()
        self.assert_ledger(
            ("assigned", "", self.maturity_7),
            ("skipped", "occasion no longer used", self.birthday, self.cadence),
        )
        self.assertFalse(self._get_open(alone))

    def test_what_a_person_planned_stays(self):
        planned = self._plan_by_hand()
        before = self._get_ledger()
        self.assertEqual(
            self.touchpoints._close_lapsed_branch(self.company, self.sub), 0
        )
        self.assertEqual(self._get_ledger(), before)
        self.assertEqual(planned.state, "planned")

    def test_night_counts_what_lapsed(self):
        self._night()
        self.deposit.write({"active": False, "closed_on": "2026-09-22"})
        self.assertEqual(self.runs._step_expire(self.company, self.sub, self.today), 1)
        self.assertEqual(self.runs._step_expire(self.company, self.sub, self.today), 0)
