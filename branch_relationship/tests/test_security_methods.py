import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestSecurityMethods(RelationshipCase):
    """What can be called from outside keeps the rules, whatever it does inside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Private Wang", phone="13800000000")
        cls.touchpoint = cls.env["relationship.touchpoint"].create(
            {
                "customer_id": cls.customer.id,
                "company_id": cls.company.id,
                "branch_id": cls.sub.id,
                "user_id": cls.rm.id,
                "due_date": "2026-09-23",
            }
        )
        cls.strangers = (
            cls.colleague
            | cls.other_rm
            | cls.other_head
            | cls.salesman
            | cls.all_leads_salesman
            | cls.employee
        )

    def _get_state(self, record):
        self.env.flush_all()
        record.invalidate_recordset()
        return record.read(load=None)

    def assertRefused(self, record, calls, users=None):
        before = self._get_state(record)
        for user in users or self.strangers:
            for name, *arguments in calls:
                with self.subTest(f"{name} as {user.login}"):
                    record.invalidate_recordset()
                    with self.assertRaises(UserError):
                        getattr(record.with_user(user), name)(*arguments)
        self.assertEqual(self._get_state(record), before)

    def test_touchpoint(self):
        self.assertRefused(
            self.touchpoint,
            [
                ("record_outcome", {"result": "reached"}),
                ("record_outcome", {"skip_reason": "no time"}),
                ("action_reached",),
                ("action_not_reached",),
                ("action_postpone",),
                ("action_claim",),
                ("my_day_panel",),
            ],
        )

    def test_customer(self):
        self.assertRefused(
            self.customer,
            [("action_end_segment_override",), ("action_override_segment",)],
            self.strangers | self.rm,
        )

    def test_outcome_dialog(self):
        """The dialog writes in the name of whoever fills it in."""
        before = self._get_state(self.touchpoint)
        dialogs = self.env["relationship.touchpoint.outcome"]
        for user in self.strangers:
            for values in (
                {"touchpoint_id": self.touchpoint.id},
                {"customer_id": self.customer.id},
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    dialog = dialogs.with_user(user).create(
                        {**values, "result": "reached"}
                    )
                    dialog.action_save()
        self.assertEqual(self._get_state(self.touchpoint), before)
        self.assertEqual(self.customer.touchpoint_ids, self.touchpoint)

    def test_value_matrix_counts_what_one_sees(self):
        domain = [("id", "=", self.customer.id)]
        partners = self.env["res.partner"]
        self.customer.segment_id = self.high_high
        for user, count in (
            (self.rm, 1),
            (self.head, 1),
            (self.colleague, 0),
            (self.other_head, 0),
        ):
            matrix = partners.with_user(user).get_value_matrix(domain)
            total = sum(cell["count"] for cell in matrix["cells"])
            self.assertEqual(total, count, user.login)
        for user in self.salesman | self.employee:
            with self.assertRaises(AccessError):
                partners.with_user(user).get_value_matrix(domain)

    def test_deliveries(self):
        feeds = self.env["relationship.feed"]
        content = base64.b64encode(b"ref,name\nK1,Spy\n")
        for user in self.strangers | self.rm | self.head:
            with self.subTest(user.login), self.assertRaises(AccessError):
                feeds.with_user(user).receive("customers", content)
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Spy")]))

    def test_night(self):
        run = self.env["relationship.run"].create(
            {
                "date": "2026-09-23",
                "branch_id": self.sub.id,
                "step": "classify",
                "state": "failed",
                "company_id": self.company.id,
            }
        )
        self.assertRefused(
            run,
            [("action_run_again",), ("action_run_now",)],
            self.strangers | self.rm | self.head,
        )
