from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestResPartnerBirthday(DueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.segment_id = False

    def _born(self, birthdate, calendar="solar"):
        return self._create_customer(
            birthdate, birthdate=birthdate, birthday_calendar=calendar
        )

    def test_solar(self):
        customer = self._born("1980-09-25")
        self.assertEqual(customer.birthday_solar_key, 925)
        self.assertEqual(customer.birthday_lunar_key, 0)
        self._generate("2026-09-17")
        self.assertPlan(customer)
        self._generate("2026-09-18")
        self.assertPlan(customer, ("2026-09-25", self.birthday))
        self.assertEqual(self._get_open(customer).reason_ids.cycle, "2026")

    def test_day_off_moves_before(self):
        customer = self._born("1980-09-27")  # a Sunday in 2026
        self._generate("2026-09-18")
        self.assertPlan(customer, ("2026-09-25", self.birthday))

    def test_comes_every_year_once(self):
        customer = self._born("1980-09-25")
        self._generate("2026-09-25")
        self._get_open(customer)._close_skipped({"skip_reason": "abroad"})
        self.assertEqual(self._generate("2026-09-25"), 0)
        self.assertEqual(self._generate("2027-09-24"), 1)
        self.assertEqual(self._get_open(customer).reason_ids.cycle, "2027")

    def test_turn_of_the_year(self):
        customer = self._born("1980-01-04")
        self._generate("2026-12-28")
        self.assertPlan(customer, ("2027-01-04", self.birthday))
        self.assertEqual(self._get_open(customer).reason_ids.cycle, "2027")

    def test_leap_day(self):
        customer = self._born("1980-02-29")
        self.company.relationship_leap_day = "mar1"
        self._generate("2027-02-24")
        self.assertPlan(customer, ("2027-03-01", self.birthday))
        self._get_open(customer)._close_skipped({"skip_reason": "test"})
        self.company.relationship_leap_day = "feb28"
        self._generate("2029-02-23")  # 28 February 2029 is a Wednesday
        self.assertPlan(customer, ("2029-02-28", self.birthday))

    def test_lunar(self):
        # 1980-09-23 is the 15th of the 8th lunar month: 2026-09-25
        customer = self._born("1980-09-23", "lunar")
        self.assertEqual(customer.birthday_solar_key, 0)
        self.assertEqual(customer.birthday_lunar_key, 815)
        self._generate("2026-09-21")
        self.assertPlan(customer, ("2026-09-25", self.birthday))

    def test_leap_month(self):
        """No lunar birthday falls into 25 July to 22 August 2025, the second sixth
        month; who was born in one keeps the first."""
        born_in_leap_month = self._born("1987-08-01", "lunar")
        self.assertEqual(born_in_leap_month.birthday_lunar_key, 607)
        solar = self._born("1980-08-05")
        self.assertEqual(self._generate("2025-08-01"), 1)
        self.assertPlan(solar, ("2025-08-05", self.birthday))
        self.assertPlan(born_in_leap_month)
        self._generate("2025-06-27")
        self.assertPlan(born_in_leap_month, ("2025-07-01", self.birthday))

    def test_lunar_as_written(self):
        customer = self._born("1980-08-15", "lunar_as_written")
        self.assertEqual(customer.birthday_lunar_key, 815)
        self._generate("2026-09-21")
        self.assertPlan(customer, ("2026-09-25", self.birthday))

    def test_change_of_calendar_moves_the_key(self):
        customer = self._born("1980-09-23", "lunar")
        customer.birthday_calendar = "solar"
        self.assertEqual(customer.birthday_solar_key, 923)
        self.assertEqual(customer.birthday_lunar_key, 0)
        customer.birthdate = False
        self.assertEqual(customer.birthday_solar_key, 0)
