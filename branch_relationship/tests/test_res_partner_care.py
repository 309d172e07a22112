from ast import literal_eval

from lxml import etree

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

    def test_due_this_week(self):
        """The week is the user's own: Monday begins eight hours earlier in Shanghai."""
        days = ("2026-09-20", "2026-09-21", "2026-09-27", "2026-09-28")
        customers = [self._create_customer(day, next_contact_date=day) for day in days]
        view = self.env.ref("branch_relationship.res_partner_view_search")
        week = etree.fromstring(view.arch).find(".//filter[@name='due_this_week']")
        domain = [("id", "in", [customer.id for customer in customers])]
        domain += literal_eval(week.get("domain"))
        with self.shanghai("2026-09-23 09:00"):
            found = self.env["res.partner"].with_user(self.rm).search(domain)
        self.assertEqual(found.mapped("name"), ["2026-09-21", "2026-09-27"])
