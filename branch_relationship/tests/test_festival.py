from datetime import date, timedelta
from math import floor, radians, sin

from borax.calendars.lunardate import TermUtils

from odoo.tests import BaseCase, tagged

from ..tools.festival import TERMS, FestivalRule, nth_weekday

YEARS = range(1929, 2101)
QINGMING = FestivalRule("term", term="qingming")
TOLERANCE = 20 / 1440  # the Sun's place below is right to a quarter of an hour
UNIX_EPOCH = 2440587.5


def sun_longitude(julian_day):
    """Return the Sun's apparent ecliptic longitude in degrees, right to 0.01."""
    century = (julian_day - 2451545) / 36525
    anomaly = radians(357.52911 + 35999.05029 * century - 0.0001537 * century**2)
    centre = (
        (1.914602 - 0.004817 * century) * sin(anomaly)
        + (0.019993 - 0.000101 * century) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * century)
    mean = 280.46646 + 36000.76983 * century + 0.0003032 * century**2
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360


def term_moment(year, index):
    """Return when the Sun reaches the term, as days since 1970 in Beijing.

    The Earth's slowing (up to two minutes until 2100) is left out.
    """
    target = (285 + 15 * index) % 360
    day = UNIX_EPOCH + (date(year, 1, 5) - date(1970, 1, 1)).days + index * 15.22
    for _step in range(10):
        day += ((target - sun_longitude(day) + 180) % 360 - 180) * 365.2422 / 360
    return day - UNIX_EPOCH + 8 / 24


@tagged("post_install", "-at_install")
class TestFestival(BaseCase):
    def assertDays(self, rule, *expected):
        days = rule.next_days(date(2026, 1, 1), len(expected))
        self.assertEqual([str(day) for day in days], list(expected))

    def test_solar(self):
        national = FestivalRule("solar", 10, 1)
        self.assertDays(national, "2026-10-01", "2027-10-01")
        self.assertEqual(national.next_days(date(2026, 10, 1), 1), [date(2026, 10, 1)])
        self.assertEqual(national.next_days(date(2026, 10, 2), 1), [date(2027, 10, 1)])

    def test_leap_day(self):
        leap = FestivalRule("solar", 2, 29)
        for year, leap_day, month, day in (
            (2027, "feb28", 2, 28),
            (2027, "mar1", 3, 1),
            (2028, "feb28", 2, 29),
            (2028, "mar1", 2, 29),
            (2100, "mar1", 3, 1),
        ):
            self.assertEqual(leap.day_of(year, leap_day), date(year, month, day))

    def test_lunar(self):
        self.assertDays(FestivalRule("lunar", 8, 15), "2026-09-25", "2027-09-15")
        self.assertDays(FestivalRule("lunar", 1, 1), "2026-02-17", "2027-02-06")

    def test_leap_month_has_no_festival(self):
        """2025 has two sixth months, 2028 two fifth ones: the first one counts."""
        self.assertEqual(FestivalRule("lunar", 6, 6).day_of(2025), date(2025, 6, 30))
        self.assertEqual(FestivalRule("lunar", 5, 5).day_of(2028), date(2028, 5, 28))

    def test_eve_is_day_30_or_29(self):
        eve = FestivalRule("lunar", 12, 30)
        self.assertEqual(eve.day_of(2025), date(2026, 2, 16))  # a month of 29 days
        self.assertEqual(eve.day_of(2026), date(2027, 2, 5))

    def test_twice_in_a_solar_year(self):
        """2022 has two Laba festivals, of two lunar years, and 2023 has none."""
        laba = FestivalRule("lunar", 12, 8)
        self.assertEqual(
            laba.occasions(date(2022, 1, 1), date(2023, 12, 31)),
            [(date(2022, 1, 10), 2021), (date(2022, 12, 30), 2022)],
        )

    def test_weekday_of_a_month(self):
        mother = FestivalRule("weekday", 5, week=2, weekday=6)
        self.assertDays(mother, "2026-05-10", "2027-05-09", "2028-05-14")
        self.assertEqual(nth_weekday(2026, 6, 0, 1), date(2026, 6, 1))
        self.assertEqual(nth_weekday(2026, 5, 6, -1), date(2026, 5, 31))
        self.assertEqual(nth_weekday(2026, 2, 0, -1), date(2026, 2, 23))

    def test_qingming(self):
        self.assertDays(QINGMING, "2026-04-05", "2027-04-05", "2028-04-04")
        for year in YEARS:
            moment = term_moment(year, TERMS.index("qingming"))
            day = date(1970, 1, 1) + timedelta(days=floor(moment))
            self.assertEqual(QINGMING.day_of(year), day)

    def test_all_solar_terms(self):
        """Each is on the day on which the Sun comes there, as near as that is known."""
        for index, term in enumerate(TERMS):
            for year in YEARS:
                day = FestivalRule("term", term=term).day_of(year)
                begins = (day - date(1970, 1, 1)).days
                moment = term_moment(year, index)
                self.assertGreater(moment, begins - TOLERANCE, (term, day))
                self.assertLess(moment, begins + 1 + TOLERANCE, (term, day))

    def test_names_of_the_terms(self):
        self.assertEqual(TermUtils.name2index("清明"), TERMS.index("qingming"))
        self.assertEqual(TermUtils.name2index("冬至"), TERMS.index("dongzhi"))

    def test_end_of_the_calendar(self):
        spring = FestivalRule("lunar", 1, 1)
        self.assertEqual(spring.next_days(date(2100, 3, 1), 3), [])
        self.assertEqual(
            spring.occasions(date(2100, 1, 1), date(2105, 1, 1)),
            [(date(2100, 2, 9), 2100)],
        )
        self.assertIsNone(QINGMING.day_of(2101))
