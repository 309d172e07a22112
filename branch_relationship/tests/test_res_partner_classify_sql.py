from datetime import date

from odoo.tests import tagged

from .common_classify import ClassifyCase


@tagged("post_install", "-at_install")
class TestResPartnerClassifySql(ClassifyCase):
    """What the statement writes: the override's end, the move, the dates."""

    def test_lock_and_its_end(self):
        customer = self._create_customer(asset_amount=100)
        self._classify(customer, "2026-09-01")
        customer.write(
            {
                "segment_id": self.high_high.id,
                "asset_level_id": self.high_high.asset_level_id.id,
                "potential_level_id": self.high_high.potential_level_id.id,
                "segment_locked_until": "2026-09-23",
                "segment_lock_reason": "Known from elsewhere",
                "is_payroll": True,
            }
        )
        self.assertEqual(self._classify(customer, "2026-09-23"), 0)
        self.assertEqual(customer.segment_id, self.high_high)
        self.assertEqual(customer.potential_score, 10)
        self.assertEqual(self._classify(customer, "2026-09-24"), 1)
        self.assertEqual(customer.segment_id, self.low_low)
        self.assertFalse(customer.segment_locked_until)
        self.assertFalse(customer.segment_lock_reason)

    def test_history(self):
        customer = self._create_customer(asset_amount=500000)
        self._classify(customer)
        first = customer.segment_change_ids
        self.assertRecordValues(
            first,
            [
                {
                    "date": self.today,
                    "old_segment_id": False,
                    "new_segment_id": self.high_low.id,
                    "direction": "first",
                    "reason": "rule",
                    "asset_amount": 500000,
                    "potential_score": 0,
                    "company_id": self.company.id,
                    "branch_id": self.sub.id,
                    "manager_id": self.rm.id,
                }
            ],
        )
        customer.is_payroll = True
        self._classify(customer)
        self.assertEqual(customer.potential_score, 10)
        self.assertEqual(customer.segment_change_ids, first)
        customer.write({"employer_type": "government", "job_level": "owner"})
        customer.external_asset_amount = 500000
        customer.with_context(relationship_change_reason="settings")._classify()
        second = customer.segment_change_ids - first
        self.assertRecordValues(
            second,
            [
                {
                    "old_segment_id": self.high_low.id,
                    "new_segment_id": self.high_high.id,
                    "direction": "up",
                    "reason": "settings",
                    "potential_score": 75,
                }
            ],
        )

    def test_contact_dates_follow_the_segment(self):
        start = {"cadence_start": "2026-09-01", "asset_amount": 500000}
        by_segment = self._create_customer(**start)
        own = self._create_customer(own_contact_interval=100, **start)
        never = self._create_customer(asset_amount=500000)
        self._classify(by_segment + own + never)
        self.assertRecordValues(
            by_segment + own + never,
            [
                {
                    "next_contact_date": date(2026, 10, 16),
                    "latest_contact_date": date(2026, 11, 15),
                },
                {
                    "next_contact_date": date(2026, 12, 10),
                    "latest_contact_date": date(2026, 12, 10),
                },
                {"next_contact_date": False, "latest_contact_date": False},
            ],
        )
        before = by_segment.next_contact_date, by_segment.latest_contact_date
        by_segment._update_contact_dates()
        self.assertEqual(
            (by_segment.next_contact_date, by_segment.latest_contact_date), before
        )
