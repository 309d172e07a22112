from odoo.tests import Form, tagged

from .common_disturb import DisturbCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointComplaint(DisturbCase):
    """Half past midnight on 23 September 2026 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.contact = cls._create_assigned(cls.customer, "2026-09-23", cls.routine)

    def _complain(self, user, **values):
        self.contact.with_user(user).record_outcome(
            {"result": "reached", "is_complaint": True, **values}
        )

    def test_dialog(self):
        action = self.contact.with_user(self.rm).action_record_outcome()
        dialog = self.env[action["res_model"]].with_user(self.rm)
        form = Form(dialog.with_context(**action["context"]))
        form.is_complaint = True
        form.note = "Waited for an hour"
        form.save().action_save()
        self.assertTrue(self.contact.is_complaint)
        self.assertEqual(str(self.customer.quiet_until), "2026-10-23")
        self.assertEqual(self.customer.quiet_reason, "complaint on September 23")
        bodies = " ".join(self.customer.message_ids.mapped("body"))
        self.assertIn("Complaint", bodies)
        self.assertIn("Waited for an hour", bodies)

    def test_holds_back_what_is_open(self):
        other = self._create_assigned(self.customer, "2026-09-22", self.tracking)
        self._complain(self.rm)
        self.assert_holds((other, "quiet"))

    def test_what_was_agreed_about_it_stays(self):
        self._complain(self.rm, next_step="Say what came of it", next_date="2026-09-25")
        self._dispatch("2026-09-25")
        agreed = self.customer.touchpoint_ids - self.contact
        self.assert_holds((agreed, False))

    def test_days_are_a_setting(self):
        self.company.relationship_quiet_days = 7
        self._complain(self.rm)
        self.assertEqual(str(self.customer.quiet_until), "2026-09-30")

    def test_no_days_no_quiet_time(self):
        self.company.relationship_quiet_days = 0
        self._complain(self.rm)
        self.assertTrue(self.contact.is_complaint)
        self.assertFalse(self.customer.quiet_until)

    def test_a_longer_quiet_time_stays(self):
        self.customer.write({"quiet_until": "2026-12-31", "quiet_reason": "Abroad"})
        self.contact._assign()
        self._complain(self.rm)
        self.assertEqual(str(self.customer.quiet_until), "2026-12-31")
        self.assertEqual(self.customer.quiet_reason, "Abroad")

    def test_by_a_colleague_without_the_card(self):
        self.contact.user_id = self.colleague
        self._complain(self.colleague)
        self.assertEqual(str(self.customer.quiet_until), "2026-10-23")

    def test_who_was_not_reached_did_not_complain(self):
        self._complain(self.rm, result="not_reached")
        self.assertFalse(self.contact.is_complaint or self.customer.quiet_until)

    def test_declined_with_a_complaint(self):
        self._complain(self.rm, result="declined")
        self.assertTrue(self.contact.is_complaint)
        self.assertEqual(str(self.customer.quiet_until), "2026-10-23")

    def test_without_a_complaint(self):
        self.contact.with_user(self.rm).record_outcome({"result": "reached"})
        self.assertFalse(self.contact.is_complaint or self.customer.quiet_until)
