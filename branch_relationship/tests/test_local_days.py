from odoo import fields
from odoo.tests import tagged

from .common_run import RunCase

#: Times in Shanghai at which UTC and New York still have the day before.
EARLY = ("2026-09-23 00:30", "2026-09-23 07:30")
SHANGHAI, NEW_YORK = (fields.Date.to_date(f"2026-09-{day}") for day in (23, 22))


@tagged("post_install", "-at_install")
class TestLocalDays(RunCase):
    """The same customer in Shanghai and in New York: each branch has its own days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.abroad_rm = cls._create_user(
            "rel_abroad_rm", "branch_relationship.branch_relationship_group_rm"
        )
        cls.abroad_rm.tz = "America/New_York"
        cls.new_york.member_ids = cls.abroad_rm
        cls.abroad = cls._create_customer(
            "Smith",
            branch_id=cls.new_york.id,
            user_id=cls.abroad_rm.id,
            birthdate="1980-09-23",
        )
        cls.both = cls.customer | cls.abroad
        cls.users = (cls.rm, cls.abroad_rm)

    def _run_nights(self, now):
        with self.shanghai(now):
            for night in self.runs._get_nights():
                self.runs._run_night(*night)

    def _get_states(self):
        return [self._get_open(customer).mapped("state") for customer in self.both]

    def _plan(self, date):
        """Let both be contacted on a day, and see it on My Day."""
        for customer in self.both:
            touchpoint = self.touchpoints.create(
                {"customer_id": customer.id, "due_date": date}
            )
            touchpoint._assign()
        return [self._get_open(customer) for customer in self.both]

    def test_contacts_are_due_on_the_branchs_day(self):
        """A birthday on the 23rd: 07:30 of it in Shanghai is the 22nd in New York."""
        self._run_nights("2026-09-23 07:30")
        self.assertPlan(self.customer, ("2026-09-23", self.birthday))
        self.assertPlan(self.abroad, ("2026-09-23", self.birthday))
        self.assertEqual(self._get_states(), [["assigned"], ["planned"]])
        made = [self._get_open(customer).made_date for customer in self.both]
        self.assertEqual(made, [SHANGHAI, NEW_YORK])
        self._run_nights("2026-09-23 16:59")
        self.assertEqual(self._get_states(), [["assigned"], ["planned"]])
        self._run_nights("2026-09-23 17:00")
        self.assertEqual(self._get_states(), [["assigned"], ["assigned"]])

    def test_festivals_and_days_that_matter(self):
        """Both are made without notice: only where it is the 23rd already."""
        festival = self.env["relationship.festival"].create(
            {"name": "Founding Day", "calendar": "solar", "month": 9, "day": 23}
        )
        greeting = self.contents.create(
            {
                "name": "Founding Day",
                "trigger": "festival",
                "festival_ids": festival.ids,
                "notice_days": 0,
            }
        )
        mattering = self.env.ref(
            "branch_relationship.relationship_care_content_personal_date"
        )
        mattering.notice_days = 0
        self.birthday.active = False
        self.env["relationship.personal.date"].create(
            [
                {"customer_id": customer.id, "name": "Wedding", "date": "2010-09-23"}
                for customer in self.both
            ]
        )
        for now, places in (
            ("2026-09-23 00:30", 0),
            ("2026-09-23 07:30", 1),
            ("2026-09-23 17:00", 2),
        ):
            with self.subTest(now=now):
                self._run_nights(now)
                for number, customer in enumerate(self.both):
                    reasons = self._get_open(customer).reason_ids
                    expected = greeting | mattering if number < places else []
                    self.assertEqual(set(reasons.content_id), set(expected))

    def test_my_day(self):
        self._plan(NEW_YORK)
        self._plan(SHANGHAI)
        for now in EARLY:
            with self.subTest(now=now), self.shanghai(now):
                strips = [
                    self.touchpoints.with_user(user).my_day_strip()
                    for user in self.users
                ]
                days = [strip["date"] for strip in strips]
                self.assertEqual(days, [SHANGHAI, NEW_YORK])
                self.assertEqual([strip["left"] for strip in strips], [2, 1])
                self.assertEqual([strip["overdue"] for strip in strips], [1, 0])

    def test_done_on_the_branchs_day(self):
        """The clock of whoever does it, here in London, does not matter."""
        for now in EARLY:
            with self.subTest(now=now), self._undone(), self.shanghai(now):
                for user in self.users:
                    user.tz = "Europe/London"
                planned = self._plan(NEW_YORK)
                for touchpoint, user in zip(planned, self.users, strict=True):
                    touchpoint.with_user(user).record_outcome(
                        {"result": "reached", "channel": "phone"}
                    )
                days = [touchpoint.done_date for touchpoint in planned]
                self.assertEqual(days, [SHANGHAI, NEW_YORK])
                days = self.both.mapped("last_contact_date")
                self.assertEqual(days, [SHANGHAI, NEW_YORK])

    def test_quiet_time(self):
        """It ends with the branch's 22nd, and is counted from the branch's today."""
        self.both.quiet_until = NEW_YORK
        self.company.relationship_quiet_days = 10
        for now in EARLY:
            with self.subTest(now=now), self._undone(), self.shanghai(now):
                quiet = [customer._is_quiet() for customer in self.both]
                self.assertEqual(quiet, [False, True])
                for touchpoint in self._plan(NEW_YORK):
                    touchpoint.record_outcome(
                        {"result": "reached", "is_complaint": True}
                    )
                days = [str(customer.quiet_until) for customer in self.both]
                self.assertEqual(days, ["2026-10-03", "2026-10-02"])

    def test_digest_is_of_the_branchs_day(self):
        self._plan(NEW_YORK)
        self._run_nights("2026-09-23 07:30")
        days = self.env["relationship.day"]
        found = [
            days.search([("user_id", "=", user.id)]).mapped("date")
            for user in self.users
        ]
        self.assertEqual(found, [[SHANGHAI], [NEW_YORK]])
