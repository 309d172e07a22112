from odoo.tests import tagged

from .common_my_day import MyDayCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointWhen(MyDayCase):
    """Contacts around the weekend of Saturday 26 September 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.thursday = cls._create_assigned(cls.anna, "2026-09-24")
        cls.friday = cls._create_assigned(cls.ben, "2026-09-25")
        cls.monday = cls._create_assigned(cls.carl, "2026-09-28")
        cls.contacts = cls.thursday | cls.friday | cls.monday

    def _create_day(self, date, **values):
        self.env["relationship.calendar.day"].create({"date": date, **values})

    def assertWhen(self, day, *texts):
        """Check what My Day says of the three contacts on this day, and that strip,
        filter and card say the same of who is late."""
        with self.shanghai(f"{day} 09:00"):
            self.env.invalidate_all()
            rows = self.contacts.with_user(self.rm)
            self.assertEqual(rows.mapped("due_text"), list(texts))
            late = rows.filtered(lambda row: row.due_text.endswith("late"))
            self.assertEqual(rows.filtered("is_overdue"), late)
            self.assertEqual(rows.my_day_strip()["overdue"], len(late))
            mine = [("id", "in", rows.ids)]
            self.assertEqual(rows.search([("is_overdue", "=", True), *mine]), late)
            cards = [row.customer_id.care_overview["next"]["is_late"] for row in rows]
            self.assertEqual(cards, rows.mapped("is_overdue"))

    def test_working_day(self):
        self.assertWhen("2026-09-24", "Today", "Tomorrow", "September 28")
        self.assertWhen("2026-09-25", "1 day late", "Today", "September 28")

    def test_weekend(self):
        for day, monday in (("2026-09-26", "September 28"), ("2026-09-27", "Tomorrow")):
            with self.subTest(day=day):
                self.assertWhen(day, "1 day late", "September 25", monday)

    def test_after_the_weekend(self):
        self.assertWhen("2026-09-28", "2 days late", "1 day late", "Today")
        self.assertWhen("2026-09-30", "4 days late", "3 days late", "2 days late")

    def test_holiday_joins_the_weekend(self):
        self._create_day("2026-09-29")
        self.assertWhen("2026-09-29", "2 days late", "1 day late", "September 28")

    def test_saturday_that_is_worked(self):
        self._create_day("2026-09-26", is_working=True)
        self.assertWhen("2026-09-26", "2 days late", "1 day late", "September 28")

    def test_each_company_has_its_calendar(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        self._create_day("2026-09-26", is_working=True, company_id=bank.id)
        customer = self._create_customer("Dora", company_id=bank.id, branch_id=False)
        theirs = self._create_assigned(customer, "2026-09-25")
        self.rm.company_ids |= bank
        with self.shanghai("2026-09-26 09:00"):
            ledger = theirs.with_user(self.rm).with_context(
                allowed_company_ids=self.rm.company_ids.ids
            )
            both = ledger | self.friday.with_env(ledger.env)
            self.assertEqual(both.mapped("is_overdue"), [True, False])
            late = both.search([("is_overdue", "=", True), ("id", "in", both.ids)])
            self.assertEqual(late, ledger)

    def test_only_open_contacts_are_late(self):
        self.thursday.record_outcome({"result": "reached"})
        with self.shanghai("2026-09-25 09:00"):
            done = self.thursday.with_user(self.rm)
            self.assertEqual((done.due_text, done.is_overdue), ("September 24", False))
            self.assertFalse(done.search([("is_overdue", "=", True)]) & done)
