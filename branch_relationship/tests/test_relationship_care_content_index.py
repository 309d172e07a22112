from datetime import date

from odoo.tests import tagged
from odoo.tools import SQL

from .common import RelationshipCase

CUSTOMERS = 5_000


@tagged("post_install", "-at_install")
class TestRelationshipCareContentIndex(RelationshipCase):
    """What falls due in a few days is found by an index among all the bank's rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            WITH customer AS (
                INSERT INTO res_partner (
                    name, complete_name, active, type, company_id, relationship_stage,
                    branch_id, risk_assessed_on
                )
                SELECT name, name, true, 'contact', %(company)s, 'established',
                       %(branch)s, DATE '2025-01-01' + n %% 1000
                  FROM generate_series(1, %(customers)s) n, concat('Many ', n) name
             RETURNING id, risk_assessed_on
            )
            INSERT INTO relationship_holding (
                ref, source, customer_id, product_id, currency_id, company_id, active,
                balance, next_payment_on, income_on, income_amount
            )
            SELECT 'M' || id, 'many', id, %(product)s, %(currency)s, %(company)s, true,
                   1000, risk_assessed_on, risk_assessed_on, 5
              FROM customer
            """,
            {
                "company": cls.company.id,
                "currency": cls.company.currency_id.id,
                "branch": cls.sub.id,
                "product": cls._create_product("fund").id,
                "customers": CUSTOMERS,
            },
        )
        cls._insert_moves()
        cls.env.cr.execute(
            "ANALYZE res_partner, relationship_holding, relationship_asset_move,"
            " relationship_price_move, relationship_product_price"
        )

    @classmethod
    def _insert_moves(cls):
        cls.env.cr.execute(
            """
            INSERT INTO relationship_asset_move (
                customer_id, company_id, date, amount_before, amount_after,
                amount_change)
            SELECT id, company_id, risk_assessed_on, 1000000, 500000, -500000
              FROM res_partner WHERE name LIKE 'Many %%';
            INSERT INTO relationship_price_move (
                product_id, threshold_percent, since, date, percent_change)
            SELECT %(product)s, 5 + n / 1000, DATE '2025-01-01',
                   DATE '2025-01-01' + n %% 1000, -6
              FROM generate_series(0, 3999) n;
            INSERT INTO relationship_product_price (
                product_id, date, unit_value, dividend)
            SELECT %(product)s, DATE '2020-01-01' + n, 1, 0.01
              FROM generate_series(1, 4000) n
            """,
            {"product": cls.env["product.template"].search([], limit=1).id},
        )

    def _get_plan(self, content):
        """Explain the query, of prices that of what is told of them."""
        query = {
            "price_move": content._get_told_moves_sql,
            "dividend": content._get_told_dividends_sql,
        }.get(content.trigger, content._get_due_query)
        rows = self.env.execute_query(SQL("EXPLAIN %s", query(date(2026, 9, 28))))
        return "\n".join(line for [line] in rows)

    def test_triggers_are_served(self):
        for name, index in (
            ("payment_due", "relationship_holding_paying_idx"),
            ("income_paid", "relationship_holding_income_idx"),
            ("risk_test_expiring", "res_partner_risk_assessed_idx"),
            ("balance_fall", "relationship_asset_move_date_idx"),
            ("price_fall", "relationship_price_move_date_idx"),
            ("dividend", "relationship_product_price_dividend_idx"),
        ):
            content = self.env.ref(
                f"branch_relationship.relationship_care_content_{name}"
            )
            with self.subTest(name):
                self.assertIn(index, self._get_plan(content))
