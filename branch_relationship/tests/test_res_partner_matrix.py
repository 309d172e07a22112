from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerMatrix(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        mine, others = {"user_id": cls.rm.id}, {"user_id": cls.colleague.id}
        cls.customers = cls.env["res.partner"].union(
            *(
                cls._create_customer(
                    f"{segment.name} {number}",
                    segment_id=segment.id,
                    asset_amount=amount,
                    **owner,
                )
                for segment, amount, owner, count in (
                    (cls.high_high, 700_000, mine, 3),
                    (cls.high_high, 500_000, others, 1),
                    (cls.low_high, 20_000, mine, 2),
                    (cls.low_low, 5_000, others, 4),
                )
                for number in range(count)
            )
        )
        cls.customers[0].relationship_stage = "prospect"
        cls.customers[1].own_contact_interval = 7
        cls.unclassified = cls._create_customer("No class", asset_amount=1_000)

    def _get_matrix(self, user, domain=()):
        customers = self.customers | self.unclassified
        return (
            self.env["res.partner"]
            .with_user(user)
            .get_value_matrix([("id", "in", customers.ids), *domain])
        )

    def test_numbers_equal_sql(self):
        matrix = self._get_matrix(self.head)
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT s.id, count(p.id), coalesce(sum(p.asset_amount), 0)
                 FROM relationship_segment s
                 LEFT JOIN res_partner p ON p.segment_id = s.id AND p.id = ANY(%s)
                WHERE s.active AND s.company_id = %s
                GROUP BY s.id""",
            [self.customers.ids, self.company.id],
        )
        self.assertEqual(
            {
                (cell["segment_id"], cell["count"], cell["amount"])
                for cell in matrix["cells"]
            },
            {
                (key, count, float(amount))
                for key, count, amount in self.env.cr.fetchall()
            },
        )
        self.assertEqual(matrix["count"], 11)
        self.assertEqual(matrix["unclassified_count"], 1)
        self.assertEqual(matrix["amount"], 2_661_000)
        shares = {cell["segment_id"]: cell["share"] for cell in matrix["cells"]}
        self.assertAlmostEqual(shares[self.high_high.id], 2_600_000 / 2_661_000)
        self.assertEqual(shares[self.high_low.id], 0)

    def test_axes_run_from_high_and_from_low(self):
        matrix = self._get_matrix(self.head)
        self.assertEqual(
            [(line["min_value"], line["below"]) for line in matrix["asset_levels"]],
            [(500_000, False), (0, 500_000)],
        )
        self.assertEqual(
            [(line["min_value"], line["below"]) for line in matrix["potential_levels"]],
            [(0, 60), (60, False)],
        )

    def test_three_levels(self):
        top = self.env["relationship.level"].create(
            {"name": "Private", "axis": "asset", "min_value": 6_000_000}
        )
        self.env["relationship.segment"].create(
            {
                "name": "Private",
                "asset_level_id": top.id,
                "potential_level_id": self.high_high.potential_level_id.id,
            }
        )
        matrix = self._get_matrix(self.head)
        self.assertEqual(
            [(line["min_value"], line["below"]) for line in matrix["asset_levels"]],
            [(6_000_000, False), (500_000, 6_000_000), (0, 500_000)],
        )
        self.assertEqual(len(matrix["cells"]), 5)

    def test_workload_counts_established_at_their_interval(self):
        workload = {
            line["user_id"]: line for line in self._get_matrix(self.head)["workload"]
        }
        mine = workload[self.rm.id]
        self.assertEqual((mine["count"], mine["capacity"]), (6, 15))
        self.assertAlmostEqual(mine["contacts"], (1 / 7 + 1 / 15 + 2 / 30) * 7 / 5)
        self.assertAlmostEqual(
            workload[self.colleague.id]["contacts"], (1 / 15 + 4 / 90) * 7 / 5
        )
        self.rm.daily_capacity = 9
        workload = self._get_matrix(self.head)["workload"]
        self.assertIn(
            (self.rm.id, 9), [(w["user_id"], w["capacity"]) for w in workload]
        )

    def test_ordinary_contacts_do_not_count(self):
        contact = self.env["res.partner"].create({"name": "Ordinary"})
        matrix = (
            self.env["res.partner"]
            .with_user(self.head)
            .get_value_matrix([("id", "in", (contact | self.customers).ids)])
        )
        self.assertEqual((matrix["count"], matrix["unclassified_count"]), (10, 0))

    def test_domain_and_roles(self):
        own = [("user_id", "=", self.rm.id)]
        self.assertEqual(self._get_matrix(self.rm, own)["count"], 6)
        prospects = [("relationship_stage", "=", "prospect")]
        self.assertEqual(self._get_matrix(self.head, prospects)["count"], 1)
        self.assertFalse(self._get_matrix(self.head)["can_simulate"])
        self.assertTrue(self._get_matrix(self.admin)["can_simulate"])

    def test_queries(self):
        self._get_matrix(self.rm)
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=15, rel_rm=15):
            self._get_matrix(self.rm)

    def test_kanban_shows_empty_segments(self):
        domain = [("id", "in", self.customers.ids)]
        groups = (
            self.env["res.partner"]
            .with_user(self.head)
            .with_context(read_group_expand=True)
            .web_read_group(domain, ["segment_id"], ["__count"])["groups"]
        )
        self.assertEqual(
            [(group["segment_id"][0], group["__count"]) for group in groups],
            [
                (self.high_high.id, 4),
                (self.low_high.id, 2),
                (self.high_low.id, 0),
                (self.low_low.id, 4),
            ],
        )
