from odoo.exceptions import AccessError
from odoo.fields import NO_ACCESS, Command
from odoo.tests import tagged

from ..models.res_partner import RM_GROUP
from .common import RM, RelationshipCase

EXPORT = "base.group_allow_export"


@tagged("post_install", "-at_install")
class TestSecurity(RelationshipCase):
    """Who sees a customer and the contacts below it: each role, each operation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deputy = cls._create_user("rel_deputy", RM)
        cls.sub.deputy_ids = cls.deputy
        cls.customer = cls._create_customer("Private Wang", phone="13800000000")
        cls.below = cls.env["res.partner"].create(
            {"name": "Mrs Wang", "parent_id": cls.customer.id, "phone": "13900000000"}
        )
        cls.ordinary = cls.env["res.partner"].create({"name": "Ordinary Firm"})
        cls.private = cls.customer | cls.below
        cls.seeing = cls.rm | cls.head | cls.root_head | cls.deputy | cls.admin
        cls.blind = (
            cls.employee
            | cls.salesman
            | cls.all_leads_salesman
            | cls.colleague
            | cls.other_rm
            | cls.other_head
        )

    def _each(self, users):
        for user in users:
            with self.subTest(user.login):
                yield user, self.private.with_user(user)

    def test_read(self):
        for user, private in self._each(self.seeing):
            private.invalidate_recordset()
            self.assertEqual(
                private.mapped("phone"), ["13800000000", "13900000000"], user.login
            )
        for user, private in self._each(self.blind):
            for partner in private:
                partner.invalidate_recordset()
                with self.assertRaises(AccessError, msg=user.login):
                    partner.read(["phone"])
                self.assertFalse(partner.has_access("read"))

    def test_ordinary_contacts_as_ever(self):
        for user in self.seeing | self.blind:
            ordinary = self.ordinary.with_user(user)
            self.assertEqual(ordinary.read(["name"])[0]["name"], "Ordinary Firm")
            self.assertEqual(ordinary.search([("id", "=", ordinary.id)]), ordinary)
            colleague = self.employee.partner_id.with_user(user)
            self.assertEqual(colleague.read(["name"])[0]["name"], self.employee.name)

    def test_search(self):
        domain = [("id", "in", self.private.ids)]
        for user, private in self._each(self.seeing):
            self.assertEqual(private.search(domain), self.private, user.login)
            self.assertEqual(private.search_count(domain), 2)
        for user, private in self._each(self.blind):
            self.assertFalse(private.search(domain), user.login)
            self.assertEqual(private.search_count(domain), 0)
            self.assertFalse(private.search([("phone", "=", "13900000000")]))

    def test_name_search(self):
        for users, expected in ((self.seeing, self.private.ids), (self.blind, [])):
            for user, private in self._each(users):
                found = private.name_search("Wang")
                self.assertEqual(
                    sorted(id_ for id_, _name in found), expected, user.login
                )

    def test_group(self):
        domain = [("id", "in", self.private.ids)]
        for users, count in ((self.seeing, 2), (self.blind, 0)):
            for user, private in self._each(users):
                groups = private._read_group(domain, ["user_id"], ["__count"])
                self.assertEqual(
                    groups, [(self.rm, count)] if count else [], user.login
                )

    def test_write(self):
        for user, private in self._each(self.seeing):
            private.write({"comment": user.login})
            self.assertIn(user.login, self.customer.comment)
            self.assertIn(user.login, self.below.comment)
        self.customer.comment = self.below.comment = "untouched"
        for user, private in self._each(self.blind):
            for partner in private:
                with self.assertRaises(AccessError, msg=user.login):
                    partner.write({"comment": user.login})
        self.private.invalidate_recordset()
        self.assertEqual(
            self.private.mapped("comment"), ["<p>untouched</p>", "<p>untouched</p>"]
        )

    def test_delete(self):
        for _user, private in self._each(self.blind | self.rm):
            for partner in private:
                with self.assertRaises(AccessError):
                    partner.unlink()
        self.assertEqual(self.private.exists(), self.private)

    def test_create_below_anothers_customer(self):
        values = {"name": "Spy", "parent_id": self.customer.id}
        for _user, private in self._each(self.blind):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                private.create(values)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self.ordinary.with_user(_user).write({"parent_id": self.customer.id})
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Spy")]))
        self.ordinary.invalidate_recordset()
        self.assertFalse(self.ordinary.parent_id)

    def test_export(self):
        self.env.ref(EXPORT).user_ids = [
            Command.link(user.id) for user in self.seeing | self.blind
        ]
        for _user, private in self._each(self.seeing):
            self.assertEqual(
                private.export_data(["phone"])["datas"],
                [["13800000000"], ["13900000000"]],
            )
        for _user, private in self._each(self.blind):
            with self.assertRaises(AccessError):
                private.invalidate_recordset()
                private.export_data(["phone"])

    def test_activities_messages_attachments_follow(self):
        message = self.customer.message_post(body="secret")
        activity = self.customer.activity_schedule(
            "mail.mail_activity_data_call", summary="secret", user_id=self.rm.id
        )
        attachment = self.env["ir.attachment"].create(
            {
                "name": "secret",
                "raw": b"secret",
                "res_model": "res.partner",
                "res_id": self.customer.id,
            }
        )
        for record in (message, activity, attachment):
            domain = [("id", "=", record.id)]
            for user in self.seeing:
                found = record.with_user(user).search(domain)
                self.assertEqual(found, record, f"{record} {user.login}")
            for user in self.blind:
                as_user = record.with_user(user)
                self.assertFalse(as_user.search(domain), f"{record} {user.login}")
                self.assertFalse(as_user._read_group(domain, ["res_id"]))
                as_user.invalidate_recordset()
                with self.assertRaises(AccessError):
                    as_user.read(["create_date"])

    def test_bank_accounts_follow(self):
        account = self.env["res.partner.bank"].create(
            {"acc_number": "62220000", "partner_id": self.customer.id}
        )
        for user in self.seeing:
            self.assertEqual(account.with_user(user).acc_number, "62220000")
        for user in self.blind:
            as_user = account.with_user(user)
            as_user.invalidate_recordset()
            self.assertFalse(as_user.search([("acc_number", "=", "62220000")]))
            with self.assertRaises(AccessError):
                as_user.read(["acc_number"])

    def test_roles_imply(self):
        for user, implied, beyond in (
            (
                self.rm,
                "sales_team.group_sale_salesman event.group_event_registration_desk",
                "sales_team.group_sale_salesman_all_leads event.group_event_user",
            ),
            (
                self.head,
                "sales_team.group_sale_salesman_all_leads event.group_event_user",
                "sales_team.group_sale_manager event.group_event_manager",
            ),
            (
                self.admin,
                "sales_team.group_sale_manager event.group_event_manager",
                "base.group_system base.group_allow_export",
            ),
        ):
            self.assertTrue(all(map(user.has_group, implied.split())), user.login)
            self.assertFalse(any(map(user.has_group, beyond.split())), user.login)

    def test_activity_on_anothers_customer_refused(self):
        for user in self.blind:
            with self.assertRaises(AccessError):
                self.customer.with_user(user).activity_schedule(
                    "mail.mail_activity_data_call", user_id=user.id
                )
        self.assertFalse(self.customer.activity_ids)

    def test_own_partner_always(self):
        """A portal user who is a customer still reads their own card."""
        portal = self._create_user("rel_portal", "base.group_portal")
        portal.partner_id.write(
            {
                "relationship_stage": "established",
                "branch_id": self.sub.id,
                "user_id": self.rm.id,
            }
        )
        own = portal.partner_id.with_user(portal)
        own.invalidate_recordset()
        self.assertEqual(own.read(["name"])[0]["name"], portal.name)
        self.assertFalse(portal.partner_id.with_user(self.colleague).has_access("read"))
        public = self.env.ref("base.public_user")
        self.assertTrue(public.partner_id.with_user(public).has_access("read"))


@tagged("post_install", "-at_install")
class TestSecurityFields(RelationshipCase):
    """What the bank knows is in fields that only relationship managers may use."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        modules = cls.env["ir.module.module"].search(
            [("name", "=like", "branch_relationship%")]
        )
        cls.own_fields = {
            name: field
            for name, field in cls.env["res.partner"]._fields.items()
            if field._modules and set(field._modules) <= set(modules.mapped("name"))
        }
        cls.ordinary = cls.env["res.partner"].create({"name": "Ordinary Firm"})

    def test_every_field_has_the_group(self):
        self.assertIn("asset_amount", self.own_fields)
        groups = {name: field.groups for name, field in self.own_fields.items()}
        self.assertEqual(
            {name for name in groups if groups[name] not in (RM_GROUP, NO_ACCESS)},
            set(),
        )

    def test_salesman_cannot_use_them(self):
        contacts = self.ordinary.with_user(self.all_leads_salesman)
        for name, field in self.own_fields.items():
            with self.subTest(name):
                self.assertNotIn(name, contacts.fields_get())
                with self.assertRaises(AccessError):
                    contacts.read([name])
                with self.assertRaises(AccessError):
                    contacts.write({name: False})
                # A related field is as open as the path it stands for.
                if field._description_searchable and not field.related:
                    with self.assertRaises(AccessError):
                        contacts.search([self._get_condition(field)])
                if field.store and not field.type.endswith("2many"):
                    with self.assertRaises(AccessError):
                        contacts.search([], order=name)
                    with self.assertRaises(AccessError):
                        contacts._read_group([], [name])

    def _get_condition(self, field):
        """Return a condition that is neither always true nor always false."""
        if field.type == "selection":
            return (field.name, "in", [field.get_values(self.env)[0]])
        return (field.name, "!=", False)

    def test_salesman_cannot_export_them(self):
        self.env.ref(EXPORT).user_ids = [Command.link(self.all_leads_salesman.id)]
        contacts = self.ordinary.with_user(self.all_leads_salesman)
        with self.assertRaises(AccessError):
            contacts.export_data(["asset_amount"])
