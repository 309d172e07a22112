from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common import RM
from .common_forecast import TODAY, ForecastCase


@tagged("post_install", "-at_install")
class TestRelationshipForecast(ForecastCase):
    def test_the_interval_repeats_on_working_days(self):
        self._contact(self.customer, "2026-09-10")
        self.assertEqual(
            self._get_days(self.customer),
            ["2026-09-25", "2026-10-12", "2026-10-26", "2026-11-09"],
        )

    def test_who_is_late_is_contacted_today_and_counted_from_there(self):
        self._contact(self.customer, "2026-08-01")
        self.assertEqual(
            self._get_days(self.customer),
            ["2026-09-23", "2026-10-08", "2026-10-23", "2026-11-09"],
        )

    def test_what_is_in_the_ledger_counts_once(self):
        self._contact(self.customer, "2026-09-10")
        before = self._get_days(self.customer)
        self.assertEqual(self._generate(TODAY), 1)
        self.assertEqual(self._get_days(self.customer), before)

    def test_on_a_day_off_late_contacts_are_for_the_next_working_day(self):
        self._contact(self.customer, "2026-09-01")
        with self.shanghai("2026-09-26 10:00"):
            self.assertEqual(self._get_days(self.customer)[0], "2026-09-28")
            self._generate("2026-09-26")
            self.assertEqual(self._get_days(self.customer)[0], "2026-09-28")

    def test_reasons_of_a_day_are_one_contact(self):
        self._contact(self.customer, "2026-09-10")
        self.customer.birthdate = "1980-09-25"
        first = self._get_forecast(customer_id=self.customer.id)[0]
        self.assertEqual(
            (str(first.date), first.content_id, first.contact_count),
            ("2026-09-25", self.birthday, 1),
        )
        self.assertEqual(len(self._get_days(self.customer)), 4)

    def test_the_maturities_are_those_the_nights_make(self):
        deposit = self._create_holding(
            self.customer,
            self._create_product("deposit"),
            "D1",
            matures_on="2026-11-02",
        )
        self.assertTrue(deposit)
        days = self._get_days(self.customer)
        self.assertEqual(days, ["2026-10-02", "2026-10-26", "2026-11-02", "2026-11-03"])
        for day in days:
            self._generate(day)
        made = self._get_open(self.customer).sorted("due_date")
        self.assertEqual([str(row.due_date) for row in made], days)

    def test_greetings_of_a_day_are_one_contact(self):
        self.birthday.delivery = "batch"
        for number in range(3):
            self._create_customer(f"Born {number}", birthdate="1980-10-15")
        rows = self._get_forecast()
        self.assertEqual(len(rows), 3)
        self.assertAlmostEqual(sum(rows.mapped("contact_count")), 1)

    def test_capacity_is_that_of_the_days_at_work(self):
        self.env["relationship.absence"].create(
            {"user_id": self.rm.id, "date_from": "2026-09-24", "date_to": "2026-09-27"}
        )
        self.env["relationship.calendar.day"].create(
            [
                {"date": "2026-10-01", "is_working": False},
                {"date": "2026-10-10", "is_working": True},
            ]
        )
        rows = self.env["relationship.forecast"].with_user(self.rm)
        rows = rows.search([("kind", "=", "capacity")])
        # 41 days from Monday to Friday, one off and one made up, two away
        self.assertEqual(len(rows), 41 - 1 + 1 - 2)
        self.assertEqual(sum(rows.mapped("contact_count")), 39 * 15)

    def test_capacity_follows_the_calendar_of_the_branch(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        their_rm = self._create_user("rel_their_rm", RM)
        their_rm.write({"company_ids": [Command.link(bank.id)], "company_id": bank.id})
        branch = self.env["crm.team"].create(
            {
                "name": "Branch B",
                "branch_code": "B",
                "company_id": bank.id,
                "member_ids": [Command.link(their_rm.id)],
            }
        )
        self._create_customer(
            company_id=bank.id, branch_id=branch.id, user_id=their_rm.id
        )
        self.env["relationship.calendar.day"].create(
            [
                {"date": "2026-09-24", "company_id": bank.id},
                {"date": "2026-09-26", "company_id": bank.id, "is_working": True},
                {"date": "2026-09-25", "company_id": self.company.id},
            ]
        )
        self.admin.company_ids |= bank
        rows = self.env["relationship.forecast"].with_user(self.admin)
        rows = rows.with_context(allowed_company_ids=(self.company | bank).ids)
        rows = rows.search([("kind", "=", "capacity"), ("date", "<=", "2026-09-27")])
        self.assertEqual(
            {
                user: {str(row.date) for row in of_user}
                for user, of_user in rows.grouped("user_id").items()
            },
            {
                self.rm: {"2026-09-23", "2026-09-24"},
                their_rm: {"2026-09-23", "2026-09-25", "2026-09-26"},
            },
        )

    def test_every_forecast_query_has_the_columns_of_a_due_query(self):
        triggers = self.cadence._get_forecast_triggers()
        contents = self.cadence.search([("trigger", "in", triggers)])
        self.assertIn(self.cadence, contents)
        date = fields.Date.to_date(TODAY)
        for content in contents:
            query = SQL(
                """SELECT customer_id, due_date, source_model, source_id, cycle
                     FROM (%s) q LIMIT 0""",
                content._get_forecast_query(date, date),
            )
            self.assertEqual(self.env.execute_query(query), [], content.trigger)

    def test_everybody_forecasts_the_customers_they_see(self):
        self._contact(self.customer, "2026-09-10")
        for user in (self.rm, self.head, self.root_head, self.admin):
            self.assertEqual(len(self._get_forecast(user)), 4, user.login)
        for user in (self.colleague, self.other_rm, self.other_head):
            self.assertFalse(self._get_forecast(user), user.login)
        for user in (self.employee, self.salesman):
            with self.assertRaises(AccessError, msg=user.login):
                self._get_forecast(user)

    def test_groups_add_up_to_the_rows(self):
        self._contact(self.customer, "2026-09-10")
        groups = (
            self.env["relationship.forecast"]
            .with_user(self.rm)
            ._read_group(
                [("kind", "=", "expected")], ["date:month"], ["contact_count:sum"]
            )
        )
        self.assertEqual(
            [(str(month), count) for month, count in groups],
            [("2026-09-01", 1), ("2026-10-01", 2), ("2026-11-01", 1)],
        )
