from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipSegment(RelationshipCase):
    def test_changed_interval_redates_customers(self):
        here = self._create_customer(cadence_start="2026-09-01", asset_amount=500000)
        own = self._create_customer(
            cadence_start="2026-09-01", asset_amount=500000, own_contact_interval=10
        )
        elsewhere = self._create_customer(cadence_start="2026-09-01")
        (here + own + elsewhere)._classify(date="2026-09-23")
        self.assertEqual(here.next_contact_date, date(2026, 10, 16))
        self.high_low.with_user(self.admin).write(
            {"contact_interval": 20, "max_interval": 40}
        )
        self.assertRecordValues(
            here + own + elsewhere,
            [
                {
                    "next_contact_date": date(2026, 9, 21),
                    "latest_contact_date": date(2026, 10, 11),
                },
                {
                    "next_contact_date": date(2026, 9, 11),
                    "latest_contact_date": date(2026, 10, 11),
                },
                {
                    "next_contact_date": date(2026, 11, 30),
                    "latest_contact_date": date(2027, 1, 29),
                },
            ],
        )

    def test_customer_count(self):
        before = self.low_low.customer_count
        customer = self._create_customer()
        customer._classify([("id", "=", customer.id)])
        self.low_low.invalidate_recordset(["customer_count"])
        self.assertEqual(self.low_low.customer_count, before + 1)
        domain = self.low_low.action_view_customers()["domain"]
        self.assertIn(customer, customer.search(domain))

    def test_missing_pairs(self):
        segments = self.env["relationship.segment"].with_user(self.admin)
        self.assertEqual(segments._get_missing_pairs(), [])
        self.high_high.active = False
        level = self.env["relationship.level"].create(
            {"name": "Private", "axis": "asset", "min_value": 6000000}
        )
        self.assertEqual(len(segments._get_missing_pairs()), 3)
        created = segments._create_missing_pairs()
        self.assertEqual(len(created), 3)
        self.assertTrue(self.high_high.active)
        self.assertEqual(
            set((created - self.high_high).mapped("name")),
            {"Private · High Potential", "Private · Low Potential"},
        )
        self.assertEqual((created - self.high_high).asset_level_id, level)
        self.assertEqual(segments._get_missing_pairs(), [])

    def test_who_may_change_segments(self):
        for user in (self.rm, self.head):
            with self.assertRaises(AccessError):
                self.low_low.with_user(user).contact_interval = 1
            with self.assertRaises(AccessError):
                self.low_low.asset_level_id.with_user(user).min_value = 1
        self.assertEqual(self.low_low.contact_interval, 90)
        self.assertEqual(self.low_low.asset_level_id.min_value, 0)
