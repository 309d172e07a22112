from odoo.tests import tagged

from .common_forecast import TODAY, ForecastCase


@tagged("post_install", "-at_install")
class TestRelationshipForecastHold(ForecastCase):
    """What is held back, and will be, is forecast for when it goes out."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._contact(cls.customer, "2026-09-10")
        cls.days = ["2026-09-25", "2026-10-12", "2026-10-26", "2026-11-09"]

    def _say(self, state, purpose):
        self.env["relationship.consent"].create(
            {
                "customer_id": self.customer.id,
                "purpose": purpose,
                "channel": "any",
                "state": state,
                "source": "phone",
            }
        )

    def assertDays(self, days):
        """The same whether the night has made the first contact or not."""
        self.assertEqual(self._get_days(self.customer), days)
        self.assertEqual(self._generate(TODAY), 1)
        self.customer._review_holds()
        self.assertEqual(self._get_days(self.customer), days)

    def test_nothing_is_held_back(self):
        self.assertDays(self.days)

    def test_quiet_time_moves_what_falls_into_it(self):
        self.customer.quiet_until = "2026-09-29"
        self.assertDays(["2026-09-30", *self.days[1:]])

    def test_after_quiet_time_comes_the_next_day_at_work(self):
        self.customer.quiet_until = "2026-10-09"
        self.assertDays(self.days[1:])

    def test_what_is_over_by_then_does_not_come(self):
        self.customer.quiet_until = "2026-10-25"
        self.assertDays(["2026-10-26", "2026-11-09"])

    def test_the_last_day_of_a_contact_is_within(self):
        self.cadence.active = False
        self.customer.birthdate = "1980-10-15"
        self.assertEqual(self.birthday.expiry_days, 7)
        for quiet_until, days in (
            ("2026-10-14", ["2026-10-15"]),
            ("2026-10-15", ["2026-10-16"]),
            ("2026-10-16", ["2026-10-19"]),
            ("2026-10-21", ["2026-10-22"]),
            ("2026-10-22", []),
        ):
            with self.subTest(quiet_until):
                self.customer.quiet_until = quiet_until
                self.assertEqual(self._get_days(self.customer), days)
        self.birthday.expiry_days = 2
        self.customer.quiet_until = "2026-10-16"
        self.assertEqual(self._get_days(self.customer), [], "over on Saturday")

    def test_service_notices_do_not_wait(self):
        self.customer.quiet_until = "2026-11-30"
        deposit = self._create_product("deposit")
        self._create_holding(self.customer, deposit, "D1", matures_on="2026-11-02")
        days = ["2026-10-02", "2026-10-26", "2026-11-02", "2026-11-03"]
        self.assertEqual(self._get_days(self.customer), days)
        for day in days:
            self._generate(day)
        self.customer._review_holds()
        self.assertEqual(self._get_days(self.customer), days)

    def test_without_consent_nobody_is_contacted(self):
        self._say("withdrawn", self.cadence.consent_purpose)
        self.assertDays([])

    def test_marketing_asks_for_consent_where_the_bank_does(self):
        self.cadence.is_marketing = True
        self.company.relationship_marketing_consent = "open"
        self.assertEqual(self._get_days(self.customer), self.days)
        self.company.relationship_marketing_consent = "granted"
        self.assertEqual(self._get_days(self.customer), [])
        self._say("granted", "marketing")
        self.assertEqual(self._get_days(self.customer), self.days)

    def test_what_the_cap_holds_back_is_not_counted(self):
        self._generate(TODAY)
        contact = self._get_open(self.customer)
        contact.hold_reason = "cap"
        self.assertEqual(self._get_days(self.customer), self.days[1:])

    def test_what_a_head_released_or_a_person_planned_does_not_wait(self):
        self._generate(TODAY)
        contact = self._get_open(self.customer)
        self.customer.quiet_until = "2026-09-29"
        self.assertEqual(self._get_days(self.customer)[0], "2026-09-30")
        for name in ("release_reason", "purpose"):
            with self.subTest(name):
                contact.write({name: "They asked for it"})
                self.assertEqual(self._get_days(self.customer)[0], "2026-09-25")
                contact.write({name: False})
