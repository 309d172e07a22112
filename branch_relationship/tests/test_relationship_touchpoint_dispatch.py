from odoo.fields import Date
from odoo.tests import tagged

from .common import RM
from .common_ledger import LedgerCase

DAY = Date.to_date("2026-09-23")


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointDispatch(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.startClassPatcher(cls.shanghai("2026-09-23 05:30"))

    @classmethod
    def _create_due(cls, count, date=DAY, content=None, **values):
        """Create customers, each with a contact that is due."""
        customers = cls.env["res.partner"].create(
            [
                {
                    "name": f"Due {number}",
                    "company_id": cls.company.id,
                    "relationship_stage": "established",
                    "branch_id": cls.sub.id,
                    "user_id": cls.rm.id,
                    **values,
                }
                for number in range(count)
            ]
        )
        return cls.ledger.create(
            [
                cls._prepare_touchpoint(customer, date, content or cls.routine)
                for customer in customers
            ]
        )

    def assert_assigned(self, touchpoints, among):
        assigned = among.filtered(lambda row: row.state == "assigned")
        self.assertEqual(assigned, touchpoints)

    def test_fills_the_day_and_no_more(self):
        due = self._create_due(20)
        self.assertEqual(self.ledger._dispatch(DAY), 15, "the company's figure")
        self.assert_assigned(due[:15], due)
        self.assertEqual(len(due.activity_ids), 15)
        self.assertEqual(self.ledger._dispatch(DAY), 0, "a second time: nothing")

    def test_capacity_of_user_branch_company(self):
        self._create_due(9)
        self.company.relationship_daily_capacity = 4
        self.assertEqual(self.ledger._dispatch(DAY), 4)
        self.sub.daily_capacity = 6
        self.assertEqual(self.ledger._dispatch(DAY), 2)
        self.rm.daily_capacity = 7
        self.assertEqual(self.ledger._dispatch(DAY), 1)

    def test_done_and_open_take_room(self):
        self.rm.daily_capacity = 5
        due = self._create_due(12)
        self.assertEqual(self.ledger._dispatch(DAY), 5)
        due[0].with_user(self.rm).record_outcome({"result": "reached"})
        due[1].record_outcome({"skip_reason": "Abroad"})
        self.assertEqual(self.ledger._dispatch(DAY), 1, "in the place of the skipped")
        due[2].with_user(self.head).record_outcome({"result": "reached"})
        self.assertEqual(self.ledger._dispatch(DAY), 1, "the head's time, not the RM's")
        tomorrow = Date.add(DAY, days=1)
        self.assertEqual(self.ledger._dispatch(tomorrow), 1, "four are still open")

    def test_moved_ahead_leaves_room(self):
        self.rm.daily_capacity = 2
        due = self._create_due(3)
        self.ledger._dispatch(DAY)
        due[0].due_date = "2026-09-25"
        self.assertEqual(self.ledger._dispatch(DAY), 1)

    def test_order(self):
        self.rm.daily_capacity = 3
        late = self._create_due(1, "2026-09-01")
        poor, rich = self._create_due(2)
        rich.customer_id.asset_amount = 900000
        poor.customer_id.asset_amount = 10
        nothing = self._create_due(1)
        urgent = self._create_due(1, content=self.urgent)
        future = self._create_due(1, "2026-09-24", self.urgent)
        self.assertEqual(self.ledger._dispatch(DAY), 3)
        among = late | poor | rich | nothing | urgent | future
        self.assert_assigned(late | rich | urgent, among)

    def test_held_and_pooled_stay(self):
        due = self._create_due(2)
        due[0].customer_id.quiet_until = DAY
        due[1].customer_id.user_id = False
        self.assertEqual(self.ledger._dispatch(DAY), 0)
        self.assertEqual(set(due.mapped("state")), {"planned"})

    def test_archived_manager_leaves_it_to_the_pool(self):
        due = self._create_due(1)
        self.rm.active = False
        due.user_id = self.rm
        self.assertEqual(self.ledger._dispatch(DAY), 0)
        self.assertFalse(due.user_id)

    def test_ended_cover_gives_back(self):
        due = self._create_due(1)
        due.customer_id.write(
            {
                "cover_user_id": self.colleague.id,
                "cover_until": "2026-09-23",
                "is_cover_in_charge": True,
            }
        )
        self.assertEqual(due.user_id, self.colleague)
        self.assertEqual(self.ledger._dispatch(Date.add(DAY, days=1)), 1)
        self.assertEqual(due.user_id, self.rm)
        self.assertEqual(due.activity_ids.user_id, self.rm)

    def test_ended_cover_gives_back_what_is_assigned(self):
        in_charge, given = self._create_due(2)
        (in_charge | given).customer_id.write(
            {"cover_user_id": self.colleague.id, "cover_until": "2026-09-23"}
        )
        in_charge.customer_id.is_cover_in_charge = True
        self.assertEqual(self.ledger._dispatch(DAY), 2)
        given.user_id = self.colleague
        self.assertEqual((in_charge | given).activity_ids.user_id, self.colleague)
        self.assertEqual(self.ledger._dispatch(DAY), 0, "its last day")
        self.rm.daily_capacity = 1
        self.assertEqual(self.ledger._dispatch(Date.add(DAY, days=1)), 1)
        self.assertEqual((in_charge | given).user_id, self.rm)
        self.assert_assigned(in_charge, in_charge | given)
        self.assertEqual((in_charge | given).activity_ids.user_id, self.rm)

    def test_nothing_on_a_day_off(self):
        self._create_due(1)
        saturday = Date.to_date("2026-09-26")
        self.assertEqual(self.ledger._dispatch(saturday), 0)
        self.env["relationship.calendar.day"].create(
            {"date": saturday, "is_working": True, "company_id": self.company.id}
        )
        self.assertEqual(self.ledger._dispatch(saturday), 1)

    def test_one_branch(self):
        here = self._create_due(1)
        there = self._create_due(1, branch_id=self.other.id, user_id=self.other_rm.id)
        nowhere = self._create_due(1, branch_id=False, user_id=self.head.id)
        among = here | there | nowhere
        self.assertEqual(self.ledger._dispatch_branch(self.other, DAY), 1)
        self.assert_assigned(there, among)
        self.assertEqual(self.ledger._dispatch_branch(self.env["crm.team"], DAY), 1)
        self.assert_assigned(there | nowhere, among)

    def test_lost_activity_is_repaired(self):
        due = self._create_due(1)
        self.ledger._dispatch(DAY)
        self.env.flush_all()
        self.env.cr.execute(
            "DELETE FROM mail_activity WHERE touchpoint_id = %s", due.ids
        )
        self.env.invalidate_all()
        self.assertEqual(self.ledger._dispatch(DAY), 1)
        self.assertEqual(len(due.activity_ids), 1)

    def test_activity_tells_why(self):
        due = self._create_due(1)
        self._create_touchpoint(due.customer_id, DAY, self.urgent)
        self.ledger._dispatch(DAY)
        activity = due.activity_ids
        self.assertEqual(activity.summary, "Urgent and 1 more")
        self.assertEqual(activity.note, "<ul><li>Urgent</li><li>Routine</li></ul>")
        self.assertEqual(activity.user_id, self.rm)
        self.assertEqual(activity.date_deadline, DAY)
        self.assertEqual(activity.res_id, due.customer_id.id)
        self.assertEqual(activity.res_name, due.customer_id.display_name)
        self.assertIn(self.rm.partner_id, due.customer_id.message_partner_ids)

    def test_new_reason_refreshes_the_activity(self):
        due = self._create_due(1)
        self.ledger._dispatch(DAY)
        self._create_touchpoint(due.customer_id, DAY, self.urgent)
        self.assertEqual(due.activity_ids.summary, "Urgent and 1 more")

    def test_more_than_five_hundred(self):
        """Where Odoo's own scheduling of activities stops."""
        count = 510
        self.rm.daily_capacity = count + 1
        due = self._create_due(count)
        self.env["mail.mail"].search([]).unlink()
        self.assertEqual(self.ledger._dispatch_branch(self.sub, DAY), count)
        self.assertEqual(due.mapped("activity_ids.res_id"), due.customer_id.ids)
        self.assertEqual(due.activity_ids.user_id, self.rm)
        done, left = due[:505], due[505:]
        done.activity_ids.with_user(self.rm).action_feedback()
        self.env.invalidate_all()
        self.assertEqual(set(done.mapped("state")), {"done"})
        self.assertEqual(done.done_user_id, self.rm)
        self.rm.action_archive()
        self.env.invalidate_all()
        self.assertEqual(left.mapped("state"), ["planned"] * 5)
        self.assertFalse(left.user_id or left.activity_ids)
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_archiving_a_manager_of_more_than_five_hundred(self):
        """Odoo deletes the open activities of whoever is archived."""
        count = 510
        self.rm.daily_capacity = count
        due = self._create_due(count)
        due._assign()
        own = [
            customer.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.rm.id
            )
            for customer in due.customer_id
        ]
        own = self.env["mail.activity"].browse(row.id for row in own)
        self.rm.with_user(self.env.ref("base.user_admin")).action_archive()
        self.env.invalidate_all()
        self.assertEqual(len(own.exists()), count)
        self.assertFalse(own.user_id or due.user_id)
        self.assertEqual(set(due.mapped("state")), {"planned"})
        text = self._get_notices(self.head)[0]
        self.assertIn("Open work that waits for a colleague: contacts 510", text)
        self.assertIn("activities 510", text)

    def test_query_count(self):
        """At most 45 queries, however many managers and contacts."""
        users = self.env["res.users"].browse()
        for number in range(10):
            users |= self._create_user(f"rel_many_{number}", RM)
        due = self.ledger.browse()
        for user in users:
            due |= self._create_due(15, user_id=user.id)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(45):
            self.assertEqual(self.ledger._dispatch_branch(self.sub, DAY), 150)
            self.env.flush_all()
        self.assertEqual(len(due.activity_ids), 150)
