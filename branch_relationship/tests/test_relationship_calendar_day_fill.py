import base64
import json
import unittest
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..tools import official_calendar
from .common_due import DueCase

#: Public holidays by law in 2027, from the almanac.
COMPUTED_2027 = {
    "2027-01-01": "New Year's Day",
    "2027-02-05": "Chinese New Year's Eve",
    "2027-02-06": "Spring Festival",
    "2027-02-07": "Spring Festival",
    "2027-02-08": "Spring Festival",
    "2027-04-05": "Qingming",
    "2027-05-01": "Labour Day",
    "2027-05-02": "Labour Day",
    "2027-06-09": "Dragon Boat Festival",
    "2027-09-15": "Mid-Autumn Festival",
    "2027-10-01": "National Day",
    "2027-10-02": "National Day",
    "2027-10-03": "National Day",
}


@tagged("post_install", "-at_install")
class TestRelationshipCalendarDayFill(DueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-21 00:30"))
        cls.days = cls.env["relationship.calendar.day"].with_user(cls.admin)
        cls.days.search([]).unlink()
        cls.fills = cls.env["relationship.calendar.day.fill"].with_user(cls.admin)

    def _import(self, *days, fills=None, **values):
        data = json.dumps({"days": days, **values}).encode()
        fill = (self.fills if fills is None else fills).create(
            {"calendar_file": base64.b64encode(data)}
        )
        return fill.action_import()["params"]["message"]

    def _get_days(self, year=2026, company=None):
        rows = self.days.search(
            self.days._get_year_domain(company or self.company, year)
        )
        return {str(row.date): (row.is_working, row.is_provisional) for row in rows}

    def _off(self, day, name="国庆节"):
        return {"name": name, "date": day, "isOffDay": True}

    def _worked(self, day):
        return {"name": "国庆节", "date": day, "isOffDay": False}

    # ------------------------------------------------------------------
    # A file
    # ------------------------------------------------------------------

    def test_file(self):
        message = self._import(self._off("2026-10-01"), self._worked("2026-10-10"))
        self.assertEqual(message, "2 days added, 0 changed, 0 as they were.")
        self.assertEqual(
            self._get_days(),
            {"2026-10-01": (False, False), "2026-10-10": (True, False)},
        )
        self.assertEqual(set(self.days.search([]).mapped("name")), {"国庆节"})

    def test_twice_is_nothing_twice(self):
        file = [self._off("2026-10-01"), self._worked("2026-10-10")]
        self._import(*file)
        before = self.days.search([]).read(["name", "date", "is_working", "write_date"])
        self.assertEqual(
            self._import(*file), "0 days added, 0 changed, 2 as they were."
        )
        after = self.days.search([]).read(["name", "date", "is_working", "write_date"])
        self.assertEqual(after, before)

    def test_what_the_bank_entered_stays(self):
        own = self.days.create({"name": "Anniversary", "date": "2026-10-12"})
        wrong = self.days.create(
            {"name": "Own name", "date": "2026-10-10", "is_working": False}
        )
        message = self._import(self._off("2026-10-01"), self._worked("2026-10-10"))
        self.assertEqual(message, "1 days added, 1 changed, 0 as they were.")
        self.assertTrue(own.exists())
        self.assertFalse(own.is_working)
        self.assertTrue(wrong.is_working)
        self.assertEqual(wrong.name, "Own name")

    def test_open_contacts_follow(self):
        self._contact(self.customer, "2026-09-20")  # next on Monday 5 October
        born = self._create_customer("Born", birthdate="1980-10-05")
        self._generate("2026-10-01")
        touchpoint = self._get_open(self.customer)
        touchpoint._assign()
        self._import(*(self._off(f"2026-10-0{day}") for day in range(1, 8)))
        self.assertPlan(self.customer, ("2026-10-08", self.cadence))
        self.assertPlan(born, ("2026-09-30", self.birthday))
        self.assertEqual(str(touchpoint.activity_ids.date_deadline), "2026-10-08")
        self._import(self._worked("2026-10-05"))
        self.assertPlan(self.customer, ("2026-10-05", self.cadence))
        self.assertPlan(born, ("2026-10-05", self.birthday))

    def test_bad_file_is_told_in_words(self):
        before = self._get_days()
        self.env["res.lang"]._activate_lang("zh_CN")
        in_chinese = self.fills.with_context(lang="zh_CN")
        for fills, words in ((self.fills, "is no date"), (in_chinese, "不是日期")):
            with self.assertRaises(UserError) as caught:
                self._import(
                    self._off("2026-10-01"), self._off("2026-10-32"), fills=fills
                )
            self.assertIn(words, caught.exception.args[0])
        with self.assertRaisesRegex(UserError, "请先选择文件"):
            in_chinese.create({}).action_import()
        self.assertEqual(self._get_days(), before)

    def test_of_one_company(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.company_ids += bank
        fill = self.fills.with_context(allowed_company_ids=bank.ids).create({})
        self.assertEqual(fill.company_id, bank)
        fill.calendar_file = base64.b64encode(
            json.dumps({"days": [self._off("2026-10-01")]}).encode()
        )
        fill.action_import()
        theirs = self.days.with_context(allowed_company_ids=bank.ids)
        self.assertEqual(theirs.search([]).company_id, bank)
        self.assertEqual(self._get_days(), {})

    # ------------------------------------------------------------------
    # Without a file
    # ------------------------------------------------------------------

    @unittest.skipUnless(official_calendar.constants, "chinesecalendar is optional")
    def test_known_year_and_computed_year(self):
        with Form(self.fills) as form:
            self.assertEqual(
                form.state_text,
                "2026: not known, only weekends are kept free; "
                "2027: not known, only weekends are kept free",
            )
            self.assertEqual(
                form.offer_text,
                "2026: official days, 2027: public holidays as computed",
            )
        message = form.record.action_fill()["params"]["message"]
        self.assertEqual(
            message,
            "2026: known; 2027: only public holidays, as computed",
        )
        known = self._get_days(2026)
        self.assertEqual(len(known), 39)
        self.assertEqual(known["2026-10-10"], (True, False))
        self.assertEqual(known["2026-10-07"], (False, False))
        computed = self.days.search(self.days._get_year_domain(self.company, 2027))
        self.assertEqual({str(row.date): row.name for row in computed}, COMPUTED_2027)
        self.assertEqual(set(computed.mapped("is_provisional")), {True})
        self.assertEqual(set(computed.mapped("is_working")), {False})

    def test_fill_twice(self):
        self.fills.create({}).action_fill()
        before = self.days.search([]).read(["date", "write_date"])
        self.fills.create({}).action_fill()
        self.assertEqual(self.days.search([]).read(["date", "write_date"]), before)

    def test_without_the_library_all_is_computed(self):
        self.patch(official_calendar, "constants", None)
        self.fills.create({}).action_fill()
        self.assertEqual(len(self._get_days(2026)), 13)
        self.assertEqual(self._get_days(2026)["2026-09-25"], (False, True))
        self.assertEqual(self.days._get_year_state(self.company, 2026), "computed")

    @unittest.skipUnless(official_calendar.constants, "chinesecalendar is optional")
    def test_published_days_replace_computed_ones(self):
        self.fills.create({}).action_fill()
        self._import(self._off("2027-10-01"), self._worked("2027-10-09"), year=2027)
        self.assertEqual(
            self._get_days(2027),
            {"2027-10-01": (False, False), "2027-10-09": (True, False)},
        )
        self.assertEqual(len(self._get_days(2026)), 39)

    def test_last_day_of_the_year_before(self):
        """The notice of 2028 gives 31 December off: the rest of 2027 stays computed."""
        self.days._create_computed(self.company, 2027)
        days = ("2027-12-31", "2028-01-01", "2028-01-02")
        self._import(*map(self._off, days), year=2028)
        computed = dict.fromkeys(COMPUTED_2027, (False, True))
        self.assertEqual(
            self._get_days(2027), {**computed, "2027-12-31": (False, False)}
        )

    def test_manual_calendar_is_not_computed_besides(self):
        self.days.create({"name": "Own", "date": "2027-10-01"})
        self.fills.create({}).action_fill()
        self.assertEqual(self._get_days(2027), {"2027-10-01": (False, False)})

    def test_changed_by_hand_is_no_longer_computed(self):
        self.fills.create({}).action_fill()
        day = self.days.search([("date", "=", "2027-09-15")])
        day.name = "Own"
        self.assertFalse(day.is_provisional)
        self._import(self._off("2027-10-01"), year=2027)
        self.assertTrue(day.exists())

    def test_computed_days_are_kept_free(self):
        self.fills.create({}).action_fill()
        self.assertEqual(
            self.days._get_working_day(date(2027, 9, 15), self.company),
            date(2027, 9, 16),
        )

    def test_greeting_of_a_day_off(self):
        """Mid-Autumn 2026, a day off, is greeted on Thursday."""
        self.contents.active = False
        self.greetings.active = True
        other = self._create_customer("Other", segment_id=self.low_low.id)
        self.fills.create({}).action_fill()
        self._generate("2026-09-21")
        [contact] = self._get_open(other)
        self.assertEqual(str(contact.due_date), "2026-09-24")

    def test_only_administrators(self):
        for user in (self.rm, self.head, self.employee):
            with self.assertRaises(AccessError):
                self._import(self._off("2026-10-01"), fills=self.fills.with_user(user))
            with self.assertRaises(AccessError):
                self.days.with_user(user)._fill_year(self.company, 2026)
        self.assertEqual(self._get_days(), {})
