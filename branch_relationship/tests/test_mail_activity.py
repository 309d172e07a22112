from odoo.fields import Date
from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestMailActivity(LedgerCase):
    """Every way in which Odoo finishes, cancels, moves or removes an activity."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.touchpoint = cls._create_assigned(cls.customer, "2026-09-23", cls.routine)
        cls.activity = cls.touchpoint.activity_ids

    def assert_done_elsewhere(self, touchpoints, user):
        for touchpoint in touchpoints:
            self.assertEqual(touchpoint.state, "done")
            self.assertEqual(touchpoint.result, "reached")
            self.assertTrue(touchpoint.needs_outcome)
            self.assertEqual(touchpoint.done_user_id, user)
            self.assertFalse(touchpoint.with_context(active_test=True).activity_ids)

    def _create_second(self, **values):
        other = self._create_customer("Second", **values)
        return self._create_assigned(other, "2026-09-23", self.urgent)

    # --- done ---

    def test_feedback_of_popover_and_chatter(self):
        activity = self.activity.with_user(self.rm)
        with self.shanghai("2026-09-23 07:30"):
            activity.action_feedback(feedback="All well", attachment_ids=[])
        self.assert_done_elsewhere(self.touchpoint, self.rm)
        self.assertEqual(self.touchpoint.note, "All well")
        self.assertEqual(self.touchpoint.channel, "phone", "a call was planned")
        self.assertEqual(str(self.touchpoint.done_date), "2026-09-23")

    def test_feedback_with_attachment(self):
        activity = self.activity.with_user(self.rm)
        attachment = activity.env["ir.attachment"].create({"name": "a", "raw": b"a"})
        activity.action_feedback(attachment_ids=attachment.ids)
        self.assert_done_elsewhere(self.touchpoint, self.rm)
        self.assertEqual(self.customer.message_ids[0].attachment_ids, attachment)

    def test_feedback_schedule_next(self):
        action = self.activity.with_user(self.rm).action_feedback_schedule_next()
        self.assertEqual(action["res_model"], "mail.activity")
        self.assert_done_elsewhere(self.touchpoint, self.rm)

    def test_done_schedule_next_of_the_form(self):
        self.activity.with_user(self.rm).action_done_schedule_next()
        self.assert_done_elsewhere(self.touchpoint, self.rm)

    def test_done_button_asks(self):
        action = self.activity.with_user(self.rm).action_done()
        self.assertEqual(action["res_model"], "relationship.touchpoint.outcome")
        self.assertEqual(
            action["context"], {"default_touchpoint_id": self.touchpoint.id}
        )
        self.assertEqual(self.touchpoint.state, "assigned")
        self.assertTrue(self.activity.active)

    def test_done_button_on_several_does_not_ask(self):
        second = self._create_second()
        activities = self.activity | second.activity_ids
        self.assertNotIsInstance(activities.with_user(self.rm).action_done(), dict)
        self.assert_done_elsewhere(self.touchpoint | second, self.rm)

    def test_done_by_an_employee_without_the_role(self):
        self.activity.user_id = self.employee
        self.assertEqual(self.touchpoint.user_id, self.employee)
        self.activity.with_user(self.employee).action_done()
        self.assert_done_elsewhere(self.touchpoint, self.employee)

    def test_done_without_access_to_the_record(self):
        self.activity.with_user(self.rm).action_done_redirect_to_other()
        self.assert_done_elsewhere(self.touchpoint, self.rm)

    def test_done_many_at_once(self):
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"Customer {number}",
                    "company_id": self.company.id,
                    "relationship_stage": "established",
                    "branch_id": self.sub.id,
                    "user_id": self.rm.id,
                }
                for number in range(520)
            ]
        )
        touchpoints = self.env["relationship.touchpoint"].create(
            [
                self._prepare_touchpoint(customer, "2026-09-23", self.routine)
                for customer in customers
            ]
        )
        touchpoints._assign()
        with self.shanghai("2026-09-23 10:00"):
            touchpoints.activity_ids.with_user(self.rm).action_done()
        self.assertEqual(set(touchpoints.mapped("state")), {"done"})
        self.assertEqual(set(touchpoints.mapped("needs_outcome")), {True})
        self.assertEqual(
            set(customers.mapped("last_contact_date")), {Date.to_date("2026-09-23")}
        )
        self.assertFalse(touchpoints.activity_ids.filtered("active"))

    def test_foreign_activities_are_left_alone(self):
        foreign = self.customer.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.rm.id
        )
        foreign.with_user(self.rm).action_done()
        self.assertFalse(foreign.active)
        self.assertEqual(self.touchpoint.state, "assigned")
        self.assertTrue(self.activity.active)

    # --- cancelled, archived, removed ---

    def test_cancelled_by_unlink_of_the_web_client(self):
        with self.shanghai("2026-09-23 10:00"):
            self.activity.with_user(self.rm).unlink()
        self.assertEqual(self.touchpoint.state, "skipped")
        self.assertEqual(self.touchpoint.skip_reason, "cancelled")
        self.assertEqual(self.touchpoint.done_user_id, self.rm)
        self.assertFalse(self.touchpoint.done_date, "no contact was made")
        self.assertEqual(str(self.customer.cadence_start), "2026-09-23")

    def test_cancelled_in_the_list(self):
        second = self._create_second()
        activities = self.activity | second.activity_ids
        activities.with_user(self.rm).action_cancel()
        self.assertEqual(
            (self.touchpoint | second).mapped("state"), ["skipped", "skipped"]
        )

    def test_archived_is_skipped(self):
        self.activity.with_user(self.rm).action_archive()
        self.assertEqual(self.touchpoint.state, "skipped")
        self.assertEqual(self.touchpoint.skip_reason, "archived")

    def test_vacuum_does_not_skip(self):
        self.activity.date_deadline = "2020-01-01"
        self.env["ir.config_parameter"].set_param(
            "mail.activity.gc.delete_overdue_years", 3
        )
        self.env["mail.activity"]._gc_delete_old_overdue_activities()
        self.assertFalse(self.activity.exists())
        self.assertEqual(self.touchpoint.state, "planned")

    def test_history_survives_the_deletion_of_a_done_activity(self):
        self.activity.with_user(self.rm).action_feedback("Well")
        self.activity.unlink()
        self.assert_done_elsewhere(self.touchpoint, self.rm)

    # --- moved ---

    def test_rescheduled_in_the_activity(self):
        self.activity.with_user(self.rm).date_deadline = "2026-09-30"
        self.assertEqual(str(self.touchpoint.due_date), "2026-09-30")
        self.assertEqual(str(self.touchpoint.first_due_date), "2026-09-23")

    def test_rescheduled_by_button(self):
        second = self._create_second()
        activities = (self.activity | second.activity_ids).with_user(self.rm)
        with self.shanghai("2026-09-23 10:00"):
            activities.action_reschedule_tomorrow()
        self.assertEqual(
            set((self.touchpoint | second).mapped("due_date")),
            {Date.to_date("2026-09-24")},
        )

    def test_rescheduled_in_the_ledger(self):
        self.touchpoint.with_user(self.rm).due_date = "2026-09-30"
        self.assertEqual(str(self.activity.date_deadline), "2026-09-30")

    def test_reassigned_in_the_activity(self):
        self.activity.with_user(self.head).user_id = self.colleague
        self.assertEqual(self.touchpoint.user_id, self.colleague)
        self.assertEqual(self.touchpoint.state, "assigned")

    def test_unassigned_in_the_activity(self):
        self.activity.with_user(self.rm).user_id = False
        self.assertFalse(self.touchpoint.user_id)
        self.assertTrue(self.activity.exists())

    def test_reassigned_in_the_ledger(self):
        self.touchpoint.with_user(self.head).user_id = self.colleague
        self.assertEqual(self.activity.user_id, self.colleague)

    def test_pooled_in_the_ledger(self):
        self.touchpoint.with_user(self.head).user_id = False
        self.assertEqual(self.touchpoint.state, "planned")
        self.assertFalse(self.activity.exists())

    def test_closed_in_the_ledger(self):
        self.touchpoint.write({"state": "expired"})
        self.assertFalse(self.activity.exists())

    # --- what the web client is told ---

    def test_store_tells_the_role_which_contact_it_is(self):
        for user, value in (
            (self.rm, self.touchpoint.id),
            (self.salesman, False),
        ):
            self.activity.user_id = user
            data = self.activity.with_user(user).activity_format()
            self.assertEqual(data["mail.activity"][0]["touchpoint_id"], value)

    def test_store_forgets_a_closed_contact(self):
        self.activity.with_user(self.rm).action_feedback()
        self.activity.active = True
        data = self.activity.with_user(self.rm).activity_format()
        self.assertFalse(data["mail.activity"][0]["touchpoint_id"])
        self.activity.with_user(self.rm).action_feedback()
        self.assertEqual(self.touchpoint.state, "done")
