from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerSegmentOverride(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.customer = cls._create_customer(
            asset_amount=1000, cadence_start="2026-09-01"
        )
        cls.customer._classify([("id", "=", cls.customer.id)])

    def _override(self, user, **values):
        action = self.customer.with_user(user).action_override_segment()
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(user)
            .with_context(**action["context"])
        )
        wizard.segment_id = self.high_high
        wizard.locked_until = values.get("until", "2026-09-30")
        wizard.reason = "Sold a firm"
        wizard.save().action_override()

    def test_head_overrides(self):
        self._override(self.head)
        self.assertRecordValues(
            self.customer,
            [
                {
                    "segment_id": self.high_high.id,
                    "asset_level_id": self.high_high.asset_level_id.id,
                    "potential_level_id": self.high_high.potential_level_id.id,
                    "segment_locked_until": date(2026, 9, 30),
                    "segment_lock_reason": "Sold a firm",
                    "next_contact_date": date(2026, 9, 16),
                    "latest_contact_date": date(2026, 10, 1),
                }
            ],
        )
        self.assertRecordValues(
            self.customer.segment_change_ids[0],
            [
                {
                    "date": date(2026, 9, 23),
                    "old_segment_id": self.low_low.id,
                    "new_segment_id": self.high_high.id,
                    "direction": "up",
                    "reason": "override",
                    "note": "Sold a firm",
                    "user_id": self.head.id,
                    "asset_amount": 1000,
                }
            ],
        )

    def test_end_of_an_override(self):
        self._override(self.head)
        self.customer.with_user(self.head).action_end_segment_override()
        self.assertEqual(self.customer.segment_id, self.low_low)
        self.assertFalse(self.customer.segment_locked_until)
        self.assertFalse(self.customer.segment_lock_reason)
        self.assertEqual(
            self.customer.segment_change_ids.mapped("reason"),
            ["rule", "override", "rule"],
        )
        self.assertEqual(self.customer.segment_change_ids[0].user_id, self.head)

    def test_until_is_no_past_day(self):
        with self.assertRaises(ValidationError):
            self._override(self.head, until="2026-09-22")
        self.assertEqual(self.customer.segment_id, self.low_low)

    def test_who_may_not(self):
        for user in (self.rm, self.colleague, self.other_head):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._override(user)
                with self.assertRaises(AccessError):
                    self.customer.with_user(user).action_end_segment_override()
        self.assertEqual(self.customer.segment_id, self.low_low)
        self.assertFalse(self.customer.segment_locked_until)

    def test_administrator_overrides(self):
        self._override(self.admin)
        self.assertEqual(self.customer.segment_id, self.high_high)

    def test_nobody_writes_what_rules_set(self):
        for user in (self.rm, self.head, self.admin):
            customer = self.customer.with_user(user)
            for values in (
                {"segment_id": self.high_high.id},
                {"segment_locked_until": "2027-01-01"},
                {"segment_locked_until": False},
                {"potential_score": 100},
                {"asset_amount": 9000000},
                {"asset_average": 9000000},
                {"last_contact_date": "2026-09-01"},
                {"cadence_start": "2026-09-01"},
                {"next_contact_date": "2027-09-01"},
                {"latest_contact_date": "2027-09-01"},
            ):
                with self.subTest(user=user.login, values=values):
                    with self.assertRaises(AccessError):
                        customer.write(values)
                    with self.assertRaises(AccessError):
                        customer.with_context(relationship_merge=True).write(values)
        with self.assertRaises(AccessError):
            self.customer.with_user(self.rm).create(
                {
                    "name": "New",
                    "relationship_stage": "prospect",
                    "segment_id": self.high_high.id,
                }
            )
        self.assertEqual(self.customer.segment_id, self.low_low)
        self.assertEqual(self.customer.potential_score, 0)

    def test_history_is_append_only(self):
        change = self.customer.segment_change_ids
        for user in (self.rm, self.head, self.admin):
            as_user = change.with_user(user)
            self.assertEqual(as_user.new_segment_id, self.low_low)
            with self.assertRaises(AccessError):
                as_user.write({"note": "Never happened"})
            with self.assertRaises(AccessError):
                as_user.unlink()
            with self.assertRaises(AccessError):
                as_user.create({"customer_id": self.customer.id})
        with self.assertRaises(UserError):
            change.unlink()
        self.assertTrue(change.exists())
        self.assertFalse(
            change.with_user(self.colleague).search([("id", "=", change.id)])
        )

    def test_merge_keeps_every_row(self):
        twin = self._create_customer(asset_amount=2000)
        twin._classify([("id", "=", twin.id)])
        changes = self.customer.segment_change_ids + twin.segment_change_ids
        self.admin.group_ids += self.env.ref("base.group_partner_manager")
        merge = self.env["base.partner.merge.automatic.wizard"].with_user(self.admin)
        merge.create({})._merge(
            (self.customer + twin).ids, self.customer.with_user(self.admin)
        )
        self.assertFalse(twin.exists())
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.segment_change_ids, changes.sorted(reverse=True))
        self.assertEqual(self.customer.segment_id, self.low_low)
