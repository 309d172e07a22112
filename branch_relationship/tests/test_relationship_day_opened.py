from odoo.exceptions import AccessError
from odoo.fields import Date, Datetime
from odoo.tests import tagged

from .common import RM
from .common_day import DAY, DayCase


@tagged("post_install", "-at_install")
class TestRelationshipDayOpened(DayCase):
    """Who has opened My Day, and who has not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ledger._dispatch(DAY)

    def _get_day(self, user, date=DAY):
        return self.days.search([("user_id", "=", user.id), ("date", "=", date)])

    def _open(self, user):
        self.days.with_user(user).note_opened()

    def _count_not_opened(self, user=None):
        """Return the figure of Branch Day; it is as long as the list behind it."""
        days = self.days.with_user(user or self.head)
        count = days.env["relationship.touchpoint"].my_day_strip("branch")["not_opened"]
        action = days.action_not_opened()
        people = days.search(action["domain"]).user_id
        self.assertEqual(len(people), count)
        return people

    def test_opening_is_noted_once(self):
        day = self._get_day(self.rm)
        self.assertFalse(day.opened_at)
        self.assertEqual(day.opened_percent, 0)
        self._open(self.rm)
        self.assertEqual(day.opened_at, Datetime.to_datetime("2026-09-22 23:30:00"))
        with self.shanghai("2026-09-23 10:00"):
            self._open(self.rm)
        self.assertEqual(day.opened_at, Datetime.to_datetime("2026-09-22 23:30:00"))
        self.assertEqual(day.opened_percent, 100)

    def test_the_strip_knows_and_does_not_write(self):
        ledger = self.ledger.with_user(self.rm)
        self.assertEqual(ledger.my_day_strip()["opened"], 0)
        self.assertFalse(self._get_day(self.rm).opened_at)
        self._open(self.rm)
        self.assertEqual(ledger.my_day_strip()["opened"], 1)
        with self.shanghai("2026-09-24 00:30"):
            self.assertEqual(ledger.my_day_strip()["opened"], 0, "another day")

    def test_opened_before_the_night_of_the_day(self):
        with self.shanghai("2026-09-24 00:30"):
            self._open(self.rm)
        day = self._get_day(self.rm, "2026-09-24")
        self.assertEqual((day.contact_count, day.opened_percent), (2, 100))
        self._create_due(self.routine, 1, "2026-09-24")
        with self.shanghai("2026-09-24 07:30"):
            self.ledger._dispatch(Date.to_date("2026-09-24"))
        self.assertEqual(day.contact_count, 3)
        self.assertTrue(day.opened_at)

    def test_the_head_sees_who_has_not(self):
        self.assertEqual(self._count_not_opened(), self.rm | self.colleague)
        self.assertEqual(
            self._count_not_opened(self.root_head), self.rm | self.colleague
        )
        self.assertEqual(self._count_not_opened(self.admin), self.rm | self.colleague)
        self.assertFalse(self._count_not_opened(self.other_head))
        self._open(self.rm)
        self.assertEqual(self._count_not_opened(), self.colleague)
        self._open(self.colleague)
        self.assertFalse(self._count_not_opened())

    def test_nobody_without_work_is_waited_for(self):
        waiting = self.ledger.search([("user_id", "=", self.colleague.id)])
        waiting.with_user(self.colleague).record_outcome({"result": "reached"})
        self.assertEqual(self._count_not_opened(), self.rm)

    def test_greetings_are_work(self):
        self.ledger.search(
            [("user_id", "=", self.rm.id), ("batch_id", "=", False)]
        ).with_user(self.rm).record_outcome({"result": "reached"})
        self.assertIn(self.rm, self._count_not_opened())

    def test_who_got_work_after_the_night_is_waited_for(self):
        late = self._create_user("rel_late", RM)
        self.sub.member_ids |= late
        self._create_assigned(self._create_customer(user_id=late.id), DAY, self.routine)
        self.assertIn(late, self._count_not_opened())
        self.assertEqual(self._get_day(late).contact_count, 1)

    def test_the_absent_are_not_waited_for(self):
        self.env["relationship.absence"].create(
            {"user_id": self.rm.id, "date_from": DAY, "date_to": DAY}
        )
        touchpoint = self._create_assigned(
            self._create_customer("Given"), DAY, self.routine, user_id=self.rm.id
        )
        self.assertEqual(touchpoint.user_id, self.rm)
        self.assertEqual(self._count_not_opened(), self.colleague)

    def test_the_last_time_is_told(self):
        with self.shanghai("2026-09-21 08:00"):
            self._open(self.rm)
        action = self.days.with_user(self.head).action_not_opened()
        days = self.days.with_user(self.head).search(action["domain"])
        last = {day.user_id: day.last_opened_date for day in days}
        self.assertEqual(
            last, {self.rm: Date.to_date("2026-09-21"), self.colleague: False}
        )

    def test_use_is_followed_over_days(self):
        with self.shanghai("2026-09-22 08:00"):
            self._open(self.rm)
        groups = self.days.with_user(self.head)._read_group(
            [("user_id", "in", (self.rm | self.colleague).ids)],
            ["user_id"],
            ["opened_percent:avg"],
        )
        self.assertEqual(dict(groups), {self.rm: 50, self.colleague: 0})

    def test_their_contacts_are_a_click_away(self):
        action = self._get_day(self.rm).with_user(self.head).action_open_branch_day()
        self.assertEqual(
            (action["res_model"], action["context"]["search_default_user_id"]),
            ("relationship.touchpoint", self.rm.id),
        )

    def test_only_relationship_managers(self):
        with self.assertRaises(AccessError):
            self._open(self.employee)
        self.assertFalse(self._get_day(self.employee))
