from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipConsent(RelationshipCase):
    """Half past midnight on 23 September 2026 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.customer = cls._create_customer("Private Wang")

    def _say(self, state, channel="any", date="2026-09-23", purpose="marketing"):
        return self.env["relationship.consent"].create(
            {
                "customer_id": self.customer.id,
                "purpose": purpose,
                "channel": channel,
                "state": state,
                "date": date,
                "source": "form",
            }
        )

    def assert_current(self, *expected):
        current = self.customer.current_consent_ids
        self.assertEqual(
            {(row.purpose, row.channel, row.state) for row in current}, set(expected)
        )

    def test_newest_counts_by_its_day(self):
        self._say("withdrawn", date="2026-09-10")
        self._say("granted", date="2026-08-01")
        self.assert_current(("marketing", "any", "withdrawn"))
        self._say("granted", date="2026-09-10")
        self.assert_current(("marketing", "any", "granted"))
        self.assertEqual(len(self.customer.consent_ids), 3)

    def test_a_channel_beside_any(self):
        self._say("granted")
        self._say("withdrawn", "phone")
        self.assert_current(
            ("marketing", "any", "granted"), ("marketing", "phone", "withdrawn")
        )
        self._say("granted")
        self.assert_current(("marketing", "any", "granted"))

    def test_an_older_answer_for_any_channel_replaces_none(self):
        self._say("withdrawn", "phone", "2026-09-20")
        self._say("granted", "any", "2026-09-01")
        self._say("granted", "phone", "2026-08-01")
        self.assert_current(
            ("marketing", "any", "granted"), ("marketing", "phone", "withdrawn")
        )

    def test_purposes_are_apart(self):
        self._say("withdrawn", purpose="care")
        self._say("granted", purpose="marketing")
        self.assert_current(
            ("care", "any", "withdrawn"), ("marketing", "any", "granted")
        )

    def test_no_day_to_come(self):
        self.assertEqual(str(self._say("granted").date), "2026-09-23")
        with self.assertRaises(ValidationError):
            self._say("granted", date="2026-09-24")

    def _open(self, action, user):
        dialog = self.env[action["res_model"]].with_user(user)
        return Form(dialog.with_context(**action["context"]), view=action["view_id"][0])

    def test_one_click_on_the_card(self):
        card = self.customer.with_user(self.rm)
        dialog = self._open(card.action_grant_consent(), self.rm)
        with self.assertRaises(AssertionError):
            dialog.save()
        dialog.source = "form"
        granted = dialog.save()
        self.assert_current(("marketing", "any", "granted"))
        self.assertEqual(str(granted.date), "2026-09-23")
        self.assertEqual(granted.create_uid, self.rm)
        dialog = self._open(granted.action_revise(), self.rm)
        dialog.source = "phone"
        dialog.save()
        self.assert_current(("marketing", "any", "withdrawn"))
        self.assertEqual(card.consent_count, 2)

    def test_card_shows_what_counts(self):
        self._say("granted", date="2026-09-01")
        self._say("withdrawn")
        form = Form(
            self.customer.with_user(self.rm),
            view="branch_relationship.res_partner_view_form",
        )
        self.assertEqual(len(form.current_consent_ids), 1)

    def test_history_stays(self):
        consent = self._say("granted")
        for user in self.rm | self.head | self.admin:
            with self.assertRaises(AccessError):
                consent.with_user(user).state = "withdrawn"
            with self.assertRaises(AccessError):
                consent.with_user(user).unlink()
        with self.assertRaises(UserError):
            consent.unlink()
        self.assert_current(("marketing", "any", "granted"))

    def test_people_do_not_say_what_counts(self):
        self._say("withdrawn")
        values = {
            "customer_id": self.customer.id,
            "state": "granted",
            "date": "2026-09-01",
            "source": "talk",
            "is_current": True,
        }
        self.env["relationship.consent"].with_user(self.rm).create(values)
        self.assert_current(("marketing", "any", "withdrawn"))

    def test_seen_with_the_customer(self):
        consent = self._say("granted")
        domain = [("id", "=", consent.id)]
        values = {"customer_id": self.customer.id, "source": "talk"}
        for user in self.rm | self.head | self.root_head | self.admin:
            consents = consent.with_user(user)
            self.assertEqual(consents.search(domain), consent, user.login)
            self.assertTrue(consents.create(values))
        count = len(self.customer.consent_ids)
        for user in self.colleague | self.other_rm | self.other_head:
            consents = consent.with_user(user)
            self.assertFalse(consents.search(domain), user.login)
            self.assertEqual(
                consents._read_group(domain, [], ["__count"]), [(0,)], user.login
            )
            for refused in (
                lambda rows=consents: rows.read(["state"]),
                lambda rows=consents: rows.create(values),
                lambda rows=consents: rows.action_revise(),
            ):
                with self.assertRaises(AccessError):
                    refused()
        for user in self.employee | self.salesman | self.all_leads_salesman:
            consents = consent.with_user(user)
            with self.assertRaises(AccessError):
                consents.search(domain)
            with self.assertRaises(AccessError):
                consents.create(values)
            with self.assertRaises(AccessError):
                self.customer.with_user(user).read(["consent_count"])
        self.assertEqual(len(self.customer.consent_ids), count)

    def test_merging_keeps_every_answer(self):
        twin = self._create_customer("Twin")
        self._say("granted", date="2026-09-01")
        self.env["relationship.consent"].create(
            [
                {
                    "customer_id": twin.id,
                    "state": "withdrawn",
                    "date": "2026-09-10",
                    "source": "phone",
                },
                {
                    "customer_id": twin.id,
                    "state": "granted",
                    "date": "2026-08-01",
                    "source": "form",
                },
            ]
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
        self.assertEqual(len(self.customer.consent_ids), 3)
        self.assert_current(("marketing", "any", "withdrawn"))
