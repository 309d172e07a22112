from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerValueExplanation(RelationshipCase):
    def test_explained_on_the_card(self):
        customer = self._create_customer(
            birthdate="1995-01-01",
            job_level="manager",
            asset_amount=120000,
            asset_average=620000,
        )
        self._create_holding(
            customer, self._create_product("deposit"), "a", opened_on="2020-01-01"
        )
        contact = self.env["res.partner"].create({"name": "Contact"})
        with self.shanghai("2026-09-23 00:30"):
            customer._classify([("id", "=", customer.id)])
            as_rm = (customer + contact).with_user(self.rm)
            self.assertEqual(
                as_rm[0].potential_explanation,
                "+20 Position: owner, executive or manager, +15 Age under 35, "
                "-20 Deposits only for 12 months",
            )
            self.assertEqual(
                as_rm[0].value_explanation,
                {
                    "asset": {
                        "value": 620000,
                        "level": "High Assets",
                        "floor": 500000,
                        "next": None,
                        "below_since": False,
                    },
                    "potential": {
                        "value": 15,
                        "level": "Low Potential",
                        "floor": 0,
                        "next": 60,
                        "below_since": False,
                    },
                    "points": [
                        {"name": "Position: owner, executive or manager", "points": 20},
                        {"name": "Age under 35", "points": 15},
                        {"name": "Deposits only for 12 months", "points": -20},
                    ],
                },
            )
            self.assertFalse(as_rm[1].value_explanation)
            self.assertFalse(as_rm[1].potential_explanation)
            self.assertEqual(customer.potential_score, 15)

    def test_one_query_for_many(self):
        customers = self.env["res.partner"].union(
            *(self._create_customer(asset_amount=number) for number in range(20))
        )
        # as long as it is the same day at every branch
        with self.shanghai("2026-09-23 09:00"):
            customers.mapped("value_explanation")
            self.env.invalidate_all()
            with self.assertQueryCount(13):
                customers.mapped("value_explanation")
