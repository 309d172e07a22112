from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_due import DueCase

MODEL = "relationship.personal.date"


class PersonalDateCase(DueCase):
    """Wednesday 23 September 2026, 00:30 in Shanghai: UTC has the day before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.content = cls.env.ref(
            "branch_relationship.relationship_care_content_personal_date"
        )
        cls.cadence.active = False

    @classmethod
    def _create_day(cls, date, name="Wedding day", **values):
        days = cls.env[MODEL].with_user(cls.rm)
        return days.create(
            {"customer_id": cls.customer.id, "name": name, "date": date, **values}
        )

    def _get_cycles(self, customer=None):
        reasons = (customer or self.customer).touchpoint_ids.reason_ids
        return sorted(reasons.mapped("cycle"))


@tagged("post_install", "-at_install")
class TestRelationshipPersonalDate(PersonalDateCase):
    def test_yearly_within_its_notice(self):
        day = self._create_day("2010-09-30")
        self.assertEqual(self._generate("2026-09-22"), 0)
        self.assertEqual(self._generate("2026-09-23"), 1)
        self.assertPlan(self.customer, ("2026-09-30", self.content))
        reason = self._get_open(self.customer).reason_ids
        self.assertEqual(reason.cycle, f"{day.id}:2026:930")
        self.assertEqual((reason.source_model, reason.source_id), (MODEL, day.id))

    def test_comes_every_year_once(self):
        day = self._create_day("2010-09-30")
        self._generate("2026-09-23")
        self._get_open(self.customer)._close_skipped({"skip_reason": "abroad"})
        self.assertEqual(self._generate("2026-09-24"), 0)
        self.assertEqual(self._generate("2027-09-30"), 1)
        self.assertEqual(
            self._get_cycles(), [f"{day.id}:2026:930", f"{day.id}:2027:930"]
        )

    def test_once(self):
        day = self._create_day("2026-09-30", "Exam", is_yearly=False)
        self.assertEqual((day.solar_key, day.lunar_key), (0, 0))
        self._generate("2026-09-23")
        self.assertPlan(self.customer, ("2026-09-30", self.content))
        self.assertEqual(self._get_cycles(), [f"{day.id}:2026-09-30"])
        self._get_open(self.customer)._close_skipped({"skip_reason": "abroad"})
        self.assertEqual(self._generate("2027-09-30"), 0)

    def test_day_off_moves_before(self):
        self._create_day("2010-09-27")  # a Sunday in 2026
        self._generate("2026-09-23")
        self.assertPlan(self.customer, ("2026-09-25", self.content))

    def test_lead_days(self):
        self.content.lead_days = 3
        self._create_day("2010-10-01")
        self._create_day("2026-10-02", "Opening", is_yearly=False)
        self._generate("2026-09-22")
        self.assertPlan(
            self.customer, ("2026-09-28", self.content), ("2026-09-29", self.content)
        )

    def test_lunar(self):
        """Mid-Autumn 2026 is 25 September; 13 September 2019 was Mid-Autumn, too."""
        lunar = self._create_day("2019-09-13", calendar="lunar")
        written = self._create_day("2019-08-15", calendar="lunar_as_written")
        once = self._create_day(
            "2026-08-15", calendar="lunar_as_written", is_yearly=False
        )
        self.assertEqual((lunar + written).mapped("lunar_key"), [815, 815])
        self.assertEqual(str(once.once_date), "2026-09-25")
        self._generate("2026-09-23")
        self.assertPlan(self.customer, ("2026-09-25", self.content))
        self.assertEqual(
            self._get_cycles(),
            [
                f"{lunar.id}:2026:815",
                f"{written.id}:2026:815",
                f"{once.id}:2026-09-25",
            ],
        )

    def test_leap_day_and_short_month(self):
        """29 February is a setting of the bank, day 30 is day 29 in a short month."""
        self._create_day("2020-02-29", "Engagement")
        self.company.relationship_leap_day = "mar1"
        self._generate("2027-02-24")
        self.assertPlan(self.customer, ("2027-03-01", self.content))
        other = self._create_customer("Li")
        # 9 February 2024 is the 30th of the twelfth month, which has 29 days in 2026
        self._create_day("2024-02-09", customer_id=other.id, calendar="lunar")
        self._generate("2027-02-05")
        self.assertPlan(other, ("2027-02-05", self.content))

    def test_missed_nights_are_made_up(self):
        self.content.notice_days = 0
        self._create_day("2010-09-24")
        self.env["relationship.run"].create(
            {
                "date": "2026-09-23",
                "branch_id": self.sub.id,
                "company_id": self.company.id,
                "step": "due",
                "state": "done",
            }
        )
        self.assertEqual(self._generate("2026-09-28"), 1)
        self.assertPlan(self.customer, ("2026-09-24", self.content))
        self.assertEqual(self._generate("2026-09-28"), 0)

    def test_forecast(self):
        self._archive_other_customers()
        self.customer.active = True
        self._create_day("2010-10-26")
        self._create_day("2019-10-08", calendar="lunar")  # the 10th of the 9th month
        rows = self.env["relationship.forecast"].with_user(self.rm)
        found = rows.search([("customer_id", "=", self.customer.id)], order="date")
        self.assertEqual(
            found.mapped(lambda row: (str(row.date), row.content_id)),
            [("2026-10-19", self.content), ("2026-10-26", self.content)],
        )

    def test_whom_it_suits(self):
        orientations = self.env["relationship.orientation"].search([])
        suited = orientations.filtered(lambda row: row.code == "relationship")
        for orientation in orientations:
            customer = self._create_customer(orientation_id=orientation.id)
            self._create_day("2010-09-25", customer_id=customer.id)
            self._generate("2026-09-23")
            self.assertEqual(
                bool(self._get_open(customer)), orientation == suited, orientation.code
            )
        prospect = self._create_customer(relationship_stage="prospect")
        self._create_day("2010-09-25", customer_id=prospect.id)
        self._generate("2026-09-23")
        self.assertPlan(prospect)

    def test_archived_comes_no_more(self):
        day = self._create_day("2010-09-30")
        day.with_user(self.rm).action_archive()
        self.assertEqual(self._generate("2026-09-23"), 0)

    # what was made already

    def assert_lapsed(self, words):
        self.assertEqual(
            self.customer.touchpoint_ids.mapped(
                lambda row: (row.state, row.skip_reason)
            ),
            [("skipped", words)],
        )

    def test_no_longer_kept(self):
        for drop in ("action_archive", "unlink"):
            with self.env.cr.savepoint() as savepoint:
                day = self._create_day("2010-09-30")
                self._generate("2026-09-23")
                getattr(day.with_user(self.admin), drop)()
                self.assert_lapsed("day no longer kept")
                savepoint.rollback()

    def test_moved(self):
        """Corrected, it comes on the right day, though the year's had been made."""
        day = self._create_day("2010-09-30").with_user(self.rm)
        self._generate("2026-09-23")
        day.name = "Silver wedding"
        self.assertPlan(self.customer, ("2026-09-30", self.content))
        day.date = "2010-09-29"
        self.assert_lapsed("day moved")
        self._generate("2026-09-23")
        self.assertPlan(self.customer, ("2026-09-29", self.content))
        day.write({"date": "2026-09-28", "is_yearly": False})
        self.assertPlan(self.customer)
        self._generate("2026-09-23")
        self.assertPlan(self.customer, ("2026-09-28", self.content))
        day.date = "2026-09-25"
        self.assertPlan(self.customer)

    def test_night_leaves_it(self):
        """What is true stays, in the night too, whatever its calendar."""
        self._create_day("2010-09-30")
        self._create_day("2019-09-13", calendar="lunar")
        self._create_day("2026-09-28", is_yearly=False)
        self._generate("2026-09-23")
        closed = self.touchpoints._close_lapsed_branch(self.company, self.sub)
        self.assertEqual(closed, 0)
        self.assertEqual(len(self._get_open(self.customer)), 3)

    # what is said

    def test_words(self):
        day = self._create_day(
            "2010-09-30", "wedding day", relation="parent", person_name="Old Wang"
        )
        self._generate("2026-09-23")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.content.wording = "$form_of_address: $occasion, $date, $days_left"
        self.customer.form_of_address = "Mr Wang"
        self.assertEqual(
            touchpoint.reason_summary, "Old Wang’s wedding day on September 30"
        )
        self.assertEqual(
            touchpoint.wording, "Mr Wang: Old Wang’s wedding day, September 30, 7"
        )
        for relation, summary in (
            ("parent", "Parent’s wedding day on September 30"),
            ("other", "wedding day on September 30"),
            ("customer", "wedding day on September 30"),
        ):
            day.write({"person_name": False, "relation": relation})
            self.env.invalidate_all()
            self.assertEqual(touchpoint.reason_summary, summary)

    def test_words_of_lunar_and_of_once(self):
        self._create_day("2019-09-13", "Reunion", calendar="lunar")
        self._create_day("2026-09-25", "Opening", is_yearly=False)
        self._generate("2026-09-23")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_summary,
            "Reunion on September 25 · Opening on September 25",
        )

    # when it comes next

    def test_next_date(self):
        today = self._create_day("2010-09-23")
        past = self._create_day("2026-09-22", "Exam", is_yearly=False)
        lunar = self._create_day("2019-09-13", calendar="lunar")
        once = self._create_day("2026-10-23", is_yearly=False)
        later = self._create_day("2010-09-22")
        found = [str(day.next_date) for day in (today, past, lunar, once, later)]
        self.assertEqual(
            found, ["2026-09-23", "False", "2026-09-25", "2026-10-23", "2027-09-22"]
        )
        days = today | past | lunar | once | later
        coming = days.with_user(self.rm).search(
            [("id", "in", days.ids), ("next_date", "<=", "today +30d")]
        )
        self.assertEqual(coming, today | lunar | once)
        coming = days.search(
            [("id", "in", days.ids), ("next_date", "<=", "2026-10-22")]
        )
        self.assertEqual(coming, today | lunar)
        own = days.with_user(self.rm)
        nearest_first = own.search([("id", "in", days.ids)], order="next_date")
        self.assertEqual(list(nearest_first), list(today + lunar + once + later + past))

    def test_nearest_first_agrees_with_each(self):
        born = fields.Date.to_date("1960-01-01")
        days = self.env[MODEL].create(
            [
                {
                    "customer_id": self.customer.id,
                    "name": f"{calendar} {born + timedelta(days=offset)}",
                    "date": born + timedelta(days=offset),
                    "calendar": calendar,
                }
                for offset in range(0, 366, 5)
                for calendar in ("solar", "lunar", "lunar_as_written")
            ]
        )
        found = days.search([("id", "in", days.ids)], order="next_date, id")
        expected = days.sorted(lambda day: (day.next_date, day.id))
        self.assertEqual(found.mapped("next_date"), expected.mapped("next_date"))
        self.assertEqual(found, expected)

    # a child's

    def test_childs_birthdate_is_not_kept(self):
        for relation in ("child", "grandchild"):
            day = self._create_day("2019-05-03", "Birthday", relation=relation)
            self.env.flush_all()
            self.env.cr.execute(
                "SELECT * FROM relationship_personal_date WHERE id = %s", day.ids
            )
            self.assertNotIn("2019", str(self.env.cr.fetchall()))
            self.assertEqual(str(day.date), "2027-05-03")
            self.assertEqual(day.solar_key, 503)
        spouse = self._create_day("1990-05-03", "Birthday", relation="spouse")
        self.assertEqual(str(spouse.date), "1990-05-03")
        spouse.with_user(self.rm).relation = "child"
        self.assertEqual(str(spouse.date), "2027-05-03")
        spouse.date = "2018-09-23"
        self.assertEqual(str(spouse.date), "2026-09-23")

    def test_childs_past_day_that_comes_once(self):
        exam = self._create_day("2026-09-23", "Exam", relation="child", is_yearly=False)
        for values in ({"date": "2019-05-03"}, {"date": "2026-09-22"}):
            with self.assertRaisesRegex(ValidationError, "“Exam”"):
                exam.write(values)
        with self.shanghai("2026-10-23 00:30"):
            exam.name = "Exam passed"
            with self.assertRaises(ValidationError):
                exam.is_yearly = False

    # on the card

    def test_typed_on_the_card(self):
        customer = self.customer.with_user(self.rm)
        with Form(customer, "branch_relationship.res_partner_view_form") as card:
            with card.personal_date_ids.new() as line:
                line.name = "Birthday"
                line.relation = "child"
                line.date = fields.Date.to_date("2019-05-03")
        day = customer.personal_date_ids
        self.assertEqual((day.name, str(day.date)), ("Birthday", "2027-05-03"))
        day.action_archive()
        self.env.invalidate_all()
        self.assertFalse(customer.personal_date_ids)

    def test_merged_customers_keep_all(self):
        twin = self._create_customer("Wang again")
        mine = self._create_day("2010-09-30")
        theirs = self._create_day("2010-09-30", customer_id=twin.id)
        self._generate("2026-09-23")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
        self.assertEqual(self.customer.personal_date_ids, mine | theirs)
        self.assertEqual(self._generate("2026-09-23"), 0)
        self.assertEqual(
            self._get_cycles(), [f"{mine.id}:2026:930", f"{theirs.id}:2026:930"]
        )
        self.assertEqual(
            self.touchpoints._close_lapsed_branch(self.company, self.sub), 0
        )


