from collections import defaultdict

import psycopg2

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common_ledger import LedgerCase

#: What a row needs beyond the fields that are required.
SAMPLES = {("res.partner", "relationship_customer_id"): {"name": "Below"}}


@tagged("post_install", "-at_install")
class TestMergeEveryTable(LedgerCase):
    """Merging two customers keeps every row of both, in every table of these addons.

    For each field that refers to a customer, both get a row that is alike but for the
    customer: a table where the two collide, or a reference that Odoo does not know to
    follow, turns this red until ``wizard/base_partner_merge.py`` has a hook for it.
    Where a row cannot be made by filling in what is required, ``SAMPLES`` says how.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 09:00"))
        cls.twin = cls._create_customer("Twin")
        modules = cls.env["ir.module.module"].search(
            [("name", "=like", "branch_relationship%")]
        )
        cls.modules = set(modules.mapped("name"))
        cls.fields = cls._get_fields()

    @classmethod
    def _get_fields(cls):
        """Return the stored fields of these addons that refer to a contact."""
        found = []
        for model in cls.env.values():
            if model._abstract or model._transient or not model._auto:
                continue
            for field in model._fields.values():
                is_ours = set(field._modules) & cls.modules
                if not is_ours or not field.store or field.related:
                    continue
                if field.comodel_name == "res.partner" and field.type != "one2many":
                    found.append(field)
                elif field.type == "many2one_reference":
                    found.append(field)
        return found

    def test_all_foreign_keys_are_fields(self):
        """What the database refers to contacts by is one of the fields looked at."""
        rows = self.env.execute_query(
            SQL(
                """SELECT con.conrelid::regclass::text, a.attname
                     FROM pg_constraint con
                     JOIN pg_attribute a ON a.attrelid = con.conrelid
                                        AND a.attnum = con.conkey[1]
                    WHERE con.contype = 'f'
                      AND con.confrelid = 'res_partner'::regclass"""
            )
        )
        known = {
            (self.env[field.model_name]._table, field.name)
            for field in self.fields
            if field.type == "many2one"
        }
        known |= {
            (field.relation, field.column2)
            for field in self.fields
            if field.type == "many2many"
        }
        fleeting = {row._table for row in self.env.values() if row._transient}
        ours = {
            (table, column)
            for table, column in rows
            if table.startswith("relationship_") and table not in fleeting
        }
        self.assertEqual(ours - known, set())
        self.assertIn(("relationship_handover_line", "customer_id"), ours)
        self.assertIn(("relationship_touchpoint", "customer_id"), ours)

    def test_every_row_of_both_is_kept(self):
        made = defaultdict(dict)
        for field in self.fields:
            for customer in self.customer | self.twin:
                made[field][customer] = self._create_row(field, customer)
        self.assertGreaterEqual(len(made), 6)
        self.env.flush_all()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | self.twin).ids, self.customer)
        self.env.invalidate_all()
        self.assertFalse(self.twin.exists())
        for field, rows in made.items():
            for customer, record in rows.items():
                with self.subTest(f"{field} of {customer}"):
                    self.assertTrue(record.exists(), "a row was lost")
                    value = record[field.name]
                    if field.type == "many2one_reference":
                        self.assertEqual(value, self.customer.id)
                    else:
                        self.assertIn(self.customer, value)

    # ------------------------------------------------------------------
    # Rows that differ in the customer alone
    # ------------------------------------------------------------------

    def _create_row(self, field, customer):
        """Create a row that refers to the customer by this field, the same for every
        customer otherwise; where that cannot be, of another text."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                row = self._create_filled(field, customer, "x")
                self.env.flush_all()
                return row
        except (psycopg2.IntegrityError, ValidationError):
            return self._create_filled(field, customer, f"x{customer.id}")

    def _create_filled(self, field, customer, text):
        model = self.env[field.model_name].sudo().with_context(active_test=False)
        values = self._fill(model, text)
        values.update(SAMPLES.get((model._name, field.name), {}))
        if field.type == "many2many":
            values[field.name] = [fields.Command.set(customer.ids)]
        elif field.type == "many2one_reference":
            values.update({field.model_field: "res.partner", field.name: customer.id})
            values.update(self._get_owner(model, customer))
        else:
            values[field.name] = customer.id
        return model.create(values)

    def _get_owner(self, model, customer):
        """Return the document through which a reference belongs to this customer."""
        if "touchpoint_id" not in model._fields:
            return {}
        touchpoint = self._create_touchpoint(customer, "2026-10-01", state="done")
        return {"touchpoint_id": touchpoint.id, "key": f"merge:{customer.id}"}

    def _fill(self, model, text):
        """Return a value for each field that is required and has no default."""
        required = {
            name: field
            for name, field in model._fields.items()
            if field.required and field.store and not field.compute
            if name != "id" and not field.type.endswith("2many")
        }
        defaults = model.default_get(list(required))
        return {
            name: self._get_value(field, text)
            for name, field in required.items()
            if not defaults.get(name)
        }

    def _get_value(self, field, text):
        if field.type == "many2one":
            return self._get_related(field, text).id
        if field.type == "selection":
            return field.get_values(self.env)[0]
        by_type = {
            "date": "2026-09-23",
            "datetime": "2026-09-23 01:00:00",
            "boolean": True,
            "integer": 1,
            "float": 1.0,
            "monetary": 1.0,
        }
        return by_type.get(field.type, text)

    def _get_related(self, field, text):
        """Return any record of the field's model, made where none is."""
        if field.comodel_name == "res.partner":
            return self.customer
        model = self.env[field.comodel_name].sudo()
        return model.search([], limit=1) or model.create(self._fill(model, text))
