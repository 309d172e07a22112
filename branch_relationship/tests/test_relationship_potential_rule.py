from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipPotentialRule(RelationshipCase):
    def _create_rule(self, domain, **values):
        return (
            self.env["relationship.potential.rule"]
            .with_user(self.admin)
            .create({"name": "Tried", "points": 5, "domain": domain, **values})
        )

    def test_bad_domains_are_refused_in_words(self):
        for domain, words in (
            ("[('user_id', '=', uid)]", '"uid" is code'),
            ("[('birthdate', '<', context_today())]", '"context_today" is code'),
            ("[('name', '=', 'a'", "not a list of conditions"),
            ("('name', '=', 'a')", "not a list of conditions"),
            ("True", "not a list of conditions"),
            ("['|', ('name', '=', 'a')]", "not a list of conditions"),
            ("[('name', 'is', 'a')]", "not a list of conditions"),
            ("[('nickname', '=', 'a')]", 'Contact has no field "nickname"'),
            ("[('branch_id.nickname', '=', 'a')]", 'has no field "nickname"'),
            (
                "[('holding_ids', 'any', [('nickname', '=', 'a')])]",
                'Relationship Holding has no field "nickname"',
            ),
            ("[('opportunity_count', '>', 3)]", "is not stored"),
            ("[('asset_amount', '>', 'abc')]", "'>', 'abc') fails"),
            ("[('asset_amount', '=', 'abc')]", "'=', 'abc') fails"),
            ("[('birthdate', '>', 'yesterdays')]", "yesterdays"),
            ("[('birthdate', '>', 'today -35x')]", "-35x"),
            ("[('job_level', '=', 'boss')]", '"boss" is no choice'),
            ("[('job_level', 'in', ['owner', 'boss'])]", '"boss" is no choice'),
            (
                "[('holding_ids.product_id.categ_id.holding_kind', '=', 'shares')]",
                '"shares" is no choice',
            ),
            ("[('my_activity_date_deadline', '<', 'today')]", "depends on the user"),
            ("[('potential_score', '>', 3)]", "classification itself sets"),
            ("[('segment_id.name', '=', 'x')]", "classification itself sets"),
        ):
            with (
                self.subTest(domain=domain),
                self.assertRaises(ValidationError) as failed,
            ):
                self._create_rule(domain)
            self.assertIn(words, str(failed.exception))

    def test_good_domains_are_accepted(self):
        for domain in (
            "[]",
            "[('birthdate', '>', 'today -35y'), ('is_payroll', '=', True)]",
            "['|', ('function', 'ilike', 'doctor'), ('gender', '=', False)]",
            "[('category_id.name', 'in', ['Invest'])]",
            "[('holding_ids', 'not any', [('matures_on', '<=', 'today +1m')])]",
            "[('birthdate.month_number', '=', 3)]",
            "[('branch_id', 'child_of', [1])]",
        ):
            with self.subTest(domain=domain):
                self._create_rule(domain)

    def test_changed_domain_is_checked(self):
        rule = self._create_rule("[]")
        with self.assertRaises(ValidationError):
            rule.domain = "[('asset_amount', '>', 'abc')]"
        rule.invalidate_recordset()
        self.assertEqual(rule.domain, "[]")

    def test_who_may_change_rules(self):
        rule = self._create_rule("[]")
        for user in (self.rm, self.head):
            as_user = rule.with_user(user)
            self.assertEqual(as_user.points, 5)
            with self.assertRaises(AccessError):
                as_user.points = 6
            with self.assertRaises(AccessError):
                as_user.unlink()
            with self.assertRaises(AccessError):
                as_user.create({"name": "Mine", "points": 1})
        with self.assertRaises(AccessError):
            rule.with_user(self.salesman).read(["points"])
        self.assertEqual(rule.points, 5)
