from ast import literal_eval

from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tests import tagged

from .common_ledger import LedgerCase

DAY = Date.to_date("2026-09-23")


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointBatch(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.batches = cls.env["relationship.touchpoint.batch"]
        cls.startClassPatcher(cls.shanghai("2026-09-23 05:30"))
        cls.greeting = cls._create_content(
            "Greeting", "birthday", "2", delivery="batch", wording="Best, $rm"
        )

    def _create_greetings(self, count, content=None, **values):
        return self.ledger.create(
            [
                self._prepare_touchpoint(
                    self._create_customer(f"Greeted {number}", **values),
                    DAY,
                    content or self.greeting,
                )
                for number in range(count)
            ]
        )

    def _dispatch_greetings(self, count):
        greetings = self._create_greetings(count)
        self.ledger._dispatch(DAY)
        return greetings

    def _add_reason(self, touchpoint, content):
        self.env["relationship.touchpoint.reason"].create(
            {
                "touchpoint_id": touchpoint.id,
                "content_id": content.id,
                "priority": content.priority,
                "due_date": DAY,
                "cycle": "1",
                "key": f"{content.id}:{touchpoint.customer_id.id}:1",
            }
        )
        touchpoint._reasons_added()

    def test_many_greetings_are_one_unit_and_one_activity(self):
        calls = self.ledger.create(
            [
                self._prepare_touchpoint(self._create_customer(), DAY, self.routine)
                for _ in range(20)
            ]
        )
        greetings = self._create_greetings(46)
        self.assertEqual(self.ledger._dispatch(DAY), 46 + 14)
        self.assertEqual(set(greetings.mapped("state")), {"assigned"})
        self.assertEqual(len(calls.filtered(lambda row: row.state == "assigned")), 14)
        self.assertEqual(len(greetings.batch_id), 1)
        self.assertFalse(greetings.activity_ids)
        activity = greetings.batch_id.activity_ids
        self.assertEqual(
            (len(activity), activity.user_id, activity.date_deadline),
            (1, self.rm, DAY),
        )
        self.assertEqual(self.ledger._dispatch(DAY), 0, "a second time: nothing")
        greetings.with_user(self.rm).action_sent()
        self.assertEqual(self.ledger._dispatch(DAY), 0, "sent, they are one yet")

    def test_later_greetings_of_the_day_join_the_line(self):
        first = self._dispatch_greetings(2)
        second = self._dispatch_greetings(1)
        self.assertEqual(second.batch_id, first.batch_id)
        self.assertEqual(len(first.batch_id.activity_ids), 1)

    def test_one_line_per_content_and_manager(self):
        other = self._create_content("Other", "birthday", "2", delivery="batch")
        mine = self._create_greetings(2) | self._create_greetings(2, other)
        theirs = self._create_greetings(2, user_id=self.colleague.id)
        self.ledger._dispatch(DAY)
        self.assertEqual(len(mine.batch_id), 2)
        self.assertEqual(theirs.batch_id.user_id, self.colleague)

    def test_a_personal_reason_makes_a_contact_of_its_own(self):
        greetings = self._create_greetings(2)
        self._add_reason(greetings[0], self.routine)
        self.ledger._dispatch(DAY)
        self.assertFalse(greetings[0].batch_id)
        self.assertTrue(greetings[0].activity_ids)
        self.assertTrue(greetings[1].batch_id)

    def test_a_personal_reason_that_comes_later_takes_it_out(self):
        greetings = self._dispatch_greetings(2)
        self._add_reason(greetings[0], self.urgent)
        self.assertEqual(greetings[0].state, "planned")
        self.assertFalse(greetings[0].batch_id)
        self.ledger._dispatch(DAY)
        self.assertTrue(greetings[0].activity_ids)

    def test_sent_resets_no_cadence(self):
        greetings = self._dispatch_greetings(2)
        start = Date.to_date("2026-09-01")
        greetings.customer_id._record_contact(start)
        greetings[0].with_user(self.rm).action_sent()
        self.assertEqual(
            (greetings[0].state, greetings[0].result, greetings[0].channel),
            ("done", "sent", "wechat"),
        )
        self.assertEqual(greetings[0].done_user_id, self.rm)
        self.assertEqual(greetings[0].done_date, DAY)
        customer = greetings[0].customer_id
        self.assertEqual(customer.last_contact_date, start)
        self.assertEqual(customer.cadence_start, start)

    def test_the_activity_ends_with_the_last(self):
        greetings = self._dispatch_greetings(2)
        activity = greetings.batch_id.activity_ids
        greetings[0].with_user(self.rm).action_sent()
        self.assertTrue(activity.active)
        greetings[1].with_user(self.rm).record_outcome({"skip_reason": "abroad"})
        self.assertFalse(activity.active)
        self.assertEqual(
            (greetings.batch_id.open_count, greetings.batch_id.sent_count), (0, 1)
        )

    def test_the_activity_goes_where_none_was_sent(self):
        greetings = self._dispatch_greetings(1)
        activity = greetings.batch_id.activity_ids
        greetings.with_user(self.rm).record_outcome({"skip_reason": "abroad"})
        self.assertFalse(activity.exists())

    def test_finishing_the_activity_sends_all(self):
        greetings = self._dispatch_greetings(3)
        greetings.batch_id.activity_ids.with_user(self.rm).action_done()
        self.assertEqual(set(greetings.mapped("result")), {"sent"})
        self.assertEqual(greetings.done_user_id, self.rm)

    def test_cancelling_the_activity_skips_all(self):
        greetings = self._dispatch_greetings(2)
        greetings.batch_id.activity_ids.with_user(self.rm).unlink()
        self.assertEqual(set(greetings.mapped("state")), {"skipped"})

    def test_an_archived_manager_leaves_them_planned(self):
        greetings = self._dispatch_greetings(2)
        self.rm.active = False
        self.assertEqual(set(greetings.mapped("state")), {"planned"})
        self.assertFalse(greetings.batch_id)

    def test_a_lost_activity_is_repaired(self):
        greetings = self._dispatch_greetings(2)
        self.env.cr.execute(
            "DELETE FROM mail_activity WHERE id = %s",
            [greetings.batch_id.activity_ids.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self.ledger._dispatch(DAY), 2)
        self.assertEqual(len(greetings.batch_id.activity_ids), 1)

    def test_another_manager_takes_one_out(self):
        greetings = self._dispatch_greetings(2)
        greetings[0].with_user(self.head).user_id = self.colleague
        self.assertEqual(greetings[0].state, "planned")
        self.assertFalse(greetings[0].batch_id)
        self.assertEqual(greetings[1].state, "assigned")

    def test_my_day_shows_one_line(self):
        self._dispatch_greetings(3)
        strip = self.ledger.with_user(self.rm).my_day_strip()
        self.assertEqual((strip["left"], strip["greetings"]), (0, 3))
        [line] = strip["batches"]
        self.assertEqual((line["name"], line["count"]), ("Greeting", 3))
        self.assertEqual(
            strip["empty"], "Nobody is left to call. Greetings to send: 3."
        )

    def test_the_list_loaded_again_holds_greetings_alone(self):
        """Reloading the page opens the action without the line it came from."""
        greetings = self._dispatch_greetings(2)
        self._create_touchpoint(self._create_customer(), DAY)
        action = self.env.ref(
            "branch_relationship.relationship_touchpoint_action_greetings"
        )
        domain = literal_eval(action.domain or "[]")
        self.assertEqual(self.ledger.with_user(self.rm).search(domain), greetings)

    def test_a_head_sees_one_line_of_all(self):
        self._create_greetings(2, user_id=self.colleague.id)
        self._dispatch_greetings(3)
        strip = self.ledger.with_user(self.head).my_day_strip("branch")
        [line] = strip["batches"]
        self.assertEqual((line["count"], len(line["ids"])), (5, 2))
        action = self.batches.with_user(self.head).browse(line["ids"]).action_open()
        self.assertEqual(self.ledger.search_count(action["domain"]), 5)

    def test_nobody_else_sends_or_sees_them(self):
        greetings = self._dispatch_greetings(1)
        for user in (self.colleague, self.other_rm, self.other_head):
            with self.assertRaises(AccessError, msg=user.login):
                greetings.with_user(user).action_sent()
            found = self.batches.with_user(user).search([])
            self.assertNotIn(greetings.batch_id, found, user.login)
        self.assertEqual(greetings.state, "assigned")

    def test_hundreds_cost_few_queries(self):
        greetings = self._create_greetings(300)
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        self.ledger._dispatch_branch(self.sub, DAY)
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - start, 110)
        greetings.with_user(self.rm).action_sent()
        self.assertEqual(set(greetings.mapped("result")), {"sent"})
