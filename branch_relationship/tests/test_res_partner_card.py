from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerCard(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer(
            "Chen",
            form_of_address="Mr. Chen",
            birthdate="1974-09-24",
            job_level="owner",
            employer_type="own_business",
            marital_status="married",
            external_asset_amount=2_000_000,
            last_contact_date="2026-09-07",
            cadence_start="2026-09-07",
            next_contact_date="2026-09-22",
            latest_contact_date="2026-10-07",
        )
        wealth = cls._create_product("wealth", "W1")
        cls.holding = cls._create_holding(
            cls.customer, wealth, "1", balance=300_000, matures_on="2026-09-24"
        )
        cls._create_holding(cls.customer, wealth, "2", balance=180_000)
        cls._create_holding(
            cls.customer, cls._create_product("deposit"), "3", balance=520_000
        )
        cls._create_holding(
            cls.customer,
            cls._create_product("loan"),
            "4",
            balance=-90_000,
            overdue_amount=500,
        )
        cls._create_holding(
            cls.customer, wealth, "5", balance=9, active=False, closed_on="2026-01-01"
        )
        cls._create_holding(
            cls.customer, cls._create_product("deposit", "D2"), "6", balance=-700
        )
        cls._create_holding(
            cls.customer, cls._create_product("card"), "7", balance=-800
        )

    def _create_touchpoint(self, **values):
        return self.env["relationship.touchpoint"].create(
            {
                "customer_id": self.customer.id,
                "company_id": self.company.id,
                "branch_id": self.sub.id,
                "user_id": self.rm.id,
                **values,
            }
        )

    def test_summary(self):
        with self.shanghai("2026-09-23 07:30"):
            self.assertEqual(
                self.customer.with_user(self.rm).customer_summary,
                "Mr. Chen · 51 years old · Owner · Own Business · Married",
            )
        with self.shanghai("2026-09-24 00:30"):
            self.customer.invalidate_recordset()
            self.assertIn("52 years", self.customer.with_user(self.rm).customer_summary)
        self.customer.write({"job_level": "none", "employer_type": "none"})
        with self.shanghai("2026-09-24 00:30"):
            self.assertEqual(
                self.customer.with_user(self.rm).customer_summary,
                "Mr. Chen · 52 years old · Married",
            )

    def test_allocation(self):
        allocation = self.customer.with_user(self.rm).asset_allocation
        self.assertEqual(allocation["total"], 1_000_000)
        self.assertEqual(
            [(line["kind"], line["amount"]) for line in allocation["assets"]],
            [("deposit", 520_000), ("wealth", 480_000)],
        )
        self.assertEqual(allocation["loan"], 90_000)
        self.assertEqual(allocation["overdue"], 500)
        self.assertEqual(allocation["external"], 2_000_000)

    def test_allocation_in_company_currency(self):
        euro = self.env["res.currency"].create(
            {
                "name": "XTE",
                "symbol": "T",
                "rate_ids": [
                    fields.Command.create({"name": "2020-01-01", "rate": 0.5})
                ],
            }
        )
        self._create_holding(
            self.customer,
            self._create_product("fund"),
            "8",
            balance=100,
            currency_id=euro.id,
        )
        amounts = self.customer._get_amount_by_kind()
        self.assertEqual(amounts["fund"], 200)

    def test_maturities(self):
        with self.shanghai("2026-09-23 00:30"):
            timeline = self.customer.with_user(self.rm).maturity_timeline
        self.assertEqual(
            [
                (item["date"], item["days"], item["amount"])
                for item in timeline["items"]
            ],
            [("2026-09-24", 1, 300_000)],
        )

    def test_care(self):
        for day, mood in (("2026-06-01", "worried"), ("2026-09-07", "pleased")):
            self._create_touchpoint(
                due_date=day,
                state="done",
                result="reached",
                mood=mood,
                done_date=day,
            )
        self._create_touchpoint(due_date="2026-09-24")
        with self.shanghai("2026-09-23 00:30"):
            care = self.customer.with_user(self.rm).care_overview
        self.assertEqual((care["health"], care["days"]), ("amber", 16))
        self.assertEqual(care["recent_count"], 1)
        self.assertEqual(
            [contact["mood"] for contact in care["contacts"]], ["worried", "pleased"]
        )
        self.assertEqual(
            (care["next"]["date"], care["next"]["days"]), ("2026-09-24", 1)
        )

    def test_ordinary_contact_costs_nothing(self):
        contact = self.env["res.partner"].create({"name": "Ordinary"})
        names = ["customer_summary", "asset_allocation", "care_overview"]
        self.env.flush_all()
        contact.with_user(self.rm).read(["relationship_stage"])
        contact = contact.with_user(self.rm)
        with self.assertQueryCount(0):
            self.assertFalse(any(contact[name] for name in names))
            self.assertEqual((contact.holding_count, contact.touchpoint_count), (0, 0))

    def test_stat_buttons_open_what_they_count(self):
        self._create_touchpoint(due_date="2026-09-24")
        customer = self.customer.with_user(self.rm)
        self.assertEqual((customer.holding_count, customer.touchpoint_count), (6, 1))
        action = customer.action_view_holdings()
        holdings = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(holdings.mapped("ref"), ["1", "2", "3", "4", "6", "7"])
        action = customer.action_view_touchpoints()
        self.assertEqual(action["res_model"], "relationship.touchpoint")
        self.assertIn("('customer_id', '=', active_id)", action["domain"])

    def test_make_customer(self):
        contact = self.env["res.partner"].with_user(self.rm).create({"name": "New"})
        contact.action_make_customer()
        self.assertEqual(contact.relationship_stage, "prospect")
        self.assertEqual(contact.user_id, self.rm)
        self.assertEqual(contact.branch_id, self.sub)
        self.assertEqual(contact.company_id, self.company)
        with self.assertRaises(AccessError):
            contact.with_user(self.salesman).action_make_customer()

    def test_new_customer_from_the_action(self):
        action = self.env.ref("branch_relationship.res_partner_action_relationship")
        context = {
            "default_relationship_stage": "prospect",
            "default_user_id": self.rm.id,
        }
        self.assertIn("'default_relationship_stage': 'prospect'", action.context)
        with Form(
            self.env["res.partner"].with_user(self.rm).with_context(**context),
            "branch_relationship.res_partner_view_form",
        ) as form:
            form.name = "Walk-in"
        customer = form.record
        self.assertEqual(customer.relationship_stage, "prospect")
        self.assertEqual(customer.user_id, self.rm)
        self.assertEqual(customer.company_id, self.company)

    def test_a_customer_is_opened_by_its_own_form(self):
        form = self.env.ref("branch_relationship.res_partner_view_form").id
        contact = self.env["res.partner"].create({"name": "Supplier"})
        for user, partner, view in (
            (self.rm, self.customer, form),
            (self.admin, self.customer, form),
            (self.rm, contact, False),
            (self.employee, contact, False),
            (self.employee, self.customer, False),
        ):
            action = partner.with_user(user).get_formview_action()
            self.assertEqual(action["views"], [(view, "form")])
