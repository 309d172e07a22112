from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestResPartnerCare(RelationshipCase):
    def test_health_by_dates(self):
        customer = self._create_customer(
            last_contact_date="2026-09-01",
            next_contact_date="2026-09-16",
            latest_contact_date="2026-10-01",
        )
        for now, health in (
            ("2026-09-16 23:59", "green"),
            ("2026-09-17 00:30", "amber"),
            ("2026-10-02 00:30", "red"),
        ):
            with self.shanghai(now):
                customer.invalidate_recordset(["contact_health"])
                as_rm = customer.with_user(self.rm)
                self.assertEqual(as_rm.contact_health, health)
                found = as_rm.search([("contact_health", "=", health)])
                self.assertIn(customer, found)
