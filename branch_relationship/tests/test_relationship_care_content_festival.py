from datetime import timedelta

from odoo.fields import Command, Date
from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipCareContentFestival(DueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-21 00:30"))
        cls.contents.active = False
        cls.greetings.active = True
        for name, record in (
            ("great", "festival_great"),
            ("great_batch", "festival_great_batch"),
            ("festival", "festival"),
            ("festival_batch", "festival_batch"),
        ):
            record = f"branch_relationship.relationship_care_content_{record}"
            setattr(cls, name, cls.env.ref(record))
        cls.relation, cls.value = (
            cls.env.ref(f"branch_relationship.relationship_orientation_{name}")
            for name in ("relationship", "value")
        )
        cls.mid_autumn = cls._get_festival("mid_autumn")

    @classmethod
    def _get_festival(cls, name):
        return cls.env.ref(f"branch_relationship.relationship_festival_{name}")

    @classmethod
    def _create(cls, name, segment, **values):
        return cls._create_customer(name, segment_id=segment.id, **values)

    def _run(self, date, state="done"):
        """Note that the due step of this day was run."""
        self.env["relationship.run"].create(
            {
                "date": date,
                "branch_id": self.sub.id,
                "company_id": self.company.id,
                "step": "due",
                "state": state,
            }
        )

    def _close_lapsed(self):
        self.touchpoints._close_lapsed_branch(self.company, self.sub)

    # ------------------------------------------------------------------
    # Who is greeted when
    # ------------------------------------------------------------------

    def test_asked_near_festivals_only(self):
        """Mid-Autumn is on 25 September: told three days before, in person."""
        self.great.write(
            {"festival_ids": [Command.set(self.mid_autumn.ids)], "notice_days": 0}
        )
        is_asked = [
            self.great
            in self.touchpoints._get_contents_to_ask(
                self.company, self.sub, Date.to_date(f"2026-09-{day}")
            )
            for day in (21, 22, 23)
        ]
        self.assertEqual(is_asked, [False, True, False])

    def test_upper_segments_in_person_the_others_by_batch(self):
        """Mid-Autumn is Friday, 25 September 2026."""
        people = {
            segment: self._create(segment.name, segment)
            for segment in (self.low_high, self.high_low, self.low_low)
        }
        self._generate("2026-09-21")
        for customer in (self.customer, people[self.low_high]):
            self.assertPlan(customer, ("2026-09-22", self.great))
        for customer in (people[self.high_low], people[self.low_low]):
            self.assertPlan(customer, ("2026-09-25", self.great_batch))
        reason = self._get_open(self.customer).reason_ids
        self.assertEqual(reason.source_model, "relationship.festival")
        self.assertEqual(reason.source_id, self.mid_autumn.id)
        self.assertEqual(reason.cycle, f"{self.mid_autumn.id}:2026")
        self.assertEqual(str(reason.due_date), "2026-09-22")

    def test_notice(self):
        self.assertEqual(self._generate("2026-09-14"), 0)
        self.assertEqual(self._generate("2026-09-15"), 1)

    def test_days_off_move_before(self):
        self.env["relationship.calendar.day"].create(
            [{"date": day} for day in ("2026-09-22", "2026-09-25", "2026-09-26")]
        )
        other = self._create("Other", self.low_low)
        self._generate("2026-09-21")
        self.assertPlan(self.customer, ("2026-09-21", self.great))
        self.assertPlan(other, ("2026-09-24", self.great_batch))

    def test_only_the_established(self):
        for stage in ("prospect", "met", "dormant", "lost"):
            self._create(stage, self.low_low, relationship_stage=stage)
        self.env["res.partner"].create({"name": "Ordinary"})
        self._generate("2026-09-21")
        reasons = self.env["relationship.touchpoint.reason"].search(
            [("content_id", "in", self.greetings.ids)]
        )
        self.assertEqual(reasons.touchpoint_id.customer_id, self.customer)

    def test_year_of_greetings(self):
        """Worked out by hand for 2027, in which no day off is known but weekends."""
        wife, husband, trader = (
            self._create(
                name,
                segment,
                gender=gender,
                birthdate=birthdate,
                orientation_id=orientation.id,
            )
            for name, segment, gender, birthdate, orientation in (
                ("Wife", self.high_high, "female", "1961-05-01", self.relation),
                ("Husband", self.low_low, "male", "1987-05-01", self.relation),
                ("Trader", self.low_high, "male", "1950-05-01", self.value),
            )
        )
        day = Date.to_date("2026-12-28")
        while day.year < 2028:
            self.touchpoints._generate_branch(self.company, self.sub, day)
            day += timedelta(days=3)
        self.assertPlan(
            wife,
            ("2026-12-30", self.festival),  # New Year's Day, a Friday
            ("2027-02-03", self.great),  # Spring Festival, Saturday 6 February
            ("2027-02-18", self.festival),  # Lantern Festival, Saturday the 20th
            ("2027-03-05", self.festival),  # Women's Day, Monday; due on Saturday
            ("2027-06-07", self.festival),  # Dragon Boat Festival, the 9th
            ("2027-09-10", self.great),  # Mid-Autumn, the 15th; due on Sunday
            ("2027-09-29", self.festival),  # National Day
            ("2027-10-06", self.festival),  # Double Ninth Festival, the 8th
            ("2027-12-30", self.festival),  # New Year's Day 2028, a Saturday
        )
        self.assertPlan(
            husband,
            ("2027-01-01", self.festival_batch),
            ("2027-02-05", self.great_batch),
            ("2027-02-19", self.festival_batch),
            ("2027-06-09", self.festival_batch),
            ("2027-09-15", self.great_batch),
            ("2027-10-01", self.festival_batch),
            ("2027-12-31", self.festival_batch),
        )
        self.assertPlan(trader, ("2027-02-03", self.great), ("2027-09-10", self.great))

    def test_age_on_the_day(self):
        """Double Ninth Festival 2026 is 18 October: 60 on it, or a day later."""
        self.great.active = False
        old, young, unknown = (
            self._create(str(birthdate), self.high_high, birthdate=birthdate)
            for birthdate in ("1966-10-18", "1966-10-19", False)
        )
        self._generate("2026-10-15")
        self.assertPlan(old, ("2026-10-16", self.festival))
        self.assertPlan(young)
        self.assertPlan(unknown)

    def test_leap_day_of_the_company(self):
        leap = self.env["relationship.festival"].create(
            {"name": "Leap", "month": 2, "day": 29}
        )
        self.festival.write({"festival_ids": leap.ids, "lead_days": 0})
        self.company.relationship_leap_day = "mar1"
        self._generate("2027-02-23")
        self.assertPlan(self.customer, ("2027-03-01", self.festival))

    def test_each_company_has_its_own(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        theirs = self._create_customer(
            "Theirs", company_id=bank.id, branch_id=False, user_id=False
        )
        content = self.great.copy({"company_id": bank.id, "segment_ids": False})
        self.assertEqual(content.festival_ids, self.great.festival_ids)
        self.great.festival_ids -= self.mid_autumn
        self._generate("2026-09-21")
        self.assertPlan(theirs, ("2026-09-22", content))
        self.assertPlan(self.customer)

    # ------------------------------------------------------------------
    # Once
    # ------------------------------------------------------------------

    def test_comes_once_a_year(self):
        self._generate("2026-09-21")
        self.assertEqual(self._generate("2026-09-21"), 0)
        self._get_open(self.customer)._close_skipped({"skip_reason": "abroad"})
        self.assertEqual(self._generate("2026-09-21"), 0)
        self.assertEqual(self._generate("2027-09-10"), 1)
        cycle = self._get_open(self.customer).reason_ids.cycle
        self.assertEqual(cycle, f"{self.mid_autumn.id}:2027")

    def test_lunar_year_is_the_cycle(self):
        """Two Laba festivals in 2022: of the lunar years 2021 and 2022."""
        laba = self._get_festival("laba")
        self.festival.write({"festival_ids": laba.ids, "lead_days": 0})
        for day, year in (("2022-01-10", 2021), ("2022-12-30", 2022)):
            self.assertEqual(self._generate(day), 1)
            touchpoint = self._get_open(self.customer)
            self.assertEqual(touchpoint.reason_ids.cycle, f"{laba.id}:{year}")
            self.assertEqual(str(touchpoint.due_date), day)
            touchpoint._close_skipped({"skip_reason": "test"})

    def test_missed_nights_are_made_up(self):
        self.festival.active = False
        self.great.notice_days = 0
        self.assertEqual(self._generate("2026-09-23"), 0)
        self._run("2026-09-21")
        self.assertEqual(self._generate("2026-09-23"), 1)
        self.assertPlan(self.customer, ("2026-09-22", self.great))

    def test_two_festivals_on_a_day_are_one_contact(self):
        anniversary = self.env["relationship.festival"].create(
            {"name": "Anniversary", "month": 9, "day": 25}
        )
        self.great.festival_ids += anniversary
        self.assertEqual(self._generate("2026-09-21"), 1)
        self.assertEqual(
            set(self._get_open(self.customer).reason_ids.mapped("source_id")),
            {self.mid_autumn.id, anniversary.id},
        )

    # ------------------------------------------------------------------
    # No longer so
    # ------------------------------------------------------------------

    def test_festival_out_of_use(self):
        other = self._create("Other", self.low_low)
        self._generate("2026-09-21")
        self.great_batch.festival_ids -= self.mid_autumn
        self._close_lapsed()
        self.assertPlan(other)
        self.assertEqual(other.touchpoint_ids.skip_reason, "occasion no longer used")
        self.assertPlan(self.customer, ("2026-09-22", self.great))
        self.mid_autumn.active = False
        self._close_lapsed()
        self.assertPlan(self.customer)
        self.assertEqual(self._generate("2026-09-21"), 0)

    def test_festival_moved(self):
        """What is open comes on the new day; what is done is not done again."""
        done = self._create("Done", self.high_high)
        self._generate("2026-09-21")
        self._get_open(done).record_outcome({"result": "reached"})
        [wrong] = self._get_open(self.customer)
        festival = self.mid_autumn.with_user(self.admin)
        festival.write({"name": "Renamed"})
        self.assertEqual(self._generate("2026-09-21"), 0)
        festival.write({"calendar": "solar", "month": 9, "day": 28})
        self._generate("2026-09-21")
        self._close_lapsed()
        self.assertEqual(
            (wrong.state, wrong.skip_reason), ("skipped", "festival moved")
        )
        self.assertPlan(self.customer, ("2026-09-25", self.great))
        self.assertEqual(
            self._get_open(self.customer).reason_ids.cycle, f"{festival.id}:2026"
        )
        self.assertPlan(done)

    def test_festival_moved_to_and_fro(self):
        self.festival.active = False
        for day in (28, 29, 28, 29):
            self.mid_autumn.write({"calendar": "solar", "month": 9, "day": day})
            self._generate("2026-09-24")
            self._close_lapsed()
        self.assertPlan(self.customer, ("2026-09-25", self.great))
        self.assertEqual(len(self.customer.touchpoint_ids.reason_ids), 4)

    def test_archived_content(self):
        self._generate("2026-09-21")
        self.great.active = False
        self._close_lapsed()
        self.assertPlan(self.customer)

    # ------------------------------------------------------------------
    # In words
    # ------------------------------------------------------------------

    def test_summary_and_wording(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.customer.form_of_address = "王先生"
        self._generate("2026-09-21")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_ids.sudo().summary, "Mid-Autumn Festival on September 25"
        )
        self.assertEqual(
            touchpoint.reason_summary, "Mid-Autumn Festival on September 25"
        )
        self.assertEqual(
            touchpoint.wording,
            f"Good day 王先生, this is {self.rm.name} of Branch S1. Mid-Autumn Festival"
            " is near: I wish you and your family health, happiness and a good time"
            " together.",
        )
        in_chinese = touchpoint.with_context(lang="zh_CN")
        self.assertEqual(in_chinese.reason_summary, "9月25日中秋节")
        self.assertIn("王先生", in_chinese.wording)
        self.assertIn("中秋节", in_chinese.wording)

    def test_placeholders(self):
        self.great.wording = "$festival|$date|$days_left"
        self._generate("2026-09-21")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(touchpoint.wording, "Mid-Autumn Festival|September 25|4")

    # ------------------------------------------------------------------
    # My Day
    # ------------------------------------------------------------------

    def test_line_of_my_day(self):
        self.greetings.segment_ids -= self.high_high
        self.great.active = False
        people = [self._create(f"Many {n}", self.low_low) for n in range(3)]
        with self.shanghai("2026-09-25 05:30"):
            self._generate("2026-09-25")
            self.touchpoints._dispatch(Date.to_date("2026-09-25"))
        batch = self.env["relationship.touchpoint.batch"].search(
            [("user_id", "=", self.rm.id)]
        )
        self.assertEqual(batch.name, "Mid-Autumn Festival · Festival wishes to many")
        self.assertEqual(len(batch.touchpoint_ids), len(people))

    def test_forecast(self):
        self.env.invalidate_all()
        rows = (
            self.env["relationship.forecast"]
            .with_user(self.rm)
            .search([("kind", "=", "expected"), ("customer_id", "=", self.customer.id)])
        )
        self.assertEqual(
            [(str(row.date), row.content_id) for row in rows],
            [
                ("2026-09-22", self.great),
                ("2026-09-29", self.festival),
            ],
        )

    def test_merged_customers_are_greeted_once(self):
        twin = self._create("Twin", self.high_high, email="wang@example.com")
        self.customer.email = "wang@example.com"
        self._generate("2026-09-21")
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "dst_partner_id": self.customer.id,
                "partner_ids": [Command.set((self.customer | twin).ids)],
            }
        )
        wizard.action_merge()
        self.assertPlan(self.customer, ("2026-09-22", self.great))
        self.assertEqual(self._generate("2026-09-21"), 0)
