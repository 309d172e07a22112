from odoo.tests import tagged

from .common_disturb import DisturbCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointPanelNotice(DisturbCase):
    def _get_notices(self, moment, user=None):
        contact = self.customer.touchpoint_ids or self._create_due(
            self.routine, self.customer
        )
        with self.shanghai(moment):
            self.env.invalidate_all()
            return contact.with_user(user or self.rm).my_day_panel()["notices"]

    def test_contact_hours(self):
        outside = ["Outside the contact hours: 09:00-12:00, 14:00-20:00"]
        for clock, notices in (
            ("08:59", outside),
            ("09:00", []),
            ("11:59", []),
            ("12:00", outside),
            ("14:00", []),
            ("20:00", outside),
        ):
            self.assertEqual(self._get_notices(f"2026-09-23 {clock}"), notices, clock)
        self.company.relationship_contact_hours = False
        self.assertEqual(self._get_notices("2026-09-23 03:00"), [])

    def test_day_off(self):
        self.assertEqual(
            self._get_notices("2026-09-26 10:00"),
            ["Today is a day off: customers are not called."],
        )

    def test_branch_abroad(self):
        """10 at night in Shanghai is 10 in the morning in New York."""
        self.sub.tz = "America/New_York"
        self.assertEqual(self._get_notices("2026-09-23 22:00"), [])

    def test_what_the_customer_wants(self):
        self.customer.write({"quiet_until": "2026-10-03", "quiet_reason": "Abroad"})
        self._say(self.customer, "withdrawn", "care")
        self.assertEqual(
            self._get_notices("2026-09-23 10:00"),
            ["Quiet time until October 3 (Abroad) · Refused: Personal Care"],
        )

    def test_why_it_is_held(self):
        self._create_done(self.customer, *["2026-09-20"] * 4)
        self._create_due(self.tracking, self.customer)
        self._dispatch()
        contact = self.customer.touchpoint_ids.filtered("hold_reason")
        with self.shanghai("2026-09-23 10:00"):
            panel = contact.with_user(self.rm).my_day_panel()
        self.assertEqual(
            panel["notices"], ["The customer has had 4 contacts in 30 days"]
        )

    def test_who_has_not_the_card(self):
        contact = self._create_due(self.routine, self.customer)
        contact.user_id = self.colleague
        self.customer.write({"quiet_until": "2026-10-03", "quiet_reason": "Divorce"})
        self.assertEqual(self._get_notices("2026-09-23 10:00", self.colleague), [])
