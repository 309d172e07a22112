from freezegun import freeze_time

from odoo import fields
from odoo.tests import TransactionCase, new_test_user
from odoo.tools import html2plaintext

RM = "branch_relationship.branch_relationship_group_rm"
HEAD = "branch_relationship.branch_relationship_group_head"
ADMIN = "branch_relationship.branch_relationship_group_admin"


class RelationshipCase(TransactionCase):
    """One small branch with a sub-branch, and one user per role.

    ``branch`` (code R) has the sub-branches ``sub`` (S1, with ``rm`` and ``colleague``)
    and ``other`` (S2, with ``other_rm``), each in Asia/Shanghai.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.ref("base.main_company")
        cls.rm = cls._create_user("rel_rm", RM)
        cls.colleague = cls._create_user("rel_colleague", RM)
        cls.other_rm = cls._create_user("rel_other_rm", RM)
        cls.head = cls._create_user("rel_head", HEAD)
        cls.other_head = cls._create_user("rel_other_head", HEAD)
        cls.root_head = cls._create_user("rel_root_head", HEAD)
        cls.admin = cls._create_user("rel_admin", ADMIN)
        cls.employee = cls._create_user("rel_employee", "base.group_user")
        cls.salesman = cls._create_user(
            "rel_salesman", "sales_team.group_sale_salesman"
        )
        cls.all_leads_salesman = cls._create_user(
            "rel_all_leads", "sales_team.group_sale_salesman_all_leads"
        )
        cls.branch = cls._create_branch("R", cls.root_head)
        cls.sub = cls._create_branch("S1", cls.head, cls.branch, cls.rm | cls.colleague)
        cls.other = cls._create_branch("S2", cls.other_head, cls.branch, cls.other_rm)
        cls.high_high = cls.env.ref(
            "branch_relationship.relationship_segment_high_high"
        )
        cls.low_high = cls.env.ref("branch_relationship.relationship_segment_low_high")
        cls.high_low = cls.env.ref("branch_relationship.relationship_segment_high_low")
        cls.low_low = cls.env.ref("branch_relationship.relationship_segment_low_low")

    @classmethod
    def _create_user(cls, login, groups):
        return new_test_user(cls.env, login, groups, tz="Asia/Shanghai")

    @classmethod
    def _create_branch(cls, code, head, parent=None, members=None):
        return cls.env["crm.team"].create(
            {
                "name": f"Branch {code}",
                "branch_code": code,
                "company_id": cls.company.id,
                "parent_id": parent and parent.id,
                "user_id": head.id,
                "tz": "Asia/Shanghai",
                "member_ids": [fields.Command.set(members.ids if members else [])],
            }
        )

    @classmethod
    def _archive_other_customers(cls):
        """Leave out whoever is in the database already."""
        cls.env["res.partner"].search([("relationship_stage", "!=", False)]).write(
            {"active": False}
        )

    @classmethod
    def _create_customer(cls, name="Customer", **values):
        """Create an established customer of ``rm`` at ``sub`` unless told otherwise."""
        return cls.env["res.partner"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "relationship_stage": "established",
                "branch_id": cls.sub.id,
                "user_id": cls.rm.id,
                **values,
            }
        )

    @classmethod
    def _create_product(cls, kind, code=None, **values):
        category = cls.env["product.category"].search(
            [("holding_kind", "=", kind)], limit=1
        ) or cls.env["product.category"].create(
            {"name": kind.capitalize(), "holding_kind": kind}
        )
        return cls.env["product.template"].create(
            {
                "name": code or kind.capitalize(),
                "default_code": code or kind.upper(),
                "categ_id": category.id,
                **values,
            }
        )

    @classmethod
    def _create_holding(cls, customer, product, ref, **values):
        return cls.env["relationship.holding"].create(
            {
                "ref": ref,
                "customer_id": customer.id,
                "product_id": product.id,
                "currency_id": cls.company.currency_id.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    def _get_notices(self, user):
        """Return the texts that wait in this user's inbox."""
        notifications = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("notification_type", "=", "inbox"),
                ("is_read", "=", False),
            ]
        )
        return [
            html2plaintext(body)
            for body in notifications.mail_message_id.mapped("body")
        ]

    @staticmethod
    def shanghai(text):
        """Freeze the clock at this local time of Asia/Shanghai, "2026-09-23 00:30"."""
        local = fields.Datetime.to_datetime(f"{text}:00")
        return freeze_time(fields.Datetime.subtract(local, hours=8))
