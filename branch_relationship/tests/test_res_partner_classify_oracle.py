import random

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from .common_classify import ClassifyCase


@tagged("post_install", "-at_install")
class TestResPartnerClassifyOracle(ClassifyCase):
    """Customers at random, against the same rules in plain Python."""

    def _create_random_customers(self, count):
        dice = random.Random(7)
        products = [
            self._create_product(kind) for kind in ("deposit", "wealth", "fund", "loan")
        ]
        customers = self.env["res.partner"]
        for number in range(count):
            customer = self._create_customer(
                f"Random {number}",
                asset_amount=dice.choice([0, 499999.99, 500000, 2000000]),
                asset_average=dice.choice([0, 0, 0, 499999, 500001]),
                external_asset_amount=dice.choice([0, 499999, 500000]),
                birthdate=dice.choice(
                    [False, "1991-09-23", "1991-09-24", "1960-01-01"]
                ),
                job_level=dice.choice([False, "owner", "manager", "staff", "none"]),
                employer_type=dice.choice(
                    [False, "government", "own_business", "private_firm"]
                ),
                education=dice.choice([False, "primary", "postgraduate"]),
                is_payroll=dice.choice([True, False]),
            )
            for index in range(dice.randrange(3)):
                self._create_holding(
                    customer,
                    dice.choice(products),
                    f"R{number}.{index}",
                    opened_on=dice.choice([False, "2025-09-23", "2026-01-01"]),
                    active=dice.choice([True, True, False]),
                    closed_on=False,
                )
            customers += customer
        return customers

    def _get_oracle(self, customer):
        """Return (score, asset level, potential level) by the words of DOMAIN, in
        Python, without a domain."""
        limit = self.today - relativedelta(years=35)
        young = customer.birthdate and customer.birthdate > limit
        kinds = {
            holding.product_id.categ_id.holding_kind for holding in customer.holding_ids
        }
        old_deposit = any(
            holding.product_id.categ_id.holding_kind == "deposit"
            and holding.opened_on
            and holding.opened_on <= self.today - relativedelta(years=1)
            for holding in customer.holding_ids
        )
        good = (
            "government",
            "institution",
            "state_firm",
            "foreign_firm",
            "own_business",
        )
        score = 25 * (customer.employer_type in good)
        score += 20 * (customer.job_level in ("owner", "executive", "manager"))
        score += 20 * (customer.external_asset_amount >= 500000)
        score += 15 * bool(young)
        score += 10 * (customer.education in ("tertiary", "postgraduate"))
        score += 10 * customer.is_payroll
        if old_deposit and not kinds & {"wealth", "fund", "insurance", "metal"}:
            score -= 20
        if customer.job_level in ("staff", "none") and customer.birthdate and not young:
            score -= 10
        score = min(max(score, 0), 100)
        amount = customer.asset_average or customer.asset_amount
        return score, amount >= 500000, score >= 60

    def test_equals_an_oracle(self):
        customers = self._create_random_customers(200)
        self._classify(customers)
        segments = {
            (True, True): self.high_high,
            (False, True): self.low_high,
            (True, False): self.high_low,
            (False, False): self.low_low,
        }
        for customer in customers:
            score, *levels = self._get_oracle(customer)
            self.assertEqual(customer.potential_score, score, customer.name)
            self.assertEqual(
                customer.segment_id, segments[tuple(levels)], customer.name
            )
        self.assertEqual(
            customers.segment_id,
            self.env["relationship.segment"].search(
                [("company_id", "=", self.company.id)]
            ),
        )

    def test_second_run_writes_nothing(self):
        customers = self._create_random_customers(40)
        self._classify(customers)
        before = self._get_versions(customers)
        self.assertEqual(self._classify(customers), 0)
        self.assertEqual(self._get_versions(customers), before)
