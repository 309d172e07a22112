from collections import Counter
from datetime import date, timedelta

from odoo.tests import tagged

from .common_due import DueCase

FIRST, LAST = date(2026, 9, 26), date(2026, 10, 4)
BEFORE, AFTER = date(2026, 9, 25), date(2026, 10, 5)


@tagged("post_install", "-at_install")
class TestRelationshipHoliday(DueCase):
    """Nine days off, from Saturday 26 September to Sunday 4 October 2026."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-21 00:30"))
        cls._archive_other_customers()
        (cls.maturity_30 | cls.maturity_7 | cls.maturity_after).active = False
        cls.contents.write({"notice_days": 20})
        product = cls._create_product("deposit")
        cls.every_day = [FIRST + timedelta(days=n) for n in range(-2, 12)]
        cls.people = cls.env["res.partner"]
        for day in cls.every_day:
            person = cls._create_customer(
                f"Due {day}",
                segment_id=cls.high_high.id,
                birthdate=day.replace(year=1980),
            )
            person._record_contact(day - timedelta(days=15))
            cls._create_holding(person, product, f"D{day}", matures_on=day)
            cls.people |= person

    def _create_holiday(self):
        self.env["relationship.calendar.day"].create(
            [
                {"name": "Nine Days", "date": FIRST + timedelta(days=n)}
                for n in range((LAST - FIRST).days + 1)
            ]
        )

    def _get_days(self, content):
        """Return the due day of each person's contact for this content."""
        rows = self._get_open(self.people)
        return {
            reason.due_date: row.due_date
            for row in rows
            for reason in row.reason_ids
            if reason.content_id == content
        }

    def _get_moved(self, moved):
        """Return the due day by occasion where the nine days move to this one."""
        return {day: moved if FIRST <= day <= LAST else day for day in self.every_day}

    def _get_open(self, customers):
        return self.touchpoints.search(
            [
                ("customer_id", "in", customers.ids),
                ("state", "in", ("planned", "assigned")),
            ]
        )

    def assert_moved(self, cadence):
        """Check that what precedes its occasion stands before the nine days, and
        nobody has two contacts on a day.

        :param cadence: the expected day by occasion of the contact interval
        """
        self.assertEqual(self._get_days(self.birthday), self._get_moved(BEFORE))
        self.assertEqual(self._get_days(self.maturity_0), self._get_moved(BEFORE))
        self.assertEqual(self._get_days(self.cadence), cadence)
        rows = self._get_open(self.people)
        pairs = Counter((row.customer_id, row.due_date) for row in rows)
        self.assertEqual(set(pairs.values()), {1})
        self.assertFalse([row for row in rows if FIRST <= row.due_date <= LAST])

    def test_known_beforehand(self):
        self._create_holiday()
        self._generate("2026-09-21")
        self.assert_moved(self._get_moved(AFTER))

    def _get_joint(self):
        """Return the days of the interval where one contact moves with all of its
        reasons: it shares the working days with the stronger ones, not the weekends."""
        return {
            day: BEFORE if day.weekday() < 5 and moved == AFTER != day else moved
            for day, moved in self._get_moved(AFTER).items()
        }

    def test_imported_afterwards(self):
        self._generate("2026-09-21")
        self._create_holiday()
        self.assert_moved(self._get_joint())
        ledger = self._get_ledger()
        self._generate("2026-09-21")
        self.assertEqual(self._get_ledger(), ledger)

    def test_imported_when_assigned(self):
        self._generate("2026-09-21")
        rows = self._get_open(self.people)
        rows._assign()
        self._create_holiday()
        self.assert_moved(self._get_joint())
        for row in self._get_open(self.people):
            self.assertEqual(row.activity_ids.date_deadline, row.due_date)
        closed = rows - self._get_open(self.people)
        self.assertFalse(closed.activity_ids)

    def test_taken_back(self):
        self._generate("2026-09-21")
        self._create_holiday()
        days = self.env["relationship.calendar.day"].search(
            [("date", ">=", FIRST), ("date", "<=", LAST)]
        )
        days.unlink()
        after = self._get_days(self.cadence)
        self.assertEqual(after, {day: self._on_week(day, 1) for day in self.every_day})
        self.assertEqual(
            self._get_days(self.birthday),
            {day: self._on_week(day, -1) for day in self.every_day},
        )

    def test_day_before_is_done_already(self):
        """What moves onto a day whose contact is done joins it; maturities do not."""
        self._generate("2026-09-21")
        born, maturing = (
            self._create_customer(name, birthdate=birthdate)
            for name, birthdate in (("Born", "1980-09-30"), ("Maturing", False))
        )
        product = self._create_product("deposit")
        self._create_holding(maturing, product, "M1", matures_on="2026-09-30")
        self._generate("2026-09-21")
        [birthday], [maturity] = self._get_open(born), self._get_open(maturing)
        birthday._assign()
        with self.shanghai("2026-09-25 16:00"):
            done = self.touchpoints.create(
                [
                    {"customer_id": born.id, "due_date": BEFORE},
                    {"customer_id": maturing.id, "due_date": BEFORE},
                ]
            )
            done.record_outcome({"result": "declined"})
            self._create_holiday()
        self.assertEqual(birthday.state, "skipped")
        self.assertEqual(birthday.merged_into_id, done[0])
        self.assertFalse(birthday.activity_ids)
        self.assertEqual(done[0].reason_ids.content_id, self.birthday)
        self.assertEqual(done[0].state, "done")
        self.assertEqual((maturity.state, maturity.due_date), ("planned", BEFORE))

    def _on_week(self, day, direction):
        while day.weekday() > 4:
            day += timedelta(days=direction)
        return day

    def test_capacity_before_and_after(self):
        self.rm.daily_capacity = 4
        self._create_holiday()
        self._generate("2026-09-21")
        for day, now in ((BEFORE, 4), (FIRST, 0), (LAST, 0), (AFTER, 4)):
            with self.shanghai(f"{day} 05:30"):
                self.assertEqual(self.touchpoints._dispatch(day), now, day)
                assigned = self._get_open(self.people).filtered(
                    lambda row: row.state == "assigned"
                )
                self.assertLessEqual(len(assigned), 4)
                assigned.record_outcome({"result": "declined"})

    def test_not_reached_waits_for_the_end(self):
        self._create_holiday()
        with self.shanghai("2026-09-25 16:00"):
            touchpoint = self.touchpoints.create(
                {"customer_id": self.customer.id, "due_date": BEFORE}
            )
            touchpoint.record_outcome({"result": "not_reached"})
            self.assertEqual(touchpoint.due_date, AFTER)
            touchpoint.write({"due_date": BEFORE})
            touchpoint.action_postpone()
            self.assertEqual(touchpoint.due_date, AFTER)

    def test_new_customers_are_spread_around_it(self):
        self.rm.daily_capacity = 2
        self._create_holiday()
        self.people.active = False
        fresh = self.env["res.partner"]
        for number in range(16):
            fresh |= self._create_customer(
                f"Fresh {number}", segment_id=self.high_high.id
            )
        self._generate("2026-09-21")
        days = Counter(fresh.mapped("next_contact_date"))
        self.assertEqual(sum(days.values()), 16)
        self.assertLessEqual(max(days.values()), 2)
        self.assertFalse([day for day in days if FIRST <= day <= LAST])
        self.assertFalse([day for day in days if day.weekday() > 4])
