from datetime import date, timedelta

from odoo.tests import BaseCase

from ..tools.birthday import birthday_keys, birthday_rows
from ..tools.occasion import (
    coming_occasion,
    occasion_in,
    once_occasion,
    without_year,
)


class TestOccasion(BaseCase):
    def test_same_days_as_birthdays(self):
        """The night's rows name the same day and year, for whole years."""
        for leap_day in ("feb28", "mar1"):
            rows = birthday_rows(date(2025, 1, 29), date(2028, 1, 25), leap_day)
            for kind, key, occasion, year in rows:
                keys = (key, 0) if kind == "solar" else (0, key)
                self.assertEqual(occasion_in(keys, year, leap_day), occasion)

    def test_coming(self):
        for keys, start, expected in (
            ((923, 0), date(2026, 9, 23), date(2026, 9, 23)),
            ((923, 0), date(2026, 9, 24), date(2027, 9, 23)),
            ((229, 0), date(2026, 3, 1), date(2027, 2, 28)),
            ((229, 0), date(2027, 3, 1), date(2028, 2, 29)),
            ((0, 815), date(2026, 9, 25), date(2026, 9, 25)),  # Mid-Autumn
            ((0, 815), date(2026, 9, 26), date(2027, 9, 15)),
            ((0, 1230), date(2027, 1, 1), date(2027, 2, 5)),  # a month of 29 days
            ((0, 101), date(2026, 2, 17), date(2026, 2, 17)),  # Spring Festival
        ):
            self.assertEqual(coming_occasion(keys, start), expected, (keys, start))
        self.assertEqual(
            coming_occasion((229, 0), date(2026, 2, 28), "mar1"), date(2026, 3, 1)
        )

    def test_once(self):
        self.assertEqual(once_occasion(date(2026, 6, 7), "solar"), date(2026, 6, 7))
        self.assertEqual(once_occasion(date(2026, 6, 7), "lunar"), date(2026, 6, 7))
        self.assertEqual(
            once_occasion(date(2026, 8, 15), "lunar_as_written"), date(2026, 9, 25)
        )
        for date_ in (date(2026, 8, 31), date(206, 8, 15)):
            self.assertEqual(once_occasion(date_, "lunar_as_written"), date_)

    def test_without_year(self):
        today = date(2026, 9, 23)
        for born, calendar, expected in (
            (date(2019, 9, 23), "solar", date(2026, 9, 23)),
            (date(2019, 9, 22), "solar", date(2027, 9, 22)),
            (date(2020, 2, 29), "solar", date(2028, 2, 29)),
            (date(2019, 9, 13), "lunar", date(2026, 9, 25)),  # 15th of the 8th
            (date(2019, 8, 15), "lunar_as_written", date(2027, 8, 15)),
        ):
            day = without_year(born, calendar, today)
            self.assertEqual(day, expected)
            self.assertEqual(
                birthday_keys(day, calendar), birthday_keys(born, calendar)
            )

    def test_every_day_of_a_childhood_is_forgotten(self):
        """Whatever the day, it comes again, even the 30th of a lunar month."""
        today, born = date(2026, 9, 23), date(2014, 1, 1)
        while born < today:
            for calendar in ("solar", "lunar"):
                self.assertGreaterEqual(without_year(born, calendar, today), today)
            born += timedelta(days=29)
