from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_disturb import DAY, DisturbCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointRelease(DisturbCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls._create_due(cls.routine, cls.customer)
        cls.customer.quiet_until = "2026-10-23"

    def _release(self, user, touchpoints=None):
        touchpoints = touchpoints or self.contact
        action = touchpoints.with_user(user).action_release()
        dialog = self.env[action["res_model"]].with_user(user)
        form = Form(dialog.with_context(**action["context"]))
        with self.assertRaises(AssertionError):
            form.save()
        form.reason = "Asks for a call"
        form.save().action_release()

    def test_head_releases(self):
        self._release(self.head)
        self.assert_holds((self.contact, False))
        self.assertEqual(self.contact.user_id, self.rm)
        self.assertEqual(self.contact.release_reason, "Asks for a call")
        self.assertEqual(self.contact.release_user_id, self.head)
        self._dispatch()
        self.assert_holds((self.contact, False))
        self.contact.with_user(self.rm).record_outcome({"result": "reached"})
        self.assertEqual(self.contact.release_reason, "Asks for a call")

    def test_heads_above_and_administrators_release(self):
        for user in self.root_head | self.admin:
            contact = self._create_due(self.routine)
            contact.customer_id.quiet_until = DAY
            self._release(user, contact)
            self.assert_holds((contact, False))
            self.assertEqual(contact.release_user_id, user)

    def test_others_do_not(self):
        releases = self.env["relationship.touchpoint.release"]
        values = {"touchpoint_ids": self.contact.ids, "reason": "I want to"}
        for user in (
            self.rm
            | self.colleague
            | self.other_rm
            | self.other_head
            | self.salesman
            | self.all_leads_salesman
            | self.employee
        ):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self.contact.with_user(user).action_release()
                with self.assertRaises(AccessError):
                    releases.with_user(user).create(values).action_release()
        self.assertFalse(self.contact.with_user(self.rm).can_release)
        self.assert_holds((self.contact, "quiet"))
        self.assertFalse(self.contact.release_reason)

    def test_a_head_whose_customer_it_is_elsewhere(self):
        """Who heads another branch is a relationship manager here."""
        self.contact.user_id = self.other_head
        with self.assertRaises(AccessError):
            self.contact.with_user(self.other_head).action_release()
        self.assert_holds((self.contact, "quiet"))

    def test_many_at_once(self):
        other = self._create_due(self.news)
        self._dispatch()
        self.assert_holds((self.contact, "quiet"), (other, "consent"))
        self.assertTrue(other.with_user(self.head).can_release)
        self._release(self.head, self.contact | other)
        self.assert_holds((self.contact, False), (other, False))
        self.assertEqual(other.activity_ids.summary, "News")
        self.assertFalse(other.reason_ids.is_withheld)

    def test_released_takes_room_of_the_cap(self):
        self.customer.quiet_until = False
        self._create_done(self.customer, *["2026-09-20"] * 4)
        self._dispatch()
        self.assert_holds((self.contact, "cap"))
        self._release(self.head)
        self.assert_holds((self.contact, False))

    def test_only_what_is_held(self):
        self._release(self.head)
        with self.assertRaises(UserError):
            self._release(self.head)
        with self.assertRaises(UserError):
            self._create_due(self.routine)._release_held("Why not")

    def test_pooled_stays_in_the_pool(self):
        self.customer.user_id = False
        self._release(self.head)
        self.assertEqual(
            (self.contact.state, self.contact.hold_reason), ("planned", False)
        )
        self.contact.with_user(self.colleague).action_claim()
        self.assert_holds((self.contact, False))

    def test_merging_keeps_it(self):
        self._release(self.head)
        other = self._create_due(self.tracking, self.customer, "2026-09-24")
        self.contact.due_date = "2026-09-24"
        self.assertEqual(self.contact.merged_into_id, other)
        self.assertEqual(other.release_reason, "Asks for a call")
        self._dispatch("2026-09-24")
        self.assert_holds((other, False))
