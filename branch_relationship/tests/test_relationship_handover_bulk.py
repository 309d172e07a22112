from odoo.tests import tagged

from .common_handover import HandoverCase


@tagged("post_install", "-at_install")
class TestRelationshipHandoverBulk(HandoverCase):
    """Many at once: beyond the 500 at which Odoo's bulk actions stop, and beyond one
    batch; the queries grow with the batches, not with the customers."""

    def _create_many(self, count):
        customers = self.env["res.partner"].create(
            [
                {
                    "name": f"Many {number}",
                    "company_id": self.company.id,
                    "relationship_stage": "established",
                    "branch_id": self.sub.id,
                    "user_id": self.rm.id,
                    "own_contact_interval": 15,
                }
                for number in range(count)
            ]
        )
        self.env["relationship.touchpoint"].create(
            [
                self._prepare_touchpoint(customer, "2026-09-23", self.routine)
                for customer in customers
            ]
        )._assign()
        for customer in customers[: count // 2]:
            customer.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.rm.id
            )
        self.env["crm.lead"].create(
            [
                {
                    "name": "Loan",
                    "partner_id": customer.id,
                    "user_id": self.rm.id,
                    "team_id": self.sub.id,
                }
                for customer in customers[: count // 4]
            ]
        )
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.invalidate_all()
        return customers

    def _count_queries(self, count):
        customers = self._create_many(count)
        self.env["mail.mail"].search([]).unlink()
        before = self.cr.sql_log_count
        handover = self._prepare(self.head, customers, self.colleague, self.newcomer)
        handover.action_split()
        handover.action_hand_over()
        self.env.flush_all()
        self.env.cr.precommit.run()
        queries = self.cr.sql_log_count - before
        self._check_moved(customers, handover)
        return queries

    def _check_moved(self, customers, handover):
        self.env.invalidate_all()
        shares = customers.grouped("user_id")
        self.assertEqual(set(shares), {self.colleague, self.newcomer})
        sizes = [len(share) for share in shares.values()]
        self.assertLessEqual(max(sizes) - min(sizes), 1)
        for share in shares.values():
            user = share.user_id
            self.assertEqual(share.touchpoint_ids.user_id, user)
            self.assertEqual(share.touchpoint_ids.activity_ids.user_id, user)
            self.assertEqual(share.activity_ids.user_id, user)
        leads = self.env["crm.lead"].search([("partner_id", "in", customers.ids)])
        self.assertTrue(all(lead.user_id == lead.partner_id.user_id for lead in leads))
        notes = self.env["mail.message"].search_count(
            [
                ("model", "=", "res.partner"),
                ("res_id", "in", customers.ids),
                ("body", "like", "Handed over from Li Na to "),
            ]
        )
        self.assertEqual(notes, len(customers))
        self.assertEqual(len(handover.line_ids), len(customers))
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_queries(self):
        self._count_queries(2)  # the rules' caches are filled
        few = self._count_queries(4)
        self.assertAlmostEqual(self._count_queries(80), few, delta=20)

    def test_more_than_one_batch(self):
        queries = self._count_queries(1200)
        self.assertLess(queries, 900)
