from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_ledger import LedgerCase

DAY = Date.to_date("2026-09-23")


@tagged("post_install", "-at_install")
class TestRelationshipAbsence(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.absences = cls.env["relationship.absence"]
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))

    def _absent(self, user, date_from, date_to, by=None):
        return self.absences.with_user(by or user).create(
            {"user_id": user.id, "date_from": date_from, "date_to": date_to}
        )

    def _get_place(self, touchpoint):
        self.env.invalidate_all()
        return touchpoint.state, touchpoint.user_id

    def test_due_work_waits_in_the_pool_and_comes_back(self):
        self._absent(self.rm, "2026-09-24", "2026-09-25")
        touchpoint = self._create_touchpoint(self.customer, "2026-09-24", self.routine)
        self.assertEqual(touchpoint.user_id, self.rm, "not due yet")
        self.ledger._dispatch(Date.to_date("2026-09-24"))
        self.assertEqual(
            self._get_place(touchpoint), ("planned", self.env["res.users"])
        )
        self.ledger._dispatch(Date.to_date("2026-09-25"))
        self.assertFalse(touchpoint.user_id)
        self.ledger._dispatch(Date.to_date("2026-09-28"))
        self.assertEqual(self._get_place(touchpoint), ("assigned", self.rm))

    def test_what_was_assigned_goes_at_once_and_returns_at_once(self):
        touchpoint = self._create_assigned(self.customer, DAY, self.routine)
        later = self._create_touchpoint(self.customer, "2026-09-30", self.urgent)
        absence = self._absent(self.rm, "2026-09-23", "2026-09-24")
        self.assertEqual(
            self._get_place(touchpoint), ("planned", self.env["res.users"])
        )
        self.assertFalse(touchpoint.activity_ids)
        self.assertEqual(later.user_id, self.rm)
        absence.with_user(self.rm).unlink()
        self.assertEqual(self._get_place(touchpoint), ("assigned", self.rm))
        self.assertEqual(len(touchpoint.activity_ids), 1)

    def test_an_absence_to_come_changes_nothing_today(self):
        touchpoint = self._create_assigned(self.customer, DAY, self.routine)
        self._absent(self.rm, "2026-09-24", "2026-09-24")
        self.assertEqual(self._get_place(touchpoint), ("assigned", self.rm))

    def test_shortened_it_gives_the_day_back(self):
        touchpoint = self._create_assigned(self.customer, DAY, self.routine)
        absence = self._absent(self.rm, "2026-09-22", "2026-09-30")
        self.assertFalse(touchpoint.user_id)
        absence.with_user(self.rm).date_to = "2026-09-22"
        self.assertEqual(self._get_place(touchpoint), ("assigned", self.rm))

    def test_a_claim_lasts_as_long_as_the_absence(self):
        touchpoint = self._create_assigned(self.customer, DAY, self.routine)
        self._absent(self.rm, "2026-09-23", "2026-09-25")
        touchpoint.with_user(self.colleague).action_claim()
        self.assertEqual(self._get_place(touchpoint), ("assigned", self.colleague))
        self.assertEqual(self.customer.cover_until, Date.to_date("2026-09-25"))
        self.ledger._dispatch(Date.to_date("2026-09-28"))
        self.assertEqual(self._get_place(touchpoint), ("assigned", self.rm))

    def test_a_cover_that_is_there_takes_over(self):
        self.customer.write(
            {"cover_user_id": self.colleague.id, "cover_until": "2026-12-31"}
        )
        touchpoint = self._create_assigned(self.customer, DAY, self.routine)
        self.assertEqual(touchpoint.user_id, self.rm)
        self._absent(self.rm, "2026-09-23", "2026-09-25")
        self.assertEqual(self._get_place(touchpoint), ("assigned", self.colleague))

    def test_greetings_wait_too(self):
        content = self._create_content("Greeting", "birthday", "2", delivery="batch")
        touchpoint = self._create_touchpoint(self.customer, DAY, content)
        self.ledger._dispatch(DAY)
        self.assertTrue(touchpoint.batch_id)
        self._absent(self.rm, "2026-09-23", "2026-09-25")
        self.assertEqual(
            self._get_place(touchpoint), ("planned", self.env["res.users"])
        )
        self.assertFalse(touchpoint.batch_id)

    def test_my_day_says_why_it_is_empty(self):
        self._absent(self.rm, "2026-09-23", "2026-09-23")
        self.assertEqual(
            self.ledger.with_user(self.rm).my_day_strip()["empty"],
            "You are entered as absent today. The pool has your day.",
        )

    def test_who_enters_and_sees_absences(self):
        absence = self._absent(self.rm, "2026-09-24", "2026-09-25", by=self.head)
        self._absent(self.rm, "2026-10-24", "2026-10-25", by=self.root_head)
        self._absent(self.rm, "2026-11-24", "2026-11-25", by=self.admin)
        for user in (self.colleague, self.other_rm, self.other_head):
            with self.assertRaises(AccessError, msg=user.login):
                self._absent(self.rm, "2026-12-24", "2026-12-25", by=user)
            self.assertFalse(self.absences.with_user(user).search([]), user.login)
            with self.assertRaises(AccessError, msg=user.login):
                absence.with_user(user).unlink()
        for user in (self.employee, self.salesman):
            with self.assertRaises(AccessError, msg=user.login):
                self.absences.with_user(user).search([])
        for user in (self.rm, self.head, self.root_head, self.admin):
            found = self.absences.with_user(user).search_count([])
            self.assertEqual(found, 3, user.login)

    @mute_logger("odoo.sql_db")
    def test_it_does_not_end_before_it_begins(self):
        with self.assertRaises(IntegrityError):
            self._absent(self.rm, "2026-09-25", "2026-09-24")
