import csv
import io
import json

import openpyxl

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import RelationshipCase


def _read_csv(content):
    return list(csv.reader(io.StringIO(content.decode())))


def _read_xlsx(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [[cell or "" for cell in row] for row in sheet.values]


READERS = {"csv": _read_csv, "xlsx": _read_xlsx}


class ExportCase(RelationshipCase, HttpCase):
    """Wang is ``rm``'s, Wu ``colleague``'s, Zhao ``other_rm``'s. With Wu ``rm`` has
    made a contact, before the customer went to the colleague."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create(
            {"group_relationship_export": True}
        ).execute()
        cls.env.ref("base.group_allow_export").user_ids = [
            Command.link(user.id) for user in cls.employee | cls.all_leads_salesman
        ]
        cls.product = cls._create_product("deposit", "Calm 180", default_code=False)
        cls.wang = cls._create("Wang", "555 0101")
        cls.wu = cls._create("Wu", "555 0102", user_id=cls.colleague.id)
        cls.zhao = cls._create(
            "Zhao", "555 0103", user_id=cls.other_rm.id, branch_id=cls.other.id
        )
        cls.ours = ("customer_id", "in", (cls.wang | cls.wu | cls.zhao).ids)
        cls.given = cls.env["relationship.touchpoint"].create(
            {
                "customer_id": cls.wu.id,
                "user_id": cls.rm.id,
                "due_date": "2026-09-01",
                "state": "done",
                "done_date": "2026-09-01",
            }
        )
        cls.seen = {
            cls.rm: ["Wang"],
            cls.colleague: ["Wu"],
            cls.head: ["Wang", "Wu"],
            cls.root_head: ["Wang", "Wu", "Zhao"],
            cls.admin: ["Wang", "Wu", "Zhao"],
            cls.other_rm: ["Zhao"],
            cls.other_head: ["Zhao"],
        }

    @classmethod
    def _create(cls, name, phone, **values):
        """Create a customer with a holding and an open contact."""
        customer = cls._create_customer(
            name, phone=phone, segment_id=cls.high_high.id, **values
        )
        cls._create_holding(customer, cls.product, f"H {name}", balance=70000)
        cls.env["relationship.touchpoint"].create(
            {"customer_id": customer.id, "due_date": "2026-09-23"}
        )
        return customer

    def _export(self, user, model, names, domain, file_format="csv"):
        """Export as the browser does; return the file's rows below its header."""
        self.authenticate(user.login, user.login)
        types = {name: field.type for name, field in self.env[model]._fields.items()}
        data = {
            "model": model,
            "fields": [
                {"name": name, "label": name, "type": types.get(name, "char")}
                for name in names
            ],
            "ids": False,
            "domain": domain,
            "import_compat": False,
        }
        answer = self.url_open(
            f"/web/export/{file_format}",
            data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)},
        )
        answer.raise_for_status()
        header, *rows = READERS[file_format](answer.content)
        self.assertEqual(header, names)
        return rows


@tagged("post_install", "-at_install")
class TestSecurityExport(ExportCase):
    def assertRefused(self, user, model, names, domain):
        with (
            mute_logger("odoo.http", "odoo.addons.web.controllers.export"),
            self.assertRaisesRegex(IOError, "500 Server Error"),
        ):
            self._export(user, model, names, domain)

    def test_customers(self):
        phones = {"Wang": "555 0101", "Wu": "555 0102", "Zhao": "555 0103"}
        domain = [("id", "in", self.ours[2])]
        for user, names in self.seen.items():
            for file_format in READERS:
                rows = self._export(
                    user, "res.partner", ["name", "phone"], domain, file_format
                )
                self.assertEqual(
                    sorted(rows), [[name, phones[name]] for name in names], user.login
                )

    def test_holdings(self):
        columns = ["customer_id", "customer_id/phone", "product_id", "balance"]
        for user, names in self.seen.items():
            for file_format in READERS:
                rows = self._export(
                    user, "relationship.holding", columns, [self.ours], file_format
                )
                self.assertEqual(sorted(row[0] for row in rows), names, user.login)
                self.assertEqual({row[2] for row in rows}, {"Calm 180"})
                self.assertEqual({float(row[3]) for row in rows}, {70000})

    def test_touchpoints(self):
        """Whoever made a contact exports it: with the customer's name alone."""
        columns = ["customer_id", "customer_phone", "state"]
        for user, names in self.seen.items():
            has_given = user == self.rm or "Wu" in names
            expected = sorted([*names, "Wu"] if has_given else names)
            for file_format in READERS:
                rows = self._export(
                    user, "relationship.touchpoint", columns, [self.ours], file_format
                )
                self.assertEqual(sorted(row[0] for row in rows), expected, user.login)
                without_phone = [row[0] for row in rows if not row[1]]
                self.assertEqual(without_phone, ["Wu"] if user == self.rm else [])

    def test_path_beyond_the_name(self):
        names = self.wu.with_user(self.rm).fields_get(attributes=["exportable"])
        given = self.given.with_user(self.rm)
        self.assertIn("segment_id", names)
        for name in names.keys() - {"id", "display_name"}:
            self.env.invalidate_all()
            with self.subTest(name), self.assertRaises(AccessError):
                given.export_data(["customer_id", f"customer_id/{name}"])
        self.assertRefused(
            self.rm,
            "relationship.touchpoint",
            ["customer_id/phone"],
            [("id", "=", self.given.id)],
        )

    def test_path_from_a_tag(self):
        tag = self.env["res.partner.category"].create({"name": "Tea"})
        (self.wang | self.wu | self.zhao).category_id = tag
        for user, names in self.seen.items():
            rows = self._export(
                user,
                "res.partner.category",
                ["partner_ids/name"],
                [("id", "=", tag.id)],
            )
            self.assertEqual([name for [name] in rows], names, user.login)

    def test_others_with_the_export_right(self):
        firm = self.env["res.partner"].create({"name": "Ordinary Firm"})
        domain = [("id", "in", [*self.ours[2], firm.id])]
        for user in self.employee | self.all_leads_salesman:
            rows = self._export(user, "res.partner", ["name"], domain)
            self.assertEqual(rows, [["Ordinary Firm"]])
            self.assertRefused(user, "res.partner", ["name", "segment_id"], domain)
            for model in ("relationship.touchpoint", "relationship.holding"):
                self.assertRefused(user, model, ["customer_id"], [self.ours])

    def test_without_the_export_right(self):
        self.env["res.config.settings"].create(
            {"group_relationship_export": False}
        ).execute()
        for user in self.rm | self.head | self.admin:
            for model in ("relationship.touchpoint", "relationship.holding"):
                self.assertRefused(user, model, ["customer_id"], [self.ours])
