from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipFestival(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-25 00:30"))
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.festivals = cls.env["relationship.festival"].with_user(cls.admin)
        cls.mid_autumn = cls._get("mid_autumn")

    @classmethod
    def _get(cls, name):
        record = cls.env.ref(f"branch_relationship.relationship_festival_{name}")
        return record.with_user(cls.admin)

    def test_shipped_festivals(self):
        """Every next day as almanacs have it, from Mid-Autumn 2026 on."""
        for name, day in (
            ("mid_autumn", "2026-09-25"),
            ("national", "2026-10-01"),
            ("double_ninth", "2026-10-18"),
            ("christmas", "2026-12-25"),
            ("new_year", "2027-01-01"),
            ("laba", "2027-01-15"),
            ("spring_eve", "2027-02-05"),
            ("spring", "2027-02-06"),
            ("lantern", "2027-02-20"),
            ("women", "2027-03-08"),
            ("qingming", "2027-04-05"),
            ("labour", "2027-05-01"),
            ("mother", "2027-05-09"),
            ("children", "2027-06-01"),
            ("dragon_boat", "2027-06-09"),
            ("father", "2027-06-20"),
            ("qixi", "2027-08-08"),
            ("teachers", "2027-09-10"),
        ):
            self.assertEqual(str(self._get(name).next_date), day, name)
        self.assertFalse(self._get("christmas").active)

    def test_today_is_the_readers(self):
        """00:30 in Shanghai is yesterday in London."""
        self.assertEqual(str(self.mid_autumn.next_date), "2026-09-25")
        with self.shanghai("2026-09-26 00:30"):
            self.mid_autumn.invalidate_recordset()
            self.assertEqual(str(self.mid_autumn.next_date), "2027-09-15")
            self.admin.tz = "Europe/London"
            self.mid_autumn.invalidate_recordset()
            self.assertEqual(str(self.mid_autumn.next_date), "2026-09-25")

    def test_later_dates(self):
        self.assertEqual(
            self.mid_autumn.later_dates, "09/15/2027 · 10/03/2028 · 09/22/2029"
        )

    def test_rule_in_words(self):
        chinese = {"lang": "zh_CN"}
        for name, english, in_chinese in (
            ("mid_autumn", "Lunar month 8, day 15", "农历8月15日"),
            ("national", "October 1", "10月1日"),
            ("mother", "Second Sunday of month 5", "5月第二个星期日"),
            ("qingming", "Pure Brightness", "清明"),
        ):
            festival = self._get(name)
            self.assertEqual(festival.rule_text, english)
            self.assertEqual(festival.with_context(**chinese).rule_text, in_chinese)

    def test_leap_day_follows_the_company(self):
        leap = self.festivals.create({"name": "Leap", "month": 2, "day": 29})
        self.company.relationship_leap_day = "mar1"
        self.assertEqual(str(leap.next_date), "2027-03-01")
        self.company.relationship_leap_day = "feb28"
        leap.invalidate_recordset()
        self.assertEqual(str(leap.next_date), "2027-02-28")

    def test_search_by_next_date(self):
        soon = self.festivals.search([("next_date", "<=", "today +30d")])
        names = ("mid_autumn", "national", "double_ninth")
        self.assertEqual(soon.ids, [self._get(name).id for name in names])
        self.assertNotIn(self._get("christmas"), self.festivals.search([]))

    def test_calendar_of_another_month(self):
        """The calendar view asks from the first day it shows on."""
        festivals = self.festivals.with_context(
            relationship_festival_since="2028-09-25"
        )
        rows = festivals.search_read(
            [("next_date", "<=", "2028-11-04"), ("next_date", ">=", "2028-09-25")],
            ["name", "next_date"],
        )
        self.assertEqual(
            {row["name"]: str(row["next_date"]) for row in rows},
            {
                "National Day": "2028-10-01",
                "Mid-Autumn Festival": "2028-10-03",
                "Double Ninth Festival": "2028-10-26",
            },
        )

    def test_form(self):
        with Form(self.festivals) as form:
            form.name = "Day of the Bank"
            form.calendar = "lunar"
            form.month = 9
            form.day = 1
            self.assertEqual(str(form.next_date), "2026-10-10")
            form.month = 0
            self.assertFalse(form.next_date)
            form.month = 9

    def test_no_such_day(self):
        for values in (
            {"month": 13},
            {"month": 2, "day": 30},
            {"month": 0},
            {"day": 0},
            {"calendar": "lunar", "month": 8, "day": 31},
            {"calendar": "term", "term": False},
            {"calendar": "weekday", "week": False},
        ):
            with self.subTest(values), self.assertRaises(ValidationError) as caught:
                self.festivals.create({"name": "Wrong", **values})
            self.assertIn("Wrong", str(caught.exception))

    def test_only_administrators_change_them(self):
        for user in (self.rm, self.head):
            festival = self.mid_autumn.with_user(user)
            self.assertEqual(festival.name, "Mid-Autumn Festival")
            for change in (
                lambda festival=festival: festival.write({"day": 16}),
                lambda festival=festival: festival.copy(),
                festival.unlink,
            ):
                with self.assertRaises(AccessError):
                    change()
            self.assertEqual(self.mid_autumn.day, 15)
        with self.assertRaises(AccessError):
            self.mid_autumn.with_user(self.employee).read(["name"])
        with self.assertRaises(AccessError):
            self.mid_autumn.unlink()
        self.mid_autumn.active = False
        self.assertNotIn(self.mid_autumn, self.festivals.search([]))
