from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointDue(DueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deposit = cls._create_product("deposit")
        cls._contact(cls.customer, "2026-09-20")  # next on Monday 5 October

    def test_cadence_comes_within_its_notice(self):
        self.assertEqual(self._generate("2026-09-27"), 0)
        self.assertEqual(self._generate("2026-09-28"), 1)
        touchpoint = self._get_open(self.customer)
        self.assertPlan(self.customer, ("2026-10-05", self.cadence))
        self.assertEqual(touchpoint.state, "planned")
        self.assertEqual(touchpoint.user_id, self.rm)
        self.assertEqual(touchpoint.branch_id, self.sub)
        self.assertEqual(touchpoint.segment_id, self.high_high)
        self.assertEqual(touchpoint.company_id, self.company)
        self.assertEqual(str(touchpoint.made_date), "2026-09-28")
        self.assertEqual(touchpoint.first_due_date, touchpoint.due_date)
        self.assertEqual(
            touchpoint.reason_ids.key,
            f"{self.cadence.id}:{self.customer.id}:2026-09-20",
        )

    def test_second_run_adds_nothing(self):
        self._create_holding(self.customer, self.deposit, "D1", matures_on="2026-10-05")
        self._generate("2026-09-28")
        before = self._get_ledger()
        self.assertEqual(self._generate("2026-09-28"), 0)
        self.assertEqual(self._get_ledger(), before)

    def test_day_off_moves_cadence_after(self):
        self._contact(self.customer, "2026-09-25")  # next on Saturday 10 October
        self._generate("2026-10-07")
        self.assertPlan(self.customer, ("2026-10-12", self.cadence))
        self.assertEqual(
            str(self._get_open(self.customer).reason_ids.due_date), "2026-10-10"
        )

    def test_make_up_working_day(self):
        self.env["relationship.calendar.day"].create(
            {"name": "Make-up day", "date": "2026-10-10", "is_working": True}
        )
        self._contact(self.customer, "2026-09-25")
        self._generate("2026-10-07")
        self.assertPlan(self.customer, ("2026-10-10", self.cadence))

    def test_only_the_established_are_cared_for(self):
        customers = self.env["res.partner"]
        for stage in ("prospect", "met", "dormant", "lost"):
            customers |= self._create_customer(
                stage, relationship_stage=stage, birthdate="1980-09-23"
            )
        for number, customer in enumerate(customers):
            self._create_holding(
                customer, self.deposit, f"D{number}", matures_on="2026-09-23"
            )
        self._generate("2026-09-23")
        for customer in customers:
            self.assertPlan(
                customer,
                ("2026-09-23", self.maturity_0),
                ("2026-09-24", self.maturity_after),
            )

    def test_maturity_before_on_and_after(self):
        other = self._create_customer("Li")
        holding = self._create_holding(
            other, self.deposit, "D1", matures_on="2026-10-29"
        )
        for date in ("2026-09-22", "2026-10-15", "2026-10-22", "2026-10-23"):
            self._generate(date)
        self.assertPlan(
            other,
            ("2026-09-29", self.maturity_30),
            ("2026-10-22", self.maturity_7),
            ("2026-10-29", self.maturity_0),
            ("2026-10-30", self.maturity_after),
        )
        reason = self._get_open(other)[0].reason_ids
        self.assertEqual(reason.source_model, "relationship.holding")
        self.assertEqual(reason.source_id, holding.id)
        self.assertEqual(reason.cycle, f"{holding.id}:2026-10-29")

    def test_matured_on_friday_is_asked_about_on_monday(self):
        other = self._create_customer("Li")
        self._create_holding(other, self.deposit, "D1", matures_on="2026-10-16")
        self._generate("2026-10-16")
        self.assertPlan(
            other,
            ("2026-10-16", self.maturity_0),
            ("2026-10-19", self.maturity_after),
        )

    def test_a_holiday_longer_than_the_notice_loses_nothing(self):
        self.env["relationship.calendar.day"].create(
            [{"date": f"2026-10-{day}", "is_working": False} for day in range(17, 31)]
        )
        self.maturity_0.active = False
        other = self._create_customer("Li")
        self._create_holding(other, self.deposit, "D1", matures_on="2026-10-16")
        for day in range(16, 32):
            self._generate(f"2026-10-{day}")
        self.assertPlan(other, ("2026-11-02", self.maturity_after))

    def test_moved_maturity_is_another_occasion(self):
        other = self._create_customer("Li")
        holding = self._create_holding(
            other, self.deposit, "D1", matures_on="2026-09-23"
        )
        self._generate("2026-09-23")
        self._get_open(other)._close_skipped({"skip_reason": "on holiday"})
        holding.matures_on = "2026-09-24"
        self._generate("2026-09-24")
        due = self._get_open(other).reason_ids.filtered(
            lambda reason: reason.content_id == self.maturity_0
        )
        self.assertEqual(due.cycle, f"{holding.id}:2026-09-24")

    def test_closed_holding_is_quiet(self):
        other = self._create_customer("Li")
        self._create_holding(
            other, self.deposit, "D1", matures_on="2026-09-23", active=False
        )
        self._generate("2026-09-23")
        self.assertPlan(other)

    def _create_overdue(self):
        """Create a loan overdue since 28 September of a customer of its own."""
        self.cadence.active = False
        with self.shanghai("2026-09-28 10:00"):
            return self._create_holding(
                self._create_customer("Li"),
                self._create_product("loan"),
                "L1",
                overdue_amount=800,
            )

    def test_overdue_comes_once_a_month(self):
        loan = self._create_overdue()
        self.assertEqual(self._generate("2026-09-28"), 1)
        self.assertPlan(loan.customer_id, ("2026-09-28", self.overdue))
        self.assertEqual(self._generate("2026-10-01"), 0)
        self._get_open(loan.customer_id)._close_skipped({"skip_reason": "promised"})
        with self.shanghai("2026-10-15 10:00"):
            loan.overdue_amount = 900
        self.assertEqual(self._generate("2026-10-27"), 0)
        self.assertEqual(self._generate("2026-10-28"), 1)
        self.assertEqual(self._generate("2026-11-27"), 0)

    def test_overdue_anew_is_another_occasion(self):
        loan = self._create_overdue()
        self._generate("2026-09-28")
        with self.shanghai("2026-09-29 10:00"):
            loan.overdue_amount = 0
            self.touchpoints._close_lapsed_branch(self.company, self.sub)
        self.assertFalse(loan.overdue_since)
        self.assertEqual(self._generate("2026-09-30"), 0)
        with self.shanghai("2026-10-13 10:00"):
            loan.overdue_amount = 500
        self.assertEqual(self._generate("2026-10-12"), 0, "not known on that day")
        self.assertEqual(self._generate("2026-10-13"), 1)
        self.assertEqual(self._generate("2026-10-14"), 0)
        self._get_open(loan.customer_id)._close_skipped({"skip_reason": "promised"})
        self.assertEqual(self._generate("2026-11-13"), 1)

    def test_overdue_anew_joins_the_contact_that_is_open(self):
        """Paid and overdue again by day: no night has closed the contact yet."""
        loan = self._create_overdue()
        self._generate("2026-09-28")
        with self.shanghai("2026-09-29 10:00"):
            loan.overdue_amount = 0
            loan.overdue_amount = 500
        self.assertEqual(self._generate("2026-09-30"), 0)
        self.assertPlan(loan.customer_id, ("2026-09-28", self.overdue))

    def test_loan_that_was_closed_is_overdue_anew(self):
        loan = self._create_overdue()
        with self.shanghai("2026-10-04 10:00"):
            loan.active = False
        self.assertEqual(str(loan.overdue_since), "2026-09-28")
        with self.shanghai("2026-10-05 10:00"):
            loan.active = True
        self.assertEqual(str(loan.overdue_since), "2026-10-05")

    def test_overdue_of_unknown_day_counts_its_contacts_as_before(self):
        """As of a database that was upgraded."""
        loan = self._create_overdue()
        self._generate("2026-09-28")
        loan.overdue_since = False
        with self.shanghai("2026-10-05 10:00"):
            loan.overdue_amount = 900
        self.assertFalse(loan.overdue_since)
        self._get_open(loan.customer_id)._close_skipped({"skip_reason": "promised"})
        self.assertEqual(self._generate("2026-10-27"), 0)
        self.assertEqual(self._generate("2026-10-28"), 1)

    def test_strongest_reason_leads(self):
        self._create_holding(self.customer, self.deposit, "D1", matures_on="2026-10-05")
        self.customer.birthdate = "1980-10-05"
        self._generate("2026-09-28")
        self.assertPlan(
            self.customer,
            ("2026-09-28", self.maturity_7),
            ("2026-10-05", self.maturity_0, self.birthday, self.cadence),
        )
        self.assertEqual(self._get_open(self.customer)[1].priority, "3")

    def test_later_reason_joins_the_assigned_contact(self):
        self._generate("2026-10-05")
        touchpoint = self._get_open(self.customer)
        touchpoint._assign()
        self._create_holding(self.customer, self.deposit, "D1", matures_on="2026-10-05")
        self.assertEqual(self._generate("2026-10-05"), 1)  # the day after
        self.assertEqual(touchpoint.state, "assigned")
        self.assertEqual(touchpoint.content_id, self.maturity_0)
        self.assertEqual(touchpoint.priority, "3")
        self.assertEqual(touchpoint.activity_ids.summary, "Matures today and 1 more")

    def test_done_day_takes_reasons_but_no_service_notice(self):
        self._generate("2026-10-05")
        with self.shanghai("2026-10-05 00:30"):
            done = self._get_open(self.customer)
            done.record_outcome({"result": "reached", "channel": "phone"})
        self.customer.birthdate = "1980-10-05"
        self._create_holding(self.customer, self.deposit, "D1", matures_on="2026-10-05")
        self.maturity_after.active = False
        self.assertEqual(self._generate("2026-10-05"), 1)
        self.assertEqual(done.reason_ids.content_id, self.cadence | self.birthday)
        self.assertEqual(done.content_id, self.cadence)
        self.assertPlan(self.customer, ("2026-10-05", self.maturity_0))

    def test_contact_made_early_is_not_the_later_days(self):
        self.customer.birthdate = "1980-10-16"
        early = self.touchpoints.create(
            {"customer_id": self.customer.id, "due_date": "2026-10-16"}
        )
        with self.shanghai("2026-10-05 10:00"):
            early.record_outcome({"result": "declined"})
        self._generate("2026-10-16")
        self.assertPlan(self.customer, ("2026-10-16", self.birthday))

    def test_contact_made_late_is_its_own_days_too(self):
        self.customer.birthdate = "1980-10-16"
        late = self.touchpoints.create(
            {"customer_id": self.customer.id, "due_date": "2026-10-16"}
        )
        with self.shanghai("2026-10-19 10:00"):
            late.record_outcome({"result": "declined"})
        self._generate("2026-10-16")
        self.assertPlan(self.customer, ("2026-10-05", self.cadence))
        self.assertEqual(late.reason_ids.content_id, self.birthday)

    def test_missed_nights_are_made_up(self):
        other = self._create_customer("Li")
        self._create_holding(other, self.deposit, "D1", matures_on="2026-09-23")
        self.maturity_0.notice_days = 0
        self.maturity_after.active = False
        self.assertEqual(self._generate("2026-09-25"), 0)
        self.env["relationship.run"].create(
            {
                "date": "2026-09-22",
                "branch_id": self.sub.id,
                "company_id": self.company.id,
                "step": "due",
                "state": "done",
            }
        )
        self.assertEqual(self._generate("2026-09-25"), 1)
        self.assertPlan(other, ("2026-09-23", self.maturity_0))

    def _note_night(self, date):
        self.env["relationship.run"].create(
            {
                "date": date,
                "branch_id": self.sub.id,
                "company_id": self.company.id,
                "step": "due",
                "state": "done",
            }
        )

    def test_delivered_after_the_night_of_its_day(self):
        """Nobody is told today of what matured yesterday, unless nothing else is."""
        self._note_night("2026-09-23")
        for is_after_used, content in (
            (True, self.maturity_after),
            (False, self.maturity_0),
        ):
            self.maturity_after.active = is_after_used
            other = self._create_customer("Li")
            ref = f"D{content.id}"
            self._create_holding(other, self.deposit, ref, matures_on="2026-09-23")
            self.assertEqual(self._generate("2026-09-24"), 1)
            self.assertPlan(other, ("2026-09-24", content))
            self.assertEqual(self._generate("2026-09-24"), 0)

    def test_delivered_days_after_it_matured(self):
        """It is told as long as its contact would be open, 15 days, and once."""
        self._create_holding(self.customer, self.deposit, "D1", matures_on="2026-09-16")
        self.assertEqual(self._generate("2026-10-01"), 1)  # the cadence of the 5th
        self._note_night("2026-09-30")
        self.assertEqual(self._generate("2026-10-01"), 1)
        both = ("2026-10-01", self.maturity_after), ("2026-10-05", self.cadence)
        self.assertPlan(self.customer, *both)
        self._note_night("2026-10-01")
        self.assertEqual(self._generate("2026-10-02"), 0)
        self._create_holding(self.customer, self.deposit, "D2", matures_on="2026-09-15")
        self.assertEqual(self._generate("2026-10-02"), 0)
        self.assertPlan(self.customer, *both)

    def test_segments_and_orientation_choose(self):
        value = self.env.ref("branch_relationship.relationship_orientation_value")
        relation = self.env.ref(
            "branch_relationship.relationship_orientation_relationship"
        )
        self.birthday.orientation_ids = relation
        self.birthday.segment_ids = self.high_high | self.low_low
        born = {"birthdate": "1980-09-23"}
        cases = [
            (self._create_customer("None", segment_id=self.low_low.id, **born), 1),
            (self._create_customer("Other", segment_id=self.low_high.id, **born), 0),
            (self._create_customer("No segment", **born), 0),
        ]
        for orientation, count in ((value, 0), (relation, 1)):
            customer = self._create_customer(
                orientation.name,
                segment_id=self.low_low.id,
                orientation_id=orientation.id,
                **born,
            )
            cases.append((customer, count))
        self.cadence.active = False
        self._generate("2026-09-23")
        for customer, count in cases:
            self.assertEqual(len(self._get_open(customer)), count, customer.name)

    def test_customers_without_branch(self):
        nobody = self._create_customer(
            "Nobody's", branch_id=False, user_id=False, birthdate="1980-09-23"
        )
        self._generate("2026-09-23")
        self.assertPlan(nobody, ("2026-09-23", self.birthday))
        self.assertFalse(self._get_open(nobody).user_id)

    def test_cover_in_charge_makes_the_contact(self):
        for is_in_charge, user in ((False, self.rm), (True, self.colleague)):
            customer = self._create_customer(
                birthdate="1980-09-23",
                cover_user_id=self.colleague.id,
                cover_until="2026-09-23",
                is_cover_in_charge=is_in_charge,
            )
            self._generate("2026-09-23")
            self.assertEqual(self._get_open(customer).user_id, user)

    def test_trigger_of_another_addon(self):
        """One method is a new trigger: the caller does the rest."""
        content = self.cadence

        def due_tea(contents, content, date):
            return SQL(
                """
                SELECT id AS customer_id, %s::date AS due_date, NULL AS source_model,
                       NULL::int AS source_id, 'tea' AS cycle
                  FROM res_partner WHERE name = 'Wang'
                """,
                date,
            )

        self.patch(type(content), "_due_cadence", due_tea)
        self._generate("2026-09-23")
        reason = self._get_open(self.customer).reason_ids
        self.assertEqual(reason.key, f"{content.id}:{self.customer.id}:tea")

    def test_ordinary_contact_is_left_alone(self):
        contact = self.env["res.partner"].create(
            {"name": "Ordinary", "birthdate": "1980-09-23"}
        )
        self._create_holding(contact, self.deposit, "D1", matures_on="2026-09-23")
        self._generate("2026-09-23")
        self.assertFalse(self.touchpoints.search([("customer_id", "=", contact.id)]))

    def test_notice_is_at_most_thirty_days(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaisesRegex(Exception, "check_notice_days"),
            self.env.cr.savepoint(),
        ):
            self.cadence.notice_days = 31
            self.cadence.flush_recordset()

    def test_expired_is_not_made_again(self):
        other = self._create_customer("Li", birthdate="1980-09-23")
        self._generate("2026-09-23")
        self.assertEqual(
            self.touchpoints._expire_due(fields.Date.to_date("2026-09-30")), 0
        )
        self.assertEqual(
            self.touchpoints._expire_due(fields.Date.to_date("2026-10-01")), 1
        )
        self.assertPlan(other)
        self.assertEqual(other.touchpoint_ids.state, "expired")
        self.assertEqual(self._generate("2026-10-01"), 1)  # the cadence of Wang
        self.assertPlan(other)

    def test_without_notice_a_day_off_loses_nothing(self):
        """Due on Saturday, to be made on Monday, when the last night is Sunday's."""
        self.maturity_after.notice_days = 0
        other = self._create_customer("Li")
        self._create_holding(other, self.deposit, "D1", matures_on="2026-10-09")
        (self.contents - self.maturity_after).active = False
        for date in ("2026-10-09", "2026-10-10", "2026-10-11", "2026-10-12"):
            self.env["relationship.run"].create(
                {
                    "date": date,
                    "branch_id": self.sub.id,
                    "company_id": self.company.id,
                    "step": "due",
                    "state": "done",
                    "count": self._generate(date),
                }
            )
        self.assertPlan(other, ("2026-10-12", self.maturity_after))
