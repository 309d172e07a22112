from odoo.tests import tagged

from .common_disturb import DAY, DisturbCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointHoldText(DisturbCase):
    def _hold(self, content):
        return self._create_due(content, self.customer)

    def _read(self, touchpoint, user=None):
        return touchpoint.with_user(user or self.rm).hold_text

    def test_quiet_time(self):
        contact = self._hold(self.routine)
        self.customer.write({"quiet_until": "2026-10-03", "quiet_reason": "Abroad"})
        self.assertEqual(self._read(contact), "Quiet time until October 3 (Abroad)")

    def test_consent(self):
        contact = self._hold(self.news)
        self._create_due(self.routine, self.customer)
        self._say(self.customer, "withdrawn", "care")
        self.assertEqual(self._read(contact), "No consent: Marketing, Personal Care")

    def test_cap(self):
        contact = self._hold(self.tracking)
        self._create_done(self.customer, *["2026-09-20"] * 4)
        self._dispatch()
        self.assertEqual(
            self._read(contact), "The customer has had 4 contacts in 30 days"
        )

    def test_nothing_held(self):
        self.assertFalse(self._read(self._hold(self.tracking)))

    def test_who_has_not_the_card_is_told_the_kind(self):
        contact = self._hold(self.routine)
        contact.user_id = self.colleague
        self.customer.write({"quiet_until": DAY, "quiet_reason": "Divorce"})
        self.assertEqual(self._read(contact, self.colleague), "Quiet time")

    def test_on_the_card(self):
        self._hold(self.routine)
        self.customer.write({"quiet_until": "2026-10-03", "quiet_reason": "Abroad"})
        overview = self.customer.with_user(self.rm).care_overview
        self.assertEqual(
            overview["next"]["held"], "Quiet time until October 3 (Abroad)"
        )
