from odoo.exceptions import UserError
from odoo.fields import Date
from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointOutcome(LedgerCase):
    def _record(self, touchpoint, **values):
        touchpoint.with_user(self.rm).record_outcome(values)

    def test_reached_through_its_activity(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        activity = touchpoint.activity_ids
        with self.shanghai("2026-09-23 00:30"):
            self._record(
                touchpoint,
                result="reached",
                channel="phone",
                mood="pleased",
                note="Likes gold",
                next_step="Send a quote",
            )
        self.assertEqual(touchpoint.state, "done")
        self.assertEqual(touchpoint.result, "reached")
        self.assertEqual(touchpoint.mood, "pleased")
        self.assertEqual(touchpoint.note, "Likes gold")
        self.assertEqual(str(touchpoint.done_date), "2026-09-23")
        self.assertEqual(str(touchpoint.done_at), "2026-09-22 16:30:00")
        self.assertEqual(touchpoint.done_user_id, self.rm)
        self.assertFalse(touchpoint.needs_outcome)
        self.assertFalse(activity.active)
        self.assertIn("Reached · Phone · Pleased", activity.feedback)
        self.assertIn("Next step: Send a quote", activity.feedback)
        self.assertEqual(str(self.customer.last_contact_date), "2026-09-23")
        self.assertEqual(str(self.customer.cadence_start), "2026-09-23")
        message = self.customer.message_ids[0]
        self.assertIn("Likes gold", message.body)
        self.assertEqual(message.author_id, self.rm.partner_id)

    def test_local_day_without_branch_is_the_users(self):
        self.customer.branch_id = False
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        with self.shanghai("2026-09-23 07:30"):
            self._record(touchpoint, result="reached")
        self.assertEqual(str(touchpoint.done_date), "2026-09-23")
        self.assertEqual(str(touchpoint.done_at), "2026-09-22 23:30:00")

    def test_reached_without_activity(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        with self.shanghai("2026-09-23 09:30"):
            self._record(touchpoint, result="reached", channel="visit")
        self.assertEqual(touchpoint.state, "done")
        self.assertIn("Reached · Visit", self.customer.message_ids[0].body)

    def test_one_way_channel_is_no_contact(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23", self.urgent)
        self._record(touchpoint, result="reached", channel="sms")
        self.assertEqual(touchpoint.state, "done")
        self.assertFalse(self.customer.last_contact_date)
        self.assertFalse(self.customer.cadence_start)

    def test_one_way_channel_restarts_a_cadence_it_used_up(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        with self.shanghai("2026-09-23 09:30"):
            self._record(touchpoint, result="reached", channel="sms")
        self.assertFalse(self.customer.last_contact_date)
        self.assertEqual(str(self.customer.cadence_start), "2026-09-23")

    def test_not_reached_three_times(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-24", self.routine)
        activity = touchpoint.activity_ids
        with self.shanghai("2026-09-24 10:00"):
            self._record(touchpoint, result="not_reached", channel="phone")
        self.assertEqual(touchpoint.attempt_count, 1)
        self.assertEqual(touchpoint.state, "assigned")
        self.assertEqual(str(touchpoint.due_date), "2026-09-25")
        self.assertEqual(str(activity.date_deadline), "2026-09-25")
        self.assertTrue(activity.active)
        with self.shanghai("2026-09-25 23:50"):
            self._record(touchpoint, result="not_reached")
        self.assertEqual(str(touchpoint.due_date), "2026-09-28", "after the weekend")
        self.assertEqual(str(touchpoint.first_due_date), "2026-09-24")
        with self.shanghai("2026-09-28 10:00"):
            self._record(touchpoint, result="not_reached")
        self.assertEqual(touchpoint.state, "expired")
        self.assertEqual(touchpoint.attempt_count, 3)
        self.assertFalse(activity.exists())
        self.assertFalse(self.customer.last_contact_date)
        self.assertEqual(str(self.customer.cadence_start), "2026-09-28")

    def test_not_reached_onto_a_taken_day_merges(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-24", self.routine)
        standing = self._create_touchpoint(self.customer, "2026-09-25", self.urgent)
        with self.shanghai("2026-09-24 10:00"):
            self._record(touchpoint, result="not_reached")
        self.assertEqual(touchpoint.merged_into_id, standing)
        self.assertEqual(standing.state, "assigned")
        self.assertEqual(standing.attempt_count, 1)
        self.assertEqual(str(standing.activity_ids.date_deadline), "2026-09-25")
        self.assertEqual(standing.activity_ids.summary, "Urgent and 1 more")

    def test_skipped_needs_a_reason(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        with self.assertRaises(UserError):
            self._record(touchpoint, note="no")
        self.assertEqual(touchpoint.state, "assigned")
        with self.shanghai("2026-09-23 10:00"):
            self._record(touchpoint, skip_reason="Abroad")
        self.assertEqual(touchpoint.state, "skipped")
        self.assertEqual(touchpoint.skip_reason, "Abroad")
        self.assertFalse(touchpoint.activity_ids)
        self.assertEqual(str(self.customer.cadence_start), "2026-09-23")
        self.assertIn("Skipped: Abroad", self.customer.message_ids[0].body)

    def test_declined_closes_without_contact(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.urgent)
        self._record(touchpoint, result="declined")
        self.assertEqual(touchpoint.state, "done")
        self.assertEqual(touchpoint.result, "declined")
        self.assertFalse(self.customer.last_contact_date)

    def test_closed_contacts_stay_closed(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        self._record(touchpoint, result="reached")
        with self.assertRaisesRegex(UserError, "closed already"):
            self._record(touchpoint, result="not_reached")
        self.assertEqual(touchpoint.result, "reached")

    def test_next_step_is_planned(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        self._record(
            touchpoint, result="reached", next_step="Quote", next_date="2026-09-30"
        )
        planned = self.customer.touchpoint_ids - touchpoint
        self.assertEqual(str(planned.due_date), "2026-09-30")
        self.assertEqual(planned.purpose, "Quote")
        self.assertEqual(planned.state, "planned")
        self.assertEqual(planned.user_id, self.rm)

    def test_done_elsewhere_waits_for_its_outcome(self):
        self.customer.last_contact_date = "2026-08-01"
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        with self.shanghai("2026-09-23 10:00"):
            touchpoint.activity_ids.with_user(self.rm).action_feedback("Well")
        self.assertTrue(touchpoint.needs_outcome)
        self.assertEqual(str(self.customer.last_contact_date), "2026-09-23")
        with self.shanghai("2026-09-24 10:00"):
            self._record(touchpoint, result="reached", channel="sms", mood="calm")
        self.assertFalse(touchpoint.needs_outcome)
        self.assertEqual(touchpoint.channel, "sms")
        self.assertEqual(touchpoint.note, "Well")
        self.assertEqual(str(touchpoint.done_date), "2026-09-23")
        self.assertEqual(str(self.customer.last_contact_date), "2026-08-01")

    def test_done_elsewhere_was_not_reached(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.urgent)
        with self.shanghai("2026-09-23 10:00"):
            touchpoint.activity_ids.with_user(self.rm).action_feedback()
            self._record(touchpoint, result="not_reached")
        self.assertEqual(touchpoint.state, "planned")
        self.assertEqual(str(touchpoint.due_date), "2026-09-24")
        self.assertEqual(touchpoint.attempt_count, 1)
        self.assertFalse(touchpoint.needs_outcome)
        self.assertFalse(touchpoint.done_date)
        self.assertFalse(self.customer.last_contact_date)

    def test_done_elsewhere_was_not_reached_and_the_next_day_is_taken(self):
        """What stands on the next day takes it over: assigned, with one activity."""
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        standing = self._create_assigned(self.customer, "2026-09-24", self.urgent)
        activity = standing.activity_ids
        with self.shanghai("2026-09-23 10:00"):
            touchpoint.activity_ids.with_user(self.rm).action_feedback()
            self._record(touchpoint, result="not_reached")
        self.assertEqual(touchpoint.state, "skipped")
        self.assertEqual(touchpoint.merged_into_id, standing)
        self.assertFalse(touchpoint.done_date or touchpoint.done_user_id)
        self.assertEqual(standing.state, "assigned")
        self.assertEqual(standing.attempt_count, 1)
        with self.shanghai("2026-09-24 05:30"):
            day = Date.to_date("2026-09-24")
            self.env["relationship.touchpoint"]._dispatch(day)
        self.assertEqual(standing.activity_ids, activity)
        self.assertEqual(activity.summary, "Urgent and 1 more")