@tagged("post_install", "-at_install")
class TestRelationshipPersonalDateSecurity(PersonalDateCase):
    """A day that matters is visible, and kept, with the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = cls._create_day("2010-09-30", "Secret wedding")
        cls.seeing = cls.rm | cls.head | cls.root_head | cls.admin
        cls.blind = cls.colleague | cls.other_rm | cls.other_head
        cls.outside = cls.employee | cls.salesman | cls.all_leads_salesman

    def test_seen_with_the_customer(self):
        domain = [("id", "=", self.day.id)]
        for user in self.seeing:
            as_user = self.day.with_user(user)
            self.assertEqual(as_user.search(domain), self.day, user.login)
            self.assertEqual(
                as_user._read_group(domain, ["name"]), [("Secret wedding",)]
            )
            as_user.name = "Secret wedding"
        for user in self.blind:
            as_user = self.day.with_user(user)
            as_user.invalidate_recordset()
            self.assertFalse(as_user.search(domain), user.login)
            self.assertFalse(as_user._read_group(domain, ["name"]))
            with self.assertRaises(AccessError):
                as_user.read(["name"])
        for user in self.outside:
            with self.assertRaises(AccessError):
                self.day.with_user(user).search(domain)

    def test_only_those_write(self):
        values = {"customer_id": self.customer.id, "name": "Spy", "date": "2026-09-30"}
        for user in self.blind | self.outside:
            as_user = self.day.with_user(user)
            with self.assertRaises(AccessError):
                as_user.name = "Spy"
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                as_user.create(values)
            with self.assertRaises(AccessError):
                as_user.unlink()
        for user in self.rm | self.head:
            with self.assertRaises(AccessError):
                self.day.with_user(user).unlink()
        self.env.invalidate_all()
        self.assertEqual(self.customer.personal_date_ids, self.day)
        self.assertEqual(self.day.name, "Secret wedding")
        self.assertEqual(self.day.with_user(self.rm).create(values).name, "Spy")
        self.assertTrue(self.day.with_user(self.admin).unlink())

    def test_export(self):
        self.env.ref("base.group_allow_export").user_ids = [
            Command.link(user.id) for user in self.rm | self.colleague
        ]
        rows = self.day.with_user(self.rm).export_data(["name"])["datas"]
        self.assertEqual(rows, [["Secret wedding"]])
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.day.with_user(self.colleague).export_data(["name"])

    def test_administrator_of_another_bank(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.write(
            {"company_ids": [Command.set(bank.ids)], "company_id": bank.id}
        )
        as_admin = self.day.with_user(self.admin).with_company(bank)
        self.assertFalse(as_admin.search([("id", "=", self.day.id)]))

    def test_words_are_told_with_the_card(self):
        self._generate("2026-09-23")
        touchpoint = self._get_open(self.customer)
        touchpoint.user_id = self.colleague
        told = touchpoint.with_user(self.colleague)
        self.assertEqual(told.reason_summary, "Day that matters")
        self.assertFalse(told.wording)
