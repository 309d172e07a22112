from datetime import date

from odoo.tests import tagged

from .common_classify import ClassifyCase

RULES = "branch_relationship.relationship_potential_rule_"


@tagged("post_install", "-at_install")
class TestResPartnerClassifyMeasure(ClassifyCase):
    """What counts: assets, the points of the rules, and how long below a level."""

    def test_average_decides_the_level(self):
        customers = self._create_customer(
            asset_amount=10, asset_average=500000
        ) + self._create_customer(asset_amount=900000, asset_average=499999)
        self._classify(customers)
        self.assertEqual(customers.segment_id, self.high_low + self.low_low)

    def test_potential_threshold_at_its_edge(self):
        rule = self.env.ref(f"{RULES}external")
        rule.points = 15
        edge = self._create_potential()
        self._classify(edge)
        self.assertEqual(edge.potential_score, 60)
        self.assertEqual(edge.segment_id, self.low_high)
        rule.points = 14
        below = self._create_potential()
        self._classify(below)
        self.assertEqual(below.potential_score, 59)
        self.assertEqual(below.segment_id, self.low_low)

    def test_score_is_cut(self):
        self.env.ref(f"{RULES}employer").points = 200
        self.env.ref(f"{RULES}ordinary").points = -300
        many = self._create_customer(employer_type="government")
        few = self._create_customer(job_level="staff", birthdate="1980-01-01")
        self._classify(many + few)
        self.assertEqual(many.potential_score, 100)
        self.assertEqual(few.potential_score, 0)

    def test_age_counts_from_the_branch_day(self):
        younger = self._create_customer(birthdate="1991-09-24")
        older = self._create_customer(birthdate="1991-09-23")
        self._classify(younger + older)
        self.assertEqual((younger.potential_score, older.potential_score), (15, 0))
        self._classify(younger, "2026-09-24")
        self.assertEqual(younger.potential_score, 0)

    def test_deposits_only(self):
        self.env["relationship.potential.rule"].search([]).active = False
        rule = self.env.ref(f"{RULES}deposits")
        rule.write({"active": True, "points": 20})
        deposit, fund = self._create_product("deposit"), self._create_product("fund")
        saver = self._create_customer()
        self._create_holding(saver, deposit, "a", opened_on="2025-09-23")
        new = self._create_customer()
        self._create_holding(new, deposit, "b", opened_on="2025-09-24")
        investor = self._create_customer()
        self._create_holding(investor, deposit, "c", opened_on="2020-01-01")
        self._create_holding(investor, fund, "d")
        closed = self._create_customer()
        self._create_holding(closed, deposit, "e", opened_on="2020-01-01", active=False)
        former = self._create_customer()
        self._create_holding(former, deposit, "f", opened_on="2020-01-01")
        self._create_holding(former, fund, "g", active=False, closed_on="2025-09-23")
        recent = self._create_customer()
        self._create_holding(recent, deposit, "h", opened_on="2020-01-01")
        self._create_holding(recent, fund, "i", active=False, closed_on="2025-09-24")
        customers = saver + new + investor + closed + former + recent
        self._classify(customers)
        self.assertEqual(customers.mapped("potential_score"), [20, 0, 0, 0, 20, 0])

    def test_path_rule_ignores_closed_holdings(self):
        self.env["relationship.potential.rule"].search([]).active = False
        kind = "holding_ids.product_id.categ_id.holding_kind"
        self.env["relationship.potential.rule"].create(
            {"name": "Fund", "points": 7, "domain": f"[('{kind}', '=', 'fund')]"}
        )
        fund = self._create_product("fund")
        holder, former = self._create_customer(), self._create_customer()
        self._create_holding(holder, fund, "a")
        self._create_holding(former, fund, "b", active=False)
        context = {"active_test": False}
        (holder + former).with_context(**context)._classify()
        self.assertEqual((holder.potential_score, former.potential_score), (7, 0))

    def test_upgrade_at_once_downgrade_after_months(self):
        customer = self._create_customer(asset_amount=100)
        self._classify(customer, "2026-09-23")
        customer.asset_amount = 500000
        self.assertEqual(self._classify(customer, "2026-11-30"), 1)
        self.assertEqual(customer.segment_id, self.high_low)
        customer.asset_amount = 499999
        self.assertEqual(self._classify(customer, "2026-11-30"), 0)
        self.assertEqual(customer.asset_below_since, date(2026, 11, 30))
        self.assertEqual(self._classify(customer, "2027-02-27"), 0)
        self.assertEqual(customer.segment_id, self.high_low)
        self.assertEqual(self._classify(customer, "2027-02-28"), 1)
        self.assertEqual(customer.segment_id, self.low_low)
        self.assertFalse(customer.asset_below_since)

    def test_wait_begins_anew_when_above_again(self):
        customer = self._create_customer(asset_amount=500000)
        self._classify(customer, "2026-01-01")
        customer.asset_amount = 1
        self._classify(customer, "2026-01-02")
        customer.asset_amount = 500000
        self._classify(customer, "2026-04-01")
        self.assertFalse(customer.asset_below_since)
        customer.asset_amount = 1
        self.assertEqual(self._classify(customer, "2026-04-02"), 0)
        self.assertEqual(customer.asset_below_since, date(2026, 4, 2))

    def test_axes_wait_apart(self):
        customer = self._create_potential(asset_amount=500000)
        self._classify(customer, "2026-01-01")
        customer.asset_amount = 0
        self._classify(customer, "2026-01-10")
        customer.job_level = False
        self._classify(customer, "2026-02-10")
        self._classify(customer, "2026-04-10")
        self.assertEqual(customer.segment_id, self.low_high)
        self._classify(customer, "2026-05-09")
        self.assertEqual(customer.segment_id, self.low_high)
        self._classify(customer, "2026-05-10")
        self.assertEqual(customer.segment_id, self.low_low)

    def test_no_wait_when_the_company_wants_none(self):
        self.company.relationship_downgrade_months = 0
        customer = self._create_customer(asset_amount=500000)
        self._classify(customer)
        customer.asset_amount = 0
        self.assertEqual(self._classify(customer), 1)
