from datetime import date

from odoo.tests import tagged

from .common_classify import ClassifyCase


@tagged("post_install", "-at_install")
class TestResPartnerClassify(ClassifyCase):
    """Who is classified, by whose settings, on which day, and what is written."""

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
