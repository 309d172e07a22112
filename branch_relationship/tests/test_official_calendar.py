import json
import unittest
from datetime import date

from odoo.tests import BaseCase, tagged

from ..tools import official_calendar
from ..tools.official_calendar import CalendarRefused, known_days, read_calendar

NATIONAL = {"name": "国庆节", "date": "2026-10-01", "isOffDay": True}


@tagged("post_install", "-at_install")
class TestOfficialCalendar(BaseCase):
    def take(self, *days, **values):
        return read_calendar(json.dumps({"days": days, **values}).encode())

    def assertRefused(self, words, data):
        with self.assertRaises(CalendarRefused) as caught:
            read_calendar(data)
        self.assertIn(words, caught.exception.args[0]._translate("en_US"))

    def test_days(self):
        made_up = {"date": "2026-10-10", "isOffDay": False}
        days = self.take(NATIONAL, made_up, NATIONAL, year=2026, papers=[])
        self.assertEqual(
            days,
            {
                date(2026, 10, 1): ("国庆节", False),
                date(2026, 10, 10): ("", True),
            },
        )

    def test_byte_order_mark(self):
        data = b"\xef\xbb\xbf" + json.dumps({"days": [NATIONAL]}).encode()
        self.assertEqual(list(read_calendar(data)), [date(2026, 10, 1)])

    def test_last_days_of_the_year_before(self):
        days = self.take({**NATIONAL, "date": "2025-12-31"}, year=2026)
        self.assertEqual(list(days), [date(2025, 12, 31)])

    def test_bad_files(self):
        for words, data in (
            ("not JSON: see line 2", b'{"days":\n [}'),
            ("not JSON: see line 1", b""),
            ("not JSON", b"date,name\n2026-10-01,x\n"),
            ("not UTF-8", "国庆节".encode("gbk")),
            ("not UTF-8", b"\xff\xd8\xff"),
            ("too large", b" " * 1_000_001),
            ("not a calendar", b"[" * 100_000),
            ("no list “days”", b"[]"),
            ("no list “days”", b"null"),
            ("no list “days”", b'{"days": {}}'),
            ("has not been published", b'{"year": 2027, "days": []}'),
        ):
            with self.subTest(words):
                self.assertRefused(words, data)

    def test_bad_days(self):
        for words, *days in (
            ("Day 1 is no object", "2026-10-01"),
            ("Day 2: “2026-13-01” is no date", NATIONAL, {"date": "2026-13-01"}),
            ("Day 1: “None” is no date", {"isOffDay": True}),
            ("Day 1: “20261001” is no date", {"date": 20261001}),
            ("2026-10-01: “isOffDay”", {"date": "2026-10-01"}),
            ("2026-10-01: “isOffDay”", {**NATIONAL, "isOffDay": "yes"}),
            ("twice in the list", NATIONAL, {**NATIONAL, "isOffDay": False}),
            ("2062-10-01 is not of the year 2026", {**NATIONAL, "date": "2062-10-01"}),
        ):
            with self.subTest(words):
                data = json.dumps({"year": 2026, "days": days}).encode()
                self.assertRefused(words, data)

    @unittest.skipUnless(official_calendar.constants, "chinesecalendar is optional")
    def test_library(self):
        """National Day of 2026: seven days off, two days made up."""
        days = known_days(2026)
        self.assertEqual(len(days), 39)
        self.assertEqual(days[date(2026, 10, 7)], ("National Day", False))
        self.assertEqual(days[date(2026, 9, 20)], ("National Day", True))
        self.assertNotIn(date(2026, 10, 8), days)
        in_chinese = known_days(2026, in_chinese=True)
        self.assertEqual(in_chinese[date(2026, 10, 7)], ("国庆节", False))
        self.assertEqual(known_days(2001), {})

    def test_without_the_library(self):
        self.patch(official_calendar, "constants", None)
        self.assertEqual(known_days(2026), {})
