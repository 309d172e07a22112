from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipCareContentRiskTest(DueCase):
    """A risk test that expires is renewed in time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-28 00:30"))
        cls._archive_other_customers()
        cls.contents.active = False
        cls.risk_test = cls.env.ref(
            "branch_relationship.relationship_care_content_risk_test_expiring"
        )
        cls.customer = cls._create_customer(
            "Wang", risk_tolerance="C3", risk_assessed_on="2025-11-09"
        )

    def test_thirty_days_before_once(self):
        """9 November less 30 days is Saturday 10 October: Monday."""
        self.assertEqual(self._generate("2026-10-04"), 0)
        self.assertEqual(self._generate("2026-10-05"), 1)
        self.assertPlan(self.customer, ("2026-10-12", self.risk_test))
        for date in ("2026-10-05", "2026-10-06", "2026-10-12"):
            self.assertEqual(self._generate(date), 0)
        self.assertEqual(self._get_open(self.customer).reason_ids.cycle, "2026-11-09")

    def test_days_that_a_month_does_not_have(self):
        """Eighteen months from the last days of August all end with February; one
        from the first of September does not."""
        self.company.relationship_risk_test_months = 18
        self.risk_test.notice_days = 0
        due = {}
        for day in ("08-27", "08-28", "08-29", "08-31", "09-01"):
            self.customer.risk_assessed_on = f"2025-{day}"
            for date in ("2027-01-28", "2027-01-29", "2027-01-30"):
                with self.env.cr.savepoint() as savepoint:
                    if self._generate(date):
                        reason = self._get_open(self.customer).reason_ids
                        due[day] = (str(reason.due_date), reason.cycle)
                    savepoint.rollback()
                    self.env.invalidate_all()
        self.assertEqual(
            due,
            {
                "08-27": ("2027-01-28", "2027-02-27"),
                "08-28": ("2027-01-29", "2027-02-28"),
                "08-29": ("2027-01-29", "2027-02-28"),
                "08-31": ("2027-01-29", "2027-02-28"),
                # 1 March less 30 days is Saturday 30 January
            },
        )

    def test_test_made_anew_lapses(self):
        self._generate("2026-10-05")
        [touchpoint] = self._get_open(self.customer)
        close = self.touchpoints._close_lapsed_branch
        self.assertEqual(close(self.company, self.sub), 0)
        self.customer.risk_assessed_on = "2026-09-28"
        self.assertEqual(close(self.company, self.sub), 1)
        self.assertEqual(
            (touchpoint.state, touchpoint.skip_reason),
            ("skipped", "risk test made anew"),
        )

    def test_whom_it_concerns(self):
        self.customer.relationship_stage = "met"
        self._create_customer("Li")
        self.assertEqual(self._generate("2026-10-05"), 0)
        self.customer.relationship_stage = "established"
        self.assertEqual(self._generate("2026-10-05"), 1)

    def test_in_words(self):
        self.risk_test.wording = "$date, $days_left"
        self._generate("2026-10-05")
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_ids.summary, "Risk test (C3) expires on November 9"
        )
        self.assertEqual(touchpoint.wording, "November 9, 42")
        self.customer.risk_tolerance = False
        touchpoint.reason_ids.invalidate_recordset()
        self.assertEqual(
            touchpoint.reason_ids.summary, "Risk test expires on November 9"
        )
