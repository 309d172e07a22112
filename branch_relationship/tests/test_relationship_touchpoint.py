from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpoint(LedgerCase):
    def test_defaults_come_from_the_customer(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        self.assertEqual(touchpoint.user_id, self.rm)
        self.assertEqual(touchpoint.branch_id, self.sub)
        self.assertEqual(touchpoint.company_id, self.company)
        self.assertEqual(str(touchpoint.first_due_date), "2026-09-23")

    def test_segment_is_that_of_the_time(self):
        self.customer.segment_id = self.high_high
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        self.customer.segment_id = self.low_high
        self.assertEqual(touchpoint.segment_id, self.high_high)
        touchpoint._assign()
        self.assertEqual(touchpoint.segment_id, self.low_high)
        touchpoint.record_outcome({"result": "reached"})
        self.customer.segment_id = self.low_low
        self.assertEqual(touchpoint.segment_id, self.low_high)

    def test_create_onto_a_taken_day_joins_it(self):
        first = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        second = self._create_touchpoint(self.customer, "2026-09-23", self.urgent)
        self.assertEqual(second, first)
        self.assertEqual(first.reason_ids.content_id, self.routine | self.urgent)
        self.assertEqual(first.content_id, self.urgent)
        self.assertEqual(first.priority, "3")

    def test_create_twice_in_one_batch(self):
        values = {"customer_id": self.customer.id, "due_date": "2026-09-23"}
        other = self._create_customer("Other")
        made = self.env["relationship.touchpoint"].create(
            [values, {**values, "customer_id": other.id}, {**values, "priority": "2"}]
        )
        self.assertEqual(made[0], made[2])
        self.assertEqual(made[1].customer_id, other)
        self.assertEqual(len(self.customer.touchpoint_ids), 1)
        self.assertEqual(made[0].priority, "2")

    def test_move_onto_a_taken_day_merges(self):
        standing = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        moving = self._create_touchpoint(self.customer, "2026-09-24", self.urgent)
        moving.with_user(self.rm).due_date = "2026-09-23"
        self.assertEqual(moving.state, "skipped")
        self.assertEqual(moving.merged_into_id, standing)
        self.assertFalse(moving.reason_ids)
        self.assertEqual(standing.state, "planned")
        self.assertEqual(standing.content_id, self.urgent)
        self.assertEqual(str(standing.first_due_date), "2026-09-23")

    def test_move_two_onto_a_free_day_merges_them(self):
        first = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        second = self._create_touchpoint(self.customer, "2026-09-24", self.urgent)
        (first | second).due_date = "2026-09-25"
        self.env.flush_all()
        self.assertEqual(second.merged_into_id, first)
        self.assertEqual(str(first.due_date), "2026-09-25")
        self.assertEqual(str(first.first_due_date), "2026-09-23")

    def test_merge_keeps_the_moved_activity(self):
        standing = self._create_touchpoint(self.customer, "2026-09-24", self.urgent)
        moving = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        (standing | moving)._assign()
        kept, dropped = moving.activity_ids, standing.activity_ids
        kept.with_user(self.rm).write({"date_deadline": "2026-09-24"})
        self.assertEqual(moving.merged_into_id, standing)
        self.assertFalse(dropped.exists())
        self.assertEqual(kept.touchpoint_id, standing)
        self.assertEqual(kept.summary, "Urgent and 1 more")
        self.assertEqual(standing.state, "assigned")

    def test_closed_contacts_do_not_take_the_day(self):
        done = self._create_touchpoint(self.customer, "2026-09-23")
        done.record_outcome({"result": "reached"})
        again = self._create_touchpoint(self.customer, "2026-09-23")
        self.assertNotEqual(again, done)

    def test_never_deleted(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        with self.assertRaisesRegex(UserError, "keeps every contact"):
            touchpoint.unlink()
        self.assertTrue(touchpoint.exists())

    def test_follows_the_new_manager(self):
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        touchpoint._assign()
        self.customer.user_id = self.colleague
        self.assertEqual(touchpoint.user_id, self.colleague)
        self.assertEqual(touchpoint.activity_ids.user_id, self.colleague)

    def test_follows_to_the_new_branch_but_not_what_is_done(self):
        done = self._create_touchpoint(self.customer, "2026-09-22")
        done.record_outcome({"result": "reached"})
        touchpoint = self._create_touchpoint(self.customer, "2026-09-23")
        self.customer.write({"branch_id": self.other.id, "user_id": self.other_rm.id})
        self.assertEqual(touchpoint.branch_id, self.other)
        self.assertEqual(touchpoint.user_id, self.other_rm)
        self.assertEqual(done.branch_id, self.sub)
        self.assertEqual(done.user_id, self.rm)
