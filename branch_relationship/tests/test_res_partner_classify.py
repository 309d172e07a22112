import random
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tests import tagged

from .common import RelationshipCase

RULES = "branch_relationship.relationship_potential_rule_"


@tagged("post_install", "-at_install")
class TestResPartnerClassify(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = date(2026, 9, 23)
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))

    def _classify(self, customer, day=None):
        moved = customer._classify([("id", "in", customer.ids)], day)
        return moved

    def _create_potential(self, **values):
        """Create a customer of 65 points: employer, position, assets elsewhere."""
        return self._create_customer(
            employer_type="government",
            job_level="manager",
            external_asset_amount=500000,
            **values,
        )

    def _get_versions(self, customers):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id, xmin::text, ctid::text FROM res_partner WHERE id IN %s",
            [tuple(customers.ids)],
        )
        return self.env.cr.fetchall()

    def test_four_segments(self):
        high_high = self._create_potential(asset_amount=500000)
        low_high = self._create_potential(asset_amount=499999.99)
        high_low = self._create_customer(asset_amount=500000)
        low_low = self._create_customer(asset_amount=0)
        customers = high_high + low_high + high_low + low_low
        self.assertEqual(self._classify(customers), 4)
        self.assertEqual(
            customers.mapped("segment_id"),
            self.high_high + self.low_high + self.high_low + self.low_low,
        )
        self.assertEqual(customers.mapped("potential_score"), [65, 65, 0, 0])
        self.assertEqual(high_low.asset_level_id, self.high_low.asset_level_id)
        self.assertEqual(high_low.potential_level_id, self.high_low.potential_level_id)

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

    def test_more_levels(self):
        level = self.env["relationship.level"].create(
            {"name": "Private", "axis": "asset", "min_value": 6000000}
        )
        segment = self.env["relationship.segment"].create(
            {
                "name": "Private",
                "sequence": 5,
                "asset_level_id": level.id,
                "potential_level_id": self.high_low.potential_level_id.id,
            }
        )
        customers = self.env["res.partner"].union(
            *(
                self._create_customer(asset_amount=amount)
                for amount in (6000000, 5999999.99, 499999.99)
            )
        )
        self._classify(customers)
        self.assertEqual(
            customers.mapped("segment_id"), segment + self.high_low + self.low_low
        )

    def test_pair_without_segment(self):
        self.high_low.active = False
        customer = self._create_customer(asset_amount=500000)
        self._classify(customer)
        self.assertFalse(customer.segment_id)
        self.assertEqual(customer.asset_level_id, self.high_low.asset_level_id)

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

    def test_lock_and_its_end(self):
        customer = self._create_customer(asset_amount=100)
        self._classify(customer, "2026-09-01")
        customer.write(
            {
                "segment_id": self.high_high.id,
                "asset_level_id": self.high_high.asset_level_id.id,
                "potential_level_id": self.high_high.potential_level_id.id,
                "segment_locked_until": "2026-09-23",
                "segment_lock_reason": "Known from elsewhere",
                "is_payroll": True,
            }
        )
        self.assertEqual(self._classify(customer, "2026-09-23"), 0)
        self.assertEqual(customer.segment_id, self.high_high)
        self.assertEqual(customer.potential_score, 10)
        self.assertEqual(self._classify(customer, "2026-09-24"), 1)
        self.assertEqual(customer.segment_id, self.low_low)
        self.assertFalse(customer.segment_locked_until)
        self.assertFalse(customer.segment_lock_reason)

    def test_second_run_writes_nothing(self):
        customers = self._create_random_customers(40)
        self._classify(customers)
        before = self._get_versions(customers)
        self.assertEqual(self._classify(customers), 0)
        self.assertEqual(self._get_versions(customers), before)

    def test_history(self):
        customer = self._create_customer(asset_amount=500000)
        self._classify(customer)
        first = customer.segment_change_ids
        self.assertRecordValues(
            first,
            [
                {
                    "date": self.today,
                    "old_segment_id": False,
                    "new_segment_id": self.high_low.id,
                    "direction": "first",
                    "reason": "rule",
                    "asset_amount": 500000,
                    "potential_score": 0,
                    "company_id": self.company.id,
                    "branch_id": self.sub.id,
                    "manager_id": self.rm.id,
                }
            ],
        )
        customer.is_payroll = True
        self._classify(customer)
        self.assertEqual(customer.potential_score, 10)
        self.assertEqual(customer.segment_change_ids, first)
        customer.write({"employer_type": "government", "job_level": "owner"})
        customer.external_asset_amount = 500000
        customer.with_context(relationship_change_reason="settings")._classify()
        second = customer.segment_change_ids - first
        self.assertRecordValues(
            second,
            [
                {
                    "old_segment_id": self.high_low.id,
                    "new_segment_id": self.high_high.id,
                    "direction": "up",
                    "reason": "settings",
                    "potential_score": 75,
                }
            ],
        )

    def test_who_is_classified(self):
        contact = self.env["res.partner"].create({"name": "Contact"})
        archived = self._create_customer(active=False)
        lost = self._create_customer(relationship_stage="lost")
        before = self._get_versions(contact + archived)
        self.env["res.partner"]._classify()
        self.assertEqual(self._get_versions(contact + archived), before)
        self.assertEqual(lost.segment_id, self.low_low)

    def test_other_companies_have_their_own_levels(self):
        company = self.env["res.company"].create({"name": "Other Bank"})
        stranger = self._create_customer(
            company_id=company.id, branch_id=False, asset_amount=900000
        )
        self.env["res.partner"]._classify()
        self.assertFalse(stranger.segment_id)
        levels = self.env["relationship.level"].create(
            [
                {"name": axis, "axis": axis, "company_id": company.id}
                for axis in ("asset", "potential")
            ]
        )
        segment = self.env["relationship.segment"].create(
            {
                "name": "All",
                "asset_level_id": levels[0].id,
                "potential_level_id": levels[1].id,
                "company_id": company.id,
            }
        )
        self.env["res.partner"]._classify()
        self.assertEqual(stranger.segment_id, segment)

    def test_branches_a_day_apart(self):
        self.other.tz = "America/New_York"
        here = self._create_customer(birthdate="1991-09-23")
        there = self._create_customer(birthdate="1991-09-23", branch_id=self.other.id)
        nowhere = self._create_customer(branch_id=False)
        self.company.partner_id.tz = "Asia/Shanghai"
        self.env["res.partner"]._classify()
        self.assertEqual((here.potential_score, there.potential_score), (0, 15))
        self.assertEqual(there.segment_change_ids.date, date(2026, 9, 22))
        self.assertEqual(nowhere.segment_change_ids.date, date(2026, 9, 23))

    def test_contact_dates_follow_the_segment(self):
        start = {"cadence_start": "2026-09-01", "asset_amount": 500000}
        by_segment = self._create_customer(**start)
        own = self._create_customer(own_contact_interval=100, **start)
        never = self._create_customer(asset_amount=500000)
        self._classify(by_segment + own + never)
        self.assertRecordValues(
            by_segment + own + never,
            [
                {
                    "next_contact_date": date(2026, 10, 16),
                    "latest_contact_date": date(2026, 11, 15),
                },
                {
                    "next_contact_date": date(2026, 12, 10),
                    "latest_contact_date": date(2026, 12, 10),
                },
                {"next_contact_date": False, "latest_contact_date": False},
            ],
        )
        before = by_segment.next_contact_date, by_segment.latest_contact_date
        by_segment._update_contact_dates()
        self.assertEqual(
            (by_segment.next_contact_date, by_segment.latest_contact_date), before
        )

    def test_anybody_gets_the_same_score(self):
        self.env["relationship.potential.rule"].search([]).active = False
        tag = self.env["res.partner.category"].create({"name": "Invest"})
        tag.with_context(lang="zh_CN").name = "投资"
        self.env["relationship.potential.rule"].create(
            {
                "name": "Tag",
                "points": 9,
                "domain": "[('category_id.name', '=', 'Invest')]",
            }
        )
        customer = self._create_customer(category_id=tag.ids)
        for user, lang in ((self.rm, "zh_CN"), (self.admin, "en_US")):
            as_user = customer.with_user(user).with_context(lang=lang)
            as_user._classify([("id", "=", customer.id)])
            self.assertEqual(customer.potential_score, 9)

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
