from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_run import STEPS, RunCase

LOGGER = "odoo.addons.branch_relationship.models.relationship_run"


@tagged("post_install", "-at_install")
class TestRelationshipRun(RunCase):
    def _get_nights(self):
        return [
            (branch, str(date)) for _company, branch, date in self.runs._get_nights()
        ]

    def _run_nights(self):
        for night in self.runs._get_nights():
            self.runs._run_night(*night)

    def _break(self, step, error):
        """Let a step fail after it has done its work."""
        name = f"_step_{step}"
        work = getattr(type(self.runs), name)

        def fail(runs, company, branch, date):
            work(runs, company, branch, date)
            raise error

        return patch.object(type(self.runs), name, fail)

    def _get_contacts(self):
        return [
            (row.customer_id, row.due_date, row.state, row.reason_ids.mapped("key"))
            for row in self.touchpoints.search([], order="id")
        ]

    def test_turn_comes_at_the_local_hour(self):
        self._create_abroad()
        for now, nights in (
            ("2026-09-23 00:30", [(self.new_york, "2026-09-22")]),
            ("2026-09-23 04:59", [(self.new_york, "2026-09-22")]),
            (
                "2026-09-23 05:00",
                [(self.sub, "2026-09-23"), (self.new_york, "2026-09-22")],
            ),
            # 16:59 in Shanghai is 04:59 in New York
            ("2026-09-23 16:59", [(self.sub, "2026-09-23")]),
            (
                "2026-09-23 17:00",
                [(self.sub, "2026-09-23"), (self.new_york, "2026-09-23")],
            ),
        ):
            with self.subTest(now=now), self.shanghai(now):
                self.assertEqual(self._get_nights(), nights)

    def test_archived_branch_has_its_night(self):
        """Its customers are contacted until they are moved; the capacity counts."""
        second = self._create_customer("Second", birthdate="1980-09-23")
        self.sub.daily_capacity = 1
        self.sub.active = False
        self.env.flush_all()
        with self.shanghai("2026-09-23 05:30"):
            self._run_nights()
            rows = self._get_open(self.customer) | self._get_open(second)
            self.assertEqual(sorted(rows.mapped("state")), ["assigned", "planned"])
            self.assertEqual(rows.user_id, self.rm)
            strip = self.touchpoints.with_user(self.rm).my_day_strip()
            self.assertEqual(strip["left"], 1)
            head = self.touchpoints.with_user(self.head)
            self.assertEqual(head.search_count([("id", "in", rows.ids)]), 2)

    def test_night_runs_every_step_once(self):
        with self.shanghai("2026-09-23 07:30"):
            self._run_nights()
            self.assertEqual(self._get_nights(), [])
        self.assertEqual(
            self._get_rows(self.sub), [(step, "done", "2026-09-23") for step in STEPS]
        )
        self.assertEqual(self._get_rows(self.new_york), [])
        due = self.runs.search([("step", "=", "due")])
        self.assertEqual(due.count, 1)
        touchpoint = self._get_open(self.customer)
        self.assertEqual(touchpoint.state, "assigned")
        self.assertEqual(str(touchpoint.due_date), "2026-09-23")

    def test_branch_in_another_zone_has_its_own_day(self):
        abroad = self._create_abroad()
        with self.shanghai("2026-09-24 04:00"):  # 16:00 of the 23rd in New York
            self._run_nights()
        self.assertEqual(
            self._get_rows(self.new_york),
            [(step, "done", "2026-09-23") for step in STEPS],
        )
        self.assertPlan(abroad, ("2026-09-23", self.birthday))

    def test_run_twice_is_the_same_ledger(self):
        with self.shanghai("2026-09-23 07:30"):
            self._run_nights()
            before = self._get_ledger()
            self.runs.search([]).action_run_again()
        self.assertEqual(self._get_ledger(), before)

    def test_failing_step_is_undone_and_taken_up_again(self):
        with self.shanghai("2026-09-23 07:30"):
            with self._undone():
                self._run_nights()
                expected = self._get_contacts()
            self.assertEqual(expected[0][2], "assigned")
            for index, step in enumerate(STEPS[1:], start=1):
                with self.subTest(step=step), self._undone():
                    before = self._get_contacts()
                    with self._break(step, ValueError("Out of paper")):
                        with mute_logger(LOGGER):
                            self._run_nights()
                    rows = self._get_rows(self.sub)
                    self.assertEqual(
                        [row[1] for row in rows], ["done"] * index + ["failed"]
                    )
                    failed = self.runs.search([("state", "=", "failed")])
                    self.assertEqual(failed.error, "ValueError: Out of paper\n")
                    if step == "due":
                        self.assertEqual(self._get_contacts(), before)
                    self.assertEqual(self._get_nights(), [(self.sub, "2026-09-23")])
                    self._run_nights()
                    self.assertEqual(self._get_contacts(), expected)
                    self.assertEqual(
                        self._get_rows(self.sub),
                        [(name, "done", "2026-09-23") for name in STEPS],
                    )
                    self.assertFalse(failed.error)

    def test_day_is_made_with_the_segments_of_yesterday(self):
        states = ["failed", "done", "done", "done", "done"]
        for work in (self._run_nights, self._run_job):
            with self.subTest(work=work.__name__), self._undone():
                with self.shanghai("2026-09-23 07:30"):
                    with self._break("classify", ValueError("Out of paper")):
                        with mute_logger(LOGGER):
                            work()
                    rows = self._get_rows(self.sub)
                    self.assertEqual([row[0] for row in rows], STEPS)
                    self.assertEqual([row[1] for row in rows], states)
                    self.assertEqual(self._get_open(self.customer).state, "assigned")
                    before = self._get_contacts()
                    self.assertEqual(self._get_nights(), [(self.sub, "2026-09-23")])
                    work()
                    self.assertEqual(
                        self._get_rows(self.sub),
                        [(step, "done", "2026-09-23") for step in STEPS],
                    )
                    self.assertEqual(self._get_contacts(), before)
                    self.assertEqual(self._get_nights(), [])

    def test_failing_branch_does_not_stop_the_others(self):
        self._create_abroad()
        with self.shanghai("2026-09-23 17:00"):
            work = type(self.runs)._step_due

            def fail(runs, company, branch, date):
                if branch == self.sub:
                    raise ValueError("Out of paper")
                return work(runs, company, branch, date)

            with patch.object(type(self.runs), "_step_due", fail):
                with mute_logger(LOGGER):
                    self._run_nights()
        self.assertEqual(self._get_rows(self.sub)[-1][:2], ("due", "failed"))
        self.assertEqual(
            self._get_rows(self.new_york),
            [(step, "done", "2026-09-23") for step in STEPS],
        )

    def test_interference_is_for_the_loop_to_try_again(self):
        with self.shanghai("2026-09-23 07:30"):
            error = psycopg2.errors.SerializationFailure("could not serialize")
            with self._break("due", error):
                with self.assertRaises(psycopg2.errors.SerializationFailure):
                    self._run_nights()

    def test_night_begun_before_midnight_keeps_its_date(self):
        self.company.relationship_night_hour = 23.5
        with self.shanghai("2026-09-23 23:40"):
            with self._break("expire", ValueError("Killed")), mute_logger(LOGGER):
                self._run_nights()
        with self.shanghai("2026-09-24 00:10"):
            self.assertEqual(self._get_nights()[0], (self.sub, "2026-09-23"))
            self._run_nights()
        self.assertEqual(
            self._get_rows(self.sub), [(step, "done", "2026-09-23") for step in STEPS]
        )
        with self.shanghai("2026-09-24 00:40"):
            self.assertNotIn(self.sub, [branch for branch, _date in self._get_nights()])

    def test_missed_day_is_made_up(self):
        self.birthday.notice_days = 0
        with self.shanghai("2026-09-22 07:30"):
            self._run_nights()
        self.assertFalse(self._get_open(self.customer))
        with self.shanghai("2026-09-24 07:30"):
            self._run_nights()
        self.assertPlan(self.customer, ("2026-09-23", self.birthday))

    def test_speaks_the_language_of_the_bank(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        touchpoint = self.touchpoints.create(
            {"customer_id": self.customer.id, "due_date": "2026-07-01"}
        )
        with self.shanghai("2026-09-23 07:30"):
            self._run_nights()
        self.assertEqual(touchpoint.state, "expired")
        self.assertEqual(touchpoint.skip_reason, "未及时联系")

    def test_repairs_contact_whose_activity_is_gone(self):
        with self.shanghai("2026-09-23 07:30"):
            self._run_nights()
            touchpoint = self._get_open(self.customer)
            self.env.cr.execute(
                "DELETE FROM mail_activity WHERE id = %s", [touchpoint.activity_ids.id]
            )
            self.env.invalidate_all()
        with self.shanghai("2026-09-24 07:30"):
            self._run_nights()
        self.assertEqual(touchpoint.state, "assigned")
        self.assertEqual(len(touchpoint.activity_ids), 1)

    def test_administrator_runs_a_branch_again(self):
        with self.shanghai("2026-09-23 07:30"):
            self._run_nights()
            self._create_customer("New", birthdate="1980-09-23")
            run = self.runs.search([("branch_id", "=", self.sub.id)], limit=1)
            run.with_user(self.admin).action_run_again()
        due = self.runs.search([("branch_id", "=", self.sub.id), ("step", "=", "due")])
        self.assertEqual(due.count, 1)
        self.assertEqual(len(self.touchpoints.search([])), 2)

    def test_run_again_after_midnight_is_the_day_before(self):
        """The night to come still comes, with the deliveries of this night."""
        with self.shanghai("2026-09-23 07:30"):
            self._run_nights()
            run = self.runs.search([("branch_id", "=", self.sub.id)], limit=1)
        with self.shanghai("2026-09-24 00:30"):
            run.with_user(self.admin).action_run_again()
            runs = self.runs.search([("branch_id", "=", self.sub.id)])
            self.assertEqual(
                {str(date) for date in runs.mapped("date")}, {"2026-09-23"}
            )
        with self.shanghai("2026-09-24 07:30"):
            self._create_customer("New", birthdate="1980-09-24")
            self._run_nights()
        self.assertEqual(
            self.runs.search_count([("date", "=", "2026-09-24")]), len(STEPS)
        )

    def test_deliveries_run_again_wake_the_job(self):
        """Their row has no branch, yet is not the night of those without one."""
        run = self.runs.create(
            {
                "company_id": self.company.id,
                "date": "2026-09-23",
                "step": "feed",
                "state": "failed",
            }
        )
        cron = "branch_relationship.ir_cron_relationship_night"
        with self.shanghai("2026-09-23 07:30"):
            with self.capture_triggers(cron) as triggers:
                run.with_user(self.admin).action_run_again()
        self.assertEqual(len(triggers.records), 1)
        self.assertEqual(self.runs.search([]), run)

    def test_administrator_wakes_the_job(self):
        cron = "branch_relationship.ir_cron_relationship_night"
        with self.capture_triggers(cron) as triggers:
            self.runs.with_user(self.admin).action_run_now()
        self.assertEqual(len(triggers.records), 1)

    def test_only_administrators(self):
        for user in (self.employee, self.rm, self.head):
            runs = self.runs.with_user(user)
            with self.assertRaises(AccessError):
                runs.action_run_now()
            with self.assertRaises(AccessError):
                runs.search([])
        with self.assertRaises(AccessError):
            self.runs.with_user(self.admin).create(
                {
                    "company_id": self.company.id,
                    "date": "2026-09-23",
                    "step": "due",
                }
            )

    def test_row_that_was_killed_is_taken_up(self):
        self.runs.create(
            {
                "company_id": self.company.id,
                "branch_id": self.sub.id,
                "date": "2026-09-23",
                "step": "classify",
            }
        )
        with self.shanghai("2026-09-23 07:30"):
            self._run_nights()
        self.assertEqual(
            self._get_rows(self.sub), [(step, "done", "2026-09-23") for step in STEPS]
        )
