from odoo import fields
from odoo.tests import tagged

from .common_ledger import LedgerCase

TODAY = fields.Date.to_date("2026-09-23")


@tagged("post_install", "-at_install")
class TestResUsersClock(LedgerCase):
    """Half past midnight in Shanghai, for users without a time zone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.users = cls.rm | cls.head | cls.admin
        cls.users.tz = False
        cls.company.partner_id.tz = "Asia/Shanghai"  # the administrator has no branch
        cls.touchpoint = cls._create_assigned(cls.customer, TODAY, cls.routine)

    def test_today(self):
        for user in self.users:
            self.assertEqual(user._get_local_today(), TODAY, user.login)
        self.rm.tz = "UTC"
        self.assertEqual(str(self.rm._get_local_today()), "2026-09-22")
        self.sub.tz = "America/New_York"
        self.assertEqual(str(self.head._get_local_today()), "2026-09-22")
        in_paris = self.admin.with_context(tz="Europe/Paris")
        self.assertEqual(str(in_paris._get_local_today()), "2026-09-22")

    def test_my_day(self):
        for user in self.users:
            ledger = self.env["relationship.touchpoint"].with_user(user)
            strip = ledger.my_day_strip("branch")
            self.assertEqual(strip["date"], TODAY, user.login)
            self.assertEqual(strip["left"], 1)
            self.assertEqual(strip["overdue"], 0)
            row = self.touchpoint.with_user(user)
            self.assertEqual((row.due_text, row.is_overdue), ("Today", False))

    def test_filter_on_today(self):
        """As the browser asks, with the context that the session is given."""
        for user in self.users:
            ledger = self.env["relationship.touchpoint"].with_user(user)
            as_session = ledger.with_context(**ledger.env.user.context_get())
            domain = [("due_date", "=", "today"), ("id", "=", self.touchpoint.id)]
            self.assertEqual(as_session.search(domain), self.touchpoint, user.login)

    def test_others_keep_odoos_clock(self):
        for user in self.employee | self.salesman:
            user.tz = False
            self.assertFalse(user.with_user(user).context_get()["tz"], user.login)

    def test_last_contact(self):
        self._create_touchpoint(
            self.customer, "2026-09-22", state="done", done_date="2026-09-22"
        )
        for user in self.users:
            last = self.touchpoint.with_user(user).my_day_panel()["last"]
            self.assertEqual(last["ago"], "1 days ago", user.login)

    def test_health(self):
        self.customer.write(
            {
                "last_contact_date": "2026-09-07",
                "next_contact_date": "2026-09-22",
                "latest_contact_date": "2026-10-07",
            }
        )
        for user in self.users:
            as_user = self.customer.with_user(user)
            self.assertEqual(as_user.contact_health, "amber", user.login)
            late = [("contact_health", "=", "amber"), ("id", "=", self.customer.id)]
            self.assertEqual(as_user.search(late), self.customer)

    def test_holding_closed_by_hand(self):
        holding = self._create_holding(
            self.customer, self._create_product("deposit"), "H1", balance=1
        )
        holding.with_user(self.admin).active = False
        self.assertEqual(holding.closed_on, TODAY)
