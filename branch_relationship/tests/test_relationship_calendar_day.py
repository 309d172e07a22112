from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipCalendarDay(DueCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.days = cls.env["relationship.calendar.day"].with_user(cls.admin)
        cls._contact(cls.customer, "2026-09-20")  # next on Monday 5 October
        cls.born = cls._create_customer("Born", birthdate="1980-10-05")
        cls._generate("2026-10-01")

    def _holiday(self, *dates):
        return self.days.create([{"name": "National Day", "date": d} for d in dates])

    def test_import_moves_open_contacts(self):
        self._holiday("2026-10-05", "2026-10-06", "2026-10-02", "2026-10-01")
        self.assertPlan(self.customer, ("2026-10-07", self.cadence))
        self.assertPlan(self.born, ("2026-09-30", self.birthday))

    def test_import_moves_the_activity_too(self):
        touchpoint = self._get_open(self.customer)
        touchpoint._assign()
        self._holiday("2026-10-05")
        self.assertEqual(str(touchpoint.activity_ids.date_deadline), "2026-10-06")

    def test_day_off_taken_back(self):
        days = self._holiday("2026-10-05")
        self.assertPlan(self.customer, ("2026-10-06", self.cadence))
        self.assertPlan(self.born, ("2026-10-02", self.birthday))
        days.is_working = True
        self.assertPlan(self.customer, ("2026-10-05", self.cadence))
        self.assertPlan(self.born, ("2026-10-05", self.birthday))
        days.is_working = False
        days.unlink()
        self.assertPlan(self.customer, ("2026-10-05", self.cadence))

    def test_moved_day_off(self):
        self._holiday("2026-10-05").date = "2026-10-06"
        self.assertPlan(self.customer, ("2026-10-05", self.cadence))

    def test_what_a_person_moved_stays(self):
        touchpoint = self._get_open(self.customer)
        touchpoint.due_date = "2026-10-08"
        days = self._holiday("2026-10-05")
        days.unlink()
        self.assertEqual(str(touchpoint.due_date), "2026-10-08")
        self._holiday("2026-10-08")
        self.assertEqual(str(touchpoint.due_date), "2026-10-09")

    def test_moved_onto_a_taken_day(self):
        self._create_holding(
            self.customer,
            self._create_product("deposit"),
            "D1",
            matures_on="2026-10-06",
        )
        self._generate("2026-10-01")
        self._holiday("2026-10-05")
        self.assertPlan(
            self.customer,
            ("2026-10-06", self.maturity_0, self.cadence),
            ("2026-10-07", self.maturity_after),
        )

    def test_done_contacts_stay(self):
        touchpoint = self._get_open(self.customer)
        with self.shanghai("2026-10-05 09:00"):
            touchpoint.record_outcome({"result": "reached", "channel": "phone"})
        self._holiday("2026-10-05")
        self.assertEqual(str(touchpoint.due_date), "2026-10-05")

    def test_working_days(self):
        self._holiday("2026-10-05")
        self.days.create({"date": "2026-10-10", "is_working": True})
        date = self.customer.cadence_start.replace(month=10, day=5)
        working = self.days._get_working_day
        self.assertEqual(str(working(date, self.company)), "2026-10-06")
        self.assertEqual(str(working(date, self.company, -1)), "2026-10-02")
        saturday = date.replace(day=10)
        self.assertTrue(self.days._is_working_day(saturday, self.company))
        self.assertFalse(self.days._is_working_day(date, self.company))
