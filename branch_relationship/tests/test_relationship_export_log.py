from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_security_export import ExportCase


@tagged("post_install", "-at_install")
class TestRelationshipExportLog(ExportCase):
    """Who took which customers along, by which filter, how many."""

    def _get_logs(self):
        return self.env["relationship.export.log"].search([])

    def test_customers_by_a_filter(self):
        domain = [["id", "in", self.ours[2]]]
        for user, names in self.seen.items():
            self._export(user, "res.partner", ["name", "user_id/name"], domain, "xlsx")
            log = self._get_logs()[:1]
            self.assertRecordValues(
                log,
                [
                    {
                        "user_id": user.id,
                        "res_model": "res.partner",
                        "domain": str(domain),
                        "is_selection": False,
                        "field_names": "name,user_id/name",
                        "file_format": "xlsx",
                        "row_count": len(names),
                        "customer_count": len(names),
                    }
                ],
            )
        self.assertEqual(len(self._get_logs()), len(self.seen))

    def test_columns_and_model_in_words(self):
        self.wang.with_user(self.rm).export_data(["name", "user_id/name", ".id"])
        log = self._get_logs()
        log.field_names += ",gone"
        self.assertTrue(log.is_selection)
        self.assertEqual(log.model_label, "Contact")
        self.assertEqual(log.column_labels, "Name, Salesperson / Name, .id, gone")

    def test_what_names_a_customer(self):
        """Contacts, holdings, leads, tags, and what lies below a customer."""
        tag = self.env["res.partner.category"].create({"name": "Tea"})
        (self.wang | self.wu).category_id = tag
        below = self.env["res.partner"].create(
            {"name": "Office", "parent_id": self.wang.id}
        )
        lead = self.env["crm.lead"].create({"name": "L", "partner_id": self.wang.id})
        cases = [
            (self.given, ["customer_id", "state"], 1),
            (self.wang.holding_ids, ["customer_id/name"], 1),
            (lead, ["name", "partner_id"], 1),
            (tag, ["partner_ids/name"], 2),
            (below, ["name"], 1),
            (self.wang.holding_ids, ["balance"], None),
            (lead, ["name"], None),
            (self.company.partner_id, ["name"], None),
        ]
        for records, paths, count in cases:
            with self.subTest(f"{records} {paths}"):
                before = self._get_logs()
                records.with_user(self.admin).export_data(paths)
                made = self._get_logs() - before
                self.assertEqual(
                    made.mapped("customer_count"), [count] if count else []
                )

    def test_ordinary_contacts_are_not_noted(self):
        firm = self.env["res.partner"].create({"name": "Ordinary Firm"})
        domain = [("id", "in", [*self.ours[2], firm.id])]
        for user in self.employee | self.all_leads_salesman:
            self._export(user, "res.partner", ["name"], domain)
        self.assertFalse(self._get_logs())

    def test_who_sees_it(self):
        for user in (self.rm, self.other_rm):
            user_customers = self.wang if user == self.rm else self.zhao
            user_customers.with_user(user).export_data(["name"])
        logs = self._get_logs()
        counts = {self.head: 1, self.root_head: 2, self.other_head: 1, self.admin: 2}
        for user, count in counts.items():
            seen = self.env["relationship.export.log"].with_user(user)
            self.assertEqual(
                seen.search_count([("id", "in", logs.ids)]), count, user.login
            )
        for user in self.rm | self.colleague | self.employee | self.salesman:
            with self.assertRaises(AccessError):
                logs.with_user(user).read(["domain"])

    def test_nobody_changes_it(self):
        self.wang.with_user(self.rm).export_data(["name"])
        log = self._get_logs()
        for user in self.rm | self.head | self.admin | self.employee:
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    log.with_user(user).write({"customer_count": 0})
                with self.assertRaises(AccessError):
                    log.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    log.with_user(user).copy()
        with self.assertRaises(UserError):
            log.unlink()
        self.assertEqual(log.customer_count, 1)

    def test_refused_export_is_not_noted(self):
        self.env.ref("base.group_allow_export").user_ids = [Command.unlink(self.rm.id)]
        self.env["res.config.settings"].create(
            {"group_relationship_export": False}
        ).execute()
        with self.assertRaises(UserError):
            self.wang.with_user(self.rm).export_data(["name"])
        self.assertFalse(self._get_logs())
