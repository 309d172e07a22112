from odoo import fields
from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipCareContentPayment(DueCase):
    """Payments that fall due and incomes that were paid; 28 September is a Monday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-28 00:30"))
        cls._archive_other_customers()
        cls.contents.active = False
        cls.customer = cls._create_customer("Wang")
        for name in ("payment_due", "income_paid"):
            content = cls.env.ref(
                f"branch_relationship.relationship_care_content_{name}"
            )
            setattr(cls, name, content)
        cls.loan = cls._create_holding(
            cls.customer,
            cls._create_product("loan", "Home Loan"),
            "L1",
            next_payment_on="2026-10-12",
            payment_amount=8200,
        )
        cls.wealth = cls._create_holding(
            cls.customer,
            cls._create_product("wealth", "Calm 180"),
            "W1",
            income_on="2026-10-08",
            income_amount=1234.5,
        )

    def _night_before(self, date):
        """Let the last night be this day's."""
        self.env["relationship.run"].create(
            {
                "date": date,
                "branch_id": self.sub.id,
                "company_id": self.company.id,
                "step": "due",
                "state": "done",
            }
        )

    def _lapse(self):
        return self.touchpoints._close_lapsed_branch(self.company, self.sub)

    # payment due

    def test_ships_inactive(self):
        self.assertFalse(self.payment_due.active)
        self.assertTrue(self.payment_due.is_service_notice)
        self.assertTrue(self.income_paid.active)
        self.assertFalse(self.income_paid.is_service_notice)
        self._generate("2026-10-08")
        self.assertPlan(self.customer, ("2026-10-08", self.income_paid))

    def test_payment_comes_before_a_day_off_once(self):
        """Three days before Monday 12 October is Friday."""
        self.payment_due.active = True
        self.income_paid.active = False
        self.assertEqual(self._generate("2026-10-05"), 0)
        self.assertEqual(self._generate("2026-10-06"), 1)
        self.assertPlan(self.customer, ("2026-10-09", self.payment_due))
        self.assertEqual(self._generate("2026-10-06"), 0)
        self.assertEqual(self._generate("2026-10-09"), 0)
        reason = self._get_open(self.customer).reason_ids
        self.assertEqual(reason.cycle, f"{self.loan.id}:2026-10-12")
        self.loan.next_payment_on = "2026-10-13"  # its contact: Saturday, so Friday
        self._generate("2026-10-09")
        self.assertEqual(
            set(self._get_open(self.customer).reason_ids.mapped("cycle")),
            {f"{self.loan.id}:2026-10-12", f"{self.loan.id}:2026-10-13"},
        )

    def test_payment_on_a_weekend_moves_before(self):
        self.payment_due.write({"active": True, "lead_days": 0})
        self.income_paid.active = False
        self.loan.next_payment_on = "2026-10-11"  # Sunday
        self._generate("2026-10-06")
        self.assertPlan(self.customer, ("2026-10-09", self.payment_due))

    def test_payment_concerns_every_stage(self):
        self.payment_due.active = True
        self.customer.relationship_stage = "lost"
        self._generate("2026-10-09")
        self.assertPlan(self.customer, ("2026-10-09", self.payment_due))
        self.assertEqual(self._lapse(), 0)

    def test_payment_of_unknown_amount(self):
        self.payment_due.active = True
        self.income_paid.active = False
        self.loan.active = False
        self._create_holding(
            self.customer, self.loan.product_id, "L2", next_payment_on="2026-10-12"
        )
        self.assertEqual(self._generate("2026-10-09"), 1)
        reason = self._get_open(self.customer).reason_ids.with_user(self.rm)
        self.assertEqual(reason.summary, "Home Loan: payment due on October 12")

    def test_nothing_to_pay(self):
        self.payment_due.active = True
        self.loan.payment_amount = 0
        closed = self.loan.copy({"ref": "L2", "payment_amount": 5, "active": False})
        self.assertFalse(closed.active)
        self.income_paid.active = False
        self.assertEqual(self._generate("2026-10-09"), 0)

    def test_payment_that_moved_or_closed_lapses(self):
        self.payment_due.active = True
        for values, words in (
            ({"next_payment_on": "2026-11-12"}, "paid, or payment date moved"),
            ({"next_payment_on": False}, "paid, or payment date moved"),
            ({"active": False}, "holding closed"),
        ):
            with self.subTest(values), self.env.cr.savepoint() as savepoint:
                self._generate("2026-10-06")
                [touchpoint] = self._get_open(self.customer)
                self.assertEqual(self._lapse(), 0)
                self.loan.write(values)
                self.assertEqual(self._lapse(), 1)
                self.assertEqual(
                    (touchpoint.state, touchpoint.skip_reason), ("skipped", words)
                )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_payment_in_words(self):
        self.payment_due.write(
            {"active": True, "wording": "$product $amount $date $days_left"}
        )
        self._generate("2026-10-06")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_ids.summary, "Home Loan: $8,200 due on October 12"
        )
        self.assertEqual(touchpoint.wording, "Home Loan $8,200 October 12 14")
        in_chinese = touchpoint.reason_ids.with_context(lang="zh_CN")
        self.env["res.lang"]._activate_lang("zh_CN")
        self.assertIn("10月12日", in_chinese.summary)

    # income paid

    def test_income_moves_after_a_day_off(self):
        self.wealth.income_on = "2026-10-10"  # Saturday
        self.assertEqual(self._generate("2026-10-09"), 0)
        self.assertEqual(self._generate("2026-10-10"), 0, "comes on Monday")
        self._night_before("2026-10-10")
        self.assertEqual(self._generate("2026-10-12"), 1)
        self.assertPlan(self.customer, ("2026-10-12", self.income_paid))
        self.assertEqual(self._generate("2026-10-13"), 0)

    def test_income_is_told_late(self):
        """The bank tells on Friday what it paid on Thursday, or a fortnight ago."""
        self.assertEqual(self._generate("2026-10-09"), 0, "the first night of all")
        self._night_before("2026-10-08")
        self.assertEqual(self._generate("2026-10-09"), 1)
        self.assertPlan(self.customer, ("2026-10-09", self.income_paid))
        old = self.wealth.copy({"ref": "W2", "income_on": "2026-09-24"})
        older = self.wealth.copy({"ref": "W3", "income_on": "2026-09-23"})
        self._generate("2026-10-09")
        reasons = self._get_open(self.customer).reason_ids
        self.assertEqual(
            set(reasons.mapped("source_id")), {self.wealth.id, old.id}, older
        )

    def test_daily_income_is_told_once_in_three_weeks(self):
        self._generate("2026-10-08")
        day = fields.Date.to_date("2026-10-08")
        told = []
        for number in range(1, 45):
            date = fields.Date.add(day, days=number)
            self.wealth.income_on = date
            self._night_before(fields.Date.subtract(date, days=1))
            if self._generate(date):
                told.append(str(date))
        self.assertEqual(told, ["2026-10-29", "2026-11-19"])

    def test_income_suits_value_and_service(self):
        for code, count in (("relationship", 0), ("value", 1), ("service", 1)):
            orientation = self.env.ref(
                f"branch_relationship.relationship_orientation_{code}"
            )
            customer = self._create_customer(code, orientation_id=orientation.id)
            self.wealth.copy({"ref": code, "customer_id": customer.id})
            self._generate("2026-10-08")
            self.assertEqual(len(self._get_open(customer)), count, code)

    def test_income_in_words(self):
        self.income_paid.wording = "$product $amount $date"
        self._generate("2026-10-08")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_ids.summary, "Calm 180: income of $1,234.5 on October 8"
        )
        self.assertEqual(touchpoint.wording, "Calm 180 $1,234.5 October 8")
