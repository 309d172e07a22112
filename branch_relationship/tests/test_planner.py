from odoo.tests import TransactionCase, tagged

from odoo.addons.branch_relationship.tools.planner import analyze_stale


@tagged("post_install", "-at_install")
class TestPlanner(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute("CREATE TEMP TABLE planned (id int)")

    def _insert(self, count):
        query = "INSERT INTO planned SELECT generate_series(1, %s)"
        self.env.cr.execute(query, [count])
        analyze_stale(self.env.cr, "planned", "no_such_table")
        self.env.cr.execute(
            "SELECT reltuples::int FROM pg_class WHERE oid = 'planned'::regclass"
        )
        return self.env.cr.fetchone()[0]

    def test_statistics_follow_what_one_transaction_writes(self):
        unknown = self._insert(900)
        self.assertLess(unknown, 1)
        self.assertEqual(self._insert(600), 1500)
        self.assertEqual(self._insert(1750), 1500, "1,000 and a half may be new")
        self.assertEqual(self._insert(1), 3251)
