from odoo.tests import tagged

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestBasePartnerMerge(LedgerCase):
    def test_no_contact_is_lost(self):
        twin = self._create_customer("Ledger Customer Again")
        done = self._create_touchpoint(twin, "2026-09-22", self.routine)
        done.record_outcome({"result": "reached"})
        standing = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        meeting = self._create_assigned(twin, "2026-09-23", self.urgent)
        same = self._create_touchpoint(twin, "2026-09-24", self.routine)
        activity = meeting.activity_ids
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
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
