from odoo.fields import Command
from odoo.tests import tagged

from .common import RM
from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestResUsersWork(LedgerCase):
    """What ``rm`` has open on ``customer``, and beside it on others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 09:00"))
        cls.rm.name = "Li Na"
        cls.below = cls.env["res.partner"].create(
            {"name": "Wife", "parent_id": cls.customer.id}
        )
        cls.stranger = cls._create_customer("Stranger")
        cls.friend = cls.env["res.partner"].create({"name": "Friend"})
        cls.contact = cls._create_assigned(cls.customer, "2026-09-23", cls.routine)
        cls.lead = cls._create_lead(cls.customer)
        event = cls.env["event.event"].create(
            {
                "name": "Salon",
                "date_begin": "2026-10-01 02:00:00",
                "date_end": "2026-10-01 04:00:00",
            }
        )
        cls.registration = cls.env["event.registration"].create(
            {"event_id": event.id, "partner_id": cls.customer.id}
        )
        cls.meeting = cls._create_meeting(cls.customer)

    @classmethod
    def _create_lead(cls, partner, **values):
        return cls.env["crm.lead"].create(
            {
                "name": "Mortgage",
                "partner_id": partner.id,
                "user_id": cls.rm.id,
                "team_id": cls.sub.id,
                **values,
            }
        )

    @classmethod
    def _create_meeting(cls, *customers, day="2026-09-24", **values):
        people = cls.rm.partner_id.union(*customers)
        return cls.env["calendar.event"].create(
            {
                "name": "Talk",
                "start": f"{day} 02:00:00",
                "stop": f"{day} 03:00:00",
                "user_id": cls.rm.id,
                "partner_ids": [Command.set(people.ids)],
                **values,
            }
        )

    def _schedule(self, document, user=None):
        return document.activity_schedule(
            "mail.mail_activity_data_todo", user_id=(user or self.rm).id
        )

    def _create_activities(self):
        """Create one on each document about the customer; return those, and others."""
        documents = (self.customer, self.below, self.lead, self.registration)
        about = self.env["mail.activity"]
        for document in documents:
            about |= self._schedule(document)
        others = (
            self._schedule(self.stranger)
            | self._schedule(self.friend)
            | self._schedule(self.customer, self.head)
        )
        return about, others

    def _give(self, target):
        work = self.rm._find_work(self.customer)
        self.rm._give_work(work, target)
        return work

    # Given to a colleague

    def test_activities_on_what_concerns_the_customer(self):
        about, others = self._create_activities()
        unassigned = self._schedule(self.customer)
        unassigned.user_id = False
        self.assertEqual(self._give(self.colleague)["activity"], about | unassigned)
        self.assertEqual((about | unassigned).user_id, self.colleague)
        self.assertEqual(others[:2].user_id, self.rm)
        self.assertEqual(others[2].user_id, self.head)

    def test_leads(self):
        below = self._create_lead(self.below, type="lead")
        waiting = self._create_lead(self.customer, user_id=False)
        outside = self.env["crm.team"].create({"name": "Telesales"})
        elsewhere = self._create_lead(self.customer, team_id=outside.id, user_id=False)
        foreign = self._create_lead(self.customer, user_id=self.head.id)
        lost = self._create_lead(self.customer)
        lost.action_set_lost()
        won = self._create_lead(self.customer)
        won.action_set_won()
        other = self._create_lead(self.stranger)
        given = self.lead | below | waiting
        self.assertEqual(self._give(self.colleague)["lead"], given)
        self.assertEqual(given.user_id, self.colleague)
        self.assertFalse(elsewhere.user_id)
        self.assertEqual(foreign.user_id, self.head)
        self.assertEqual((lost | won | other).user_id, self.rm)

    def test_meetings_to_come(self):
        past = self._create_meeting(self.customer, day="2026-09-22")
        joint = self._create_meeting(self.customer, self.stranger)
        other = self._create_meeting(self.stranger)
        alone = self._create_meeting()
        invited = self._create_meeting(self.below, self.colleague.partner_id)
        given = self.meeting | invited
        self.assertEqual(self._give(self.colleague)["meeting"], given)
        for meeting in given:
            self.assertEqual(meeting.user_id, self.colleague)
            self.assertIn(self.colleague.partner_id, meeting.attendee_ids.partner_id)
            self.assertNotIn(self.rm.partner_id, meeting.attendee_ids.partner_id)
        self.assertIn(self.customer, self.meeting.partner_ids)
        for meeting in past | joint | other | alone:
            self.assertEqual(meeting.user_id, self.rm)
            self.assertIn(self.rm.partner_id, meeting.partner_ids)

    def test_one_of_a_row_of_meetings(self):
        first = self._create_meeting(
            self.customer,
            recurrency=True,
            rrule_type="weekly",
            thu=True,
            end_type="count",
            count=3,
        )
        row = first.recurrence_id.calendar_event_ids
        self.assertEqual(len(row), 3)
        self._give(self.colleague)
        self.assertEqual(row.exists(), row)
        self.assertEqual(row.user_id, self.colleague)
        self.assertEqual(row.recurrence_id, first.recurrence_id)

    def test_nobody_gets_a_mail(self):
        self._create_activities()
        self.env.flush_all()
        self.env.cr.precommit.run()  # messages about what was just created
        self.env["mail.mail"].search([]).unlink()
        before = self.env["mail.message"].search_count([])
        self._give(self.colleague)
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertFalse(self.env["mail.mail"].search([]))
        self.assertEqual(self.env["mail.message"].search_count([]), before)

    # Into the pool

    def test_leaver_leaves_all_work_about_customers(self):
        about, others = self._create_activities()
        self._create_lead(self.friend, name="Lead of the branch")
        outside = self.env["crm.team"].create({"name": "Telesales"})
        outside_lead = self._create_lead(self.friend, team_id=outside.id)
        leads = self.env["crm.lead"].search([("team_id", "=", self.sub.id)])
        self.assertEqual(len(leads), 2)
        self.rm.action_archive()
        pooled = about | others[0]
        self.assertEqual(pooled.exists(), pooled)
        self.assertFalse(pooled.user_id)
        self.assertFalse(others[1].exists(), "of an ordinary contact, as Odoo does")
        self.assertFalse(leads.user_id)
        self.assertEqual(outside_lead.user_id, self.rm)
        self.assertFalse(self.contact.user_id or self.contact.activity_ids)
        self.assertEqual(self.meeting.user_id, self.rm)
        self.assertEqual(
            self._get_notices(self.head),
            [
                "Li Na makes no contacts any more. Customers to hand over: 2. Open "
                "work that waits for a colleague: contacts 1 · activities 5 · "
                "opportunities 2 · meetings 1."
            ],
        )

    def test_pooled_work_is_seen_and_done_by_others(self):
        activity = self._schedule(self.customer)
        self.rm.action_archive()
        self.assertTrue(activity.with_user(self.head).has_access("write"))
        self.assertTrue(self.lead.with_user(self.head).has_access("write"))
        self.assertFalse(activity.with_user(self.other_head).has_access("read"))
        activity.with_user(self.head).action_feedback()
        self.assertFalse(activity.active)

    def test_pooled_work_follows_the_customer(self):
        """Of a manager who left before the customer was handed over."""
        about, _others = self._create_activities()
        self.rm.action_archive()
        work = self._give(self.colleague)
        self.assertEqual(work["activity"], about)
        self.assertEqual(about.user_id, self.colleague)
        self.assertEqual(self.lead.user_id, self.colleague)
        self.assertEqual(self.meeting.user_id, self.colleague)
        self.assertEqual(self.contact.user_id, self.colleague)

    def test_written_inactive_leaves_the_same(self):
        about, others = self._create_activities()
        self.rm.active = False
        self.assertFalse((about | others[0]).user_id)
        self.assertFalse(self.lead.user_id)

    def test_deleted_user_leaves_activities(self):
        leaver = self._create_user("rel_leaver", RM)
        activity = self._schedule(self.customer, leaver)
        leaver.unlink()
        self.assertTrue(activity.exists())
        self.assertFalse(activity.user_id)
