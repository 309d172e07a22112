from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestOutcomeDialog(LedgerCase):
    def _open(self, action, user=None):
        """Open the dialog as the web client does with this action."""
        dialog = self.env[action["res_model"]].with_user(user or self.rm)
        view_id = action["views"][0][0]
        return Form(dialog.with_context(**action["context"]), view=view_id or None)

    def test_records_what_was_typed(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        dialog = self._open(touchpoint.with_user(self.rm).action_record_outcome())
        self.assertEqual(dialog.result, "reached")
        self.assertEqual(dialog.channel, "phone")
        self.assertEqual(dialog.subject, "Routine")
        dialog.mood = "worried"
        dialog.note = "Asked about gold"
        action = dialog.save().action_save()
        self.assertEqual(action["type"], "ir.actions.act_window_close")
        self.assertTrue(action["infos"]["is_recorded"])
        self.assertEqual(touchpoint.state, "done")
        self.assertEqual(touchpoint.channel, "phone")
        self.assertEqual(touchpoint.mood, "worried")
        self.assertEqual(touchpoint.note, "Asked about gold")

    def test_channel_follows_the_kind_of_activity(self):
        meeting = self._create_content(
            "Visit",
            "cadence",
            "1",
            activity_type_id=self.env.ref("mail.mail_activity_data_meeting").id,
        )
        touchpoint = self._create_assigned(self.customer, "2026-09-23", meeting)
        dialog = self._open(touchpoint.action_record_outcome())
        self.assertEqual(dialog.channel, "visit")

    def test_skip_asks_for_the_reason(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        dialog = self._open(touchpoint.action_skip())
        self.assertEqual(dialog.result, "skipped")
        with self.assertRaises(AssertionError):
            dialog.save()
        dialog.skip_reason = "Abroad"
        dialog.save().action_save()
        self.assertEqual(touchpoint.state, "skipped")
        self.assertEqual(touchpoint.skip_reason, "Abroad")
        self.assertFalse(touchpoint.channel)

    def test_skip_without_reason_over_rpc(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        dialog = self.env["relationship.touchpoint.outcome"].create(
            {"touchpoint_id": touchpoint.id, "result": "skipped"}
        )
        with self.assertRaisesRegex(UserError, "Say why"):
            dialog.action_save()
        self.assertEqual(touchpoint.state, "assigned")

    def test_next_step(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        dialog = self._open(touchpoint.action_record_outcome())
        dialog.next_step = "Bring the brochure"
        dialog.next_date = "2026-09-28"
        dialog.save().action_save()
        planned = self.customer.touchpoint_ids - touchpoint
        self.assertEqual(planned.purpose, "Bring the brochure")

    def test_unplanned_contact(self):
        with self.shanghai("2026-09-23 00:30"):
            dialog = self._open(self.customer.with_user(self.rm).action_log_contact())
            dialog.channel = "branch"
            dialog.save().action_save()
        touchpoint = self.customer.touchpoint_ids
        self.assertTrue(touchpoint.is_unplanned)
        self.assertEqual(touchpoint.state, "done")
        self.assertEqual(str(touchpoint.due_date), "2026-09-23")
        self.assertEqual(str(touchpoint.done_date), "2026-09-23")
        self.assertEqual(touchpoint.user_id, self.rm)
        self.assertEqual(str(self.customer.last_contact_date), "2026-09-23")

    def test_unplanned_contact_on_the_day_of_a_planned_one(self):
        planned = self._create_assigned(self.customer, "2026-09-23", self.routine)
        with self.shanghai("2026-09-23 10:00"):
            self._open(self.customer.action_log_contact()).save().action_save()
        self.assertEqual(self.customer.touchpoint_ids, planned)
        self.assertEqual(planned.state, "done")
        self.assertFalse(planned.is_unplanned)

    def test_completes_what_was_done_elsewhere(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        touchpoint.activity_ids.with_user(self.rm).action_feedback("Well")
        dialog = self._open(touchpoint.action_record_outcome())
        dialog.mood = "calm"
        dialog.save().action_save()
        self.assertFalse(touchpoint.needs_outcome)
        self.assertEqual(touchpoint.mood, "calm")
        self.assertEqual(touchpoint.note, "Well")

    def test_postponed_to_the_next_working_day(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-21", self.routine)
        with self.shanghai("2026-09-25 08:00"):
            touchpoint.with_user(self.rm).action_postpone()
        self.assertEqual(str(touchpoint.due_date), "2026-09-28")
        self.assertEqual(str(touchpoint.activity_ids.date_deadline), "2026-09-28")
        self.assertEqual(touchpoint.attempt_count, 0)

    def test_one_click(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        touchpoint.with_user(self.rm).action_reached()
        self.assertEqual(touchpoint.state, "done")
        self.assertEqual(touchpoint.channel, "phone")
        self.assertFalse(touchpoint.needs_outcome)

    def test_head_records_for_the_branch(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        touchpoint.with_user(self.head).record_outcome({"result": "reached"})
        self.assertEqual(touchpoint.done_user_id, self.head)
        self.assertEqual(touchpoint.user_id, self.rm)

    def test_others_record_nothing(self):
        touchpoint = self._create_assigned(self.customer, "2026-09-23", self.routine)
        for user in (self.colleague, self.other_head, self.salesman, self.employee):
            with self.assertRaises(AccessError):
                touchpoint.with_user(user).record_outcome({"result": "reached"})
            with self.assertRaises(AccessError):
                touchpoint.with_user(user).action_postpone()
            self.assertEqual(touchpoint.state, "assigned")
            self.assertEqual(str(touchpoint.due_date), "2026-09-23")
