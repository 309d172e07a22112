from odoo import fields
from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestBasePartnerMerge(LedgerCase):
    def _merge(self, source, survivor=None):
        survivor = survivor or self.customer
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((survivor | source).ids, survivor)
        self.env.invalidate_all()

    def test_no_contact_is_lost(self):
        twin = self._create_customer("Ledger Customer Again")
        done = self._create_touchpoint(twin, "2026-09-22", self.routine)
        done.record_outcome({"result": "reached"})
        standing = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        meeting = self._create_assigned(twin, "2026-09-23", self.urgent)
        same = self._create_touchpoint(twin, "2026-09-24", self.routine)
        activity = meeting.activity_ids
        self._merge(twin)
        self.assertFalse(twin.exists())
        self.assertEqual(self.customer.touchpoint_ids, done | standing | meeting | same)
        self.assertEqual(meeting.merged_into_id, standing)
        self.assertEqual(standing.reason_ids.content_id, self.routine | self.urgent)
        self.assertEqual(standing.content_id, self.urgent)
        self.assertEqual(activity.touchpoint_id, standing)
        self.assertEqual(activity.res_id, self.customer.id)
        self.assertEqual(
            same.reason_ids.key, f"{self.routine.id}:{self.customer.id}:2026-09-24"
        )

    def test_open_contacts_follow_the_survivors_manager(self):
        twin = self._create_customer("Twin", user_id=self.colleague.id)
        standing = self._create_touchpoint(self.customer, "2026-09-24", self.urgent)
        joining = self._create_assigned(twin, "2026-09-24", self.routine)
        planned = self._create_touchpoint(twin, "2026-09-25", self.urgent)
        assigned = self._create_assigned(twin, "2026-09-28", self.urgent)
        done = self._create_touchpoint(twin, "2026-09-01", self.urgent, state="done")
        activities = joining.activity_ids | assigned.activity_ids
        self._merge(twin)
        self.assertEqual(joining.merged_into_id, standing)
        for touchpoint in standing | planned | assigned:
            self.assertEqual(touchpoint.user_id, self.rm)
        self.assertEqual((standing | assigned).activity_ids, activities)
        self.assertEqual(activities.user_id, self.rm)
        self.assertEqual(done.user_id, self.colleague)
        self.assertEqual(done.customer_id, self.customer)

    def test_open_contacts_go_to_the_pool_with_the_survivor(self):
        self.customer.user_id = False
        twin = self._create_customer("Twin", user_id=False)
        assigned = self._create_assigned(
            twin, "2026-09-28", self.urgent, user_id=self.colleague.id
        )
        self._merge(twin)
        self.assertFalse(assigned.user_id or assigned.activity_ids)
        self.assertEqual(assigned.state, "planned")

    def test_later_day_of_contact_counts(self):
        for survivor_day, twin_day in (
            ("2026-08-03", "2026-09-01"),
            ("2026-09-01", "2026-08-03"),
            ("2026-09-01", False),
        ):
            survivor, twin = (
                self._create_customer("Twin", own_contact_interval=30) for _ in "ab"
            )
            survivor._record_contact(fields.Date.to_date(survivor_day))
            if twin_day:
                twin._record_contact(fields.Date.to_date(twin_day))
            self._merge(twin, survivor)
            self.assertEqual(str(survivor.last_contact_date), "2026-09-01")
            self.assertEqual(str(survivor.cadence_start), "2026-09-01")
            self.assertEqual(str(survivor.next_contact_date), "2026-10-01")

    def test_reference_goes_with_a_customer(self):
        self._merge(self._create_customer("Twin", ref="C-77"))
        self.assertEqual(self.customer.ref, "C-77")

    def test_reference_goes_with_a_contact(self):
        """A contact without company becomes the customer that it turns out to be."""
        contact = self.env["res.partner"].create({"name": "Twin"})
        self.customer.ref = "C-77"
        self._merge(self.customer, contact)
        self.assertFalse(self.customer.exists())
        self.assertEqual(contact.ref, "C-77")
        self.assertEqual(contact.relationship_stage, "established")
        self.assertEqual(contact.company_id, self.company)

    def test_reference_of_its_own_stays(self):
        self.customer.ref = "C-1"
        self._merge(self._create_customer("Twin", ref="C-77"))
        self.assertEqual(self.customer.ref, "C-1")
