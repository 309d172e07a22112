from collections import Counter

from odoo import fields
from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestResPartnerSpread(DueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.active = False
        cls.rm.daily_capacity = 3
        cls.high = cls._create_many("High", cls.high_high, 22)
        cls.low = cls._create_many("Low", cls.low_high, 20)

    @classmethod
    def _create_many(cls, name, segment, count):
        customers = cls.env["res.partner"]
        for number in range(count):
            customers |= cls._create_customer(f"{name} {number}", segment_id=segment.id)
        return customers

    def _get_days(self, customers):
        return [str(day) for day in customers.mapped("next_contact_date")]

    def test_spread_over_the_own_interval_within_capacity(self):
        self._generate("2026-09-23")  # Wednesday: 12 working days to 8 October
        high = Counter(self._get_days(self.high))
        self.assertEqual(
            sorted(high.items())[:3],
            [("2026-09-23", 2), ("2026-09-24", 2), ("2026-09-25", 2)],
        )
        self.assertEqual(max(high), "2026-10-08")
        self.assertEqual(len(high), 12)
        both = Counter(self._get_days(self.high | self.low))
        self.assertEqual(max(both.values()), 3)
        self.assertLessEqual(max(self._get_days(self.low)), "2026-10-23")

    def test_is_one_and_the_same_plan(self):
        self._generate("2026-09-23")
        before = self._get_days(self.high | self.low)
        ledger = self._get_ledger()
        self._generate("2026-09-23")
        self.assertEqual(self._get_days(self.high | self.low), before)
        self.assertEqual(self._get_ledger(), ledger)

    def test_stays_never_contacted(self):
        self._generate("2026-09-23")
        first = self.high[0]
        self.assertFalse(first.last_contact_date)
        self.assertEqual(first.contact_health, "grey")
        self.assertEqual(str(first.cadence_start), "2026-09-08")
        self.assertEqual(str(first.latest_contact_date), "2026-10-08")
        self.assertPlan(first, ("2026-09-23", self.cadence))

    def test_leaves_room_for_what_is_due_already(self):
        for number in range(3):
            other = self._create_customer(f"Born {number}", birthdate="1980-09-23")
            self.touchpoints.create(
                {
                    "customer_id": other.id,
                    "due_date": "2026-09-23",
                    "content_id": self.birthday.id,
                }
            )
        self._generate("2026-09-23")
        self.assertNotIn("2026-09-23", self._get_days(self.high | self.low))

    def test_full_interval_waits_for_the_next_free_day(self):
        self.rm.daily_capacity = 1
        self._generate("2026-09-23")
        days = Counter(self._get_days(self.high | self.low))
        self.assertEqual(set(days.values()), {1})
        self.assertEqual(len(days), 42)

    def test_customer_established_later_finds_a_place(self):
        self._generate("2026-09-23")
        late = self._create_customer("Late", segment_id=self.high_high.id)
        self._generate("2026-09-24")
        self.assertTrue(
            fields.Date.to_date("2026-09-24")
            <= late.next_contact_date
            <= fields.Date.to_date("2026-10-09")
        )
        days = Counter(self._get_days(self.high | self.low | late))
        self.assertEqual(max(days.values()), 3)

    def test_without_manager_there_is_no_limit(self):
        self.low.user_id = False
        self.low.segment_id = self.high_high
        self._generate("2026-09-23")
        self.assertEqual(max(self._get_days(self.low)), "2026-10-08")

    def test_contacted_customers_are_not_spread(self):
        self.high[0].last_contact_date = "2026-09-01"
        self._generate("2026-09-23")
        self.assertEqual(str(self.high[0].cadence_start), "2026-09-01")
        self.assertEqual(str(self.high[0].next_contact_date), "2026-09-16")
