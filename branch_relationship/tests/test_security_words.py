from odoo.tests import tagged
from odoo.tools import html2plaintext

from .common_my_day import MyDayCase

SPECIFICATION = {"reason_summary": {}, "reason_tags": {}, "wording": {}}


@tagged("post_install", "-at_install")
class TestSecurityWords(MyDayCase):
    """The sentences about a customer are told to whoever may read the card now."""

    NAMES = "Maturity · Interval · Overdue · Birthday"
    SENTENCES = (
        "Calm 180: $300,000 matures on September 24 · "
        "Last contact 17 days ago, interval 15 days · "
        "Home Loan: $2,500 overdue · Birthday on September 24"
    )
    WORDING = (
        "Ms Anna, your Calm 180 of $300,000 is due on September 24. "
        "rel_colleague, Branch S1"
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rm.name, cls.colleague.name = "rel_rm", "rel_colleague"
        cls.touchpoint = cls._create_maturity()
        loan = cls._create_product("loan", "Home Loan")
        overdue = cls._create_holding(
            cls.anna, loan, "H2", balance=-90000, overdue_amount=2500
        )
        for content in (
            cls._create_content("Overdue", "overdue", "1"),
            cls._create_content("Birthday", "birthday", "1"),
        ):
            cls._add_reason(cls.touchpoint, content)
        of_loan, of_birthday = cls.touchpoint.reason_ids.sorted("id")[-2:]
        of_loan.write({"source_model": overdue._name, "source_id": overdue.id})
        of_birthday.cycle = "2026"
        cls.anna.write({"last_contact_date": "2026-09-06", "own_contact_interval": 15})

    def _read_list(self, user):
        self.env.invalidate_all()
        ledger = self.env["relationship.touchpoint"].with_user(user)
        ledger = ledger.with_context(**ledger.env.user.context_get())
        domain = [("id", "=", self.touchpoint.id)]
        [row] = ledger.web_search_read(domain, SPECIFICATION)["records"]
        self.assertEqual(
            [tag["name"] for tag in row["reason_tags"]], self.NAMES.split(" · ")
        )
        whys = [tag["why"] for tag in row["reason_tags"]]
        self.assertEqual(" · ".join(whys), row["reason_summary"])
        return row["reason_summary"], row["wording"]

    def _read_reasons(self, user):
        self.env.invalidate_all()
        reasons = self.touchpoint.reason_ids.sorted("id").with_user(user)
        return " · ".join(row["summary"] for row in reasons.read(["summary"]))

    def _read_panel(self, user):
        self.env.invalidate_all()
        return self.touchpoint.with_user(user).my_day_panel()

    def _print(self, user):
        self.env.invalidate_all()
        report = self.env["ir.actions.report"].with_user(user)
        html, _kind = report._render_qweb_html(
            "branch_relationship.report_my_day", self.touchpoint.ids
        )
        return html.decode()

    def _hand_over(self):
        """Let ``colleague`` have the customer whose contact ``rm`` has made."""
        self.touchpoint.with_user(self.rm).record_outcome({"result": "declined"})
        self.anna.user_id = self.colleague
        self.anna.last_contact_date = "2026-09-06"
        self.assertEqual(self.touchpoint.user_id, self.rm)

    def _assert_told(self, user):
        self.assertEqual(self._read_list(user)[0], self.SENTENCES, user.login)
        self.assertEqual(self._read_reasons(user), self.SENTENCES, user.login)
        self.assertIn("$300,000", self._print(user), user.login)

    def _assert_not_told(self, user):
        self.assertEqual(self._read_list(user), (self.NAMES, False), user.login)
        self.assertEqual(self._read_reasons(user), self.NAMES, user.login)
        panel = {"id": self.touchpoint.id, "name": "Anna", "wording": False}
        panel["notices"] = []
        self.assertEqual(self._read_panel(user), panel, user.login)
        sheet = self._print(user)
        self.assertIn(self.NAMES, sheet)
        for secret in ("Calm 180", "300,000", "Home Loan", "2,500", "days ago"):
            self.assertNotIn(secret, sheet, user.login)

    def test_former_manager(self):
        self._hand_over()
        self._assert_not_told(self.rm)

    def test_manager_cover_and_head(self):
        self._hand_over()
        self.anna.write({"cover_user_id": self.rm.id, "cover_until": "2026-09-23"})
        for user in self.colleague | self.rm | self.head | self.admin:
            self._assert_told(user)
        self.touchpoint.user_id = self.colleague
        self.assertEqual(self._read_list(self.colleague)[1], self.WORDING)
        self.assertEqual(self._read_panel(self.rm)["wording"], self.WORDING)

    def test_ended_cover(self):
        self.anna.write({"cover_user_id": self.colleague.id, "user_id": self.head.id})
        self.touchpoint.user_id = self.colleague
        self._assert_told(self.colleague)
        self.anna.cover_until = "2026-09-22"
        self.assertNotEqual(self.touchpoint.user_id, self.colleague)
        self.touchpoint.user_id = self.colleague
        self._assert_not_told(self.colleague)

    def test_pool_tells_why_once_claimed(self):
        self.anna.user_id = False
        self.assertFalse(self.touchpoint.user_id)
        self._assert_not_told(self.colleague)

    def test_digest_and_activity_tell_no_figures(self):
        self.touchpoint._reasons_added()
        [day] = self.env["relationship.day"]._tell(
            self.touchpoint.user_id, self.touchpoint.due_date
        )
        self.assertEqual(
            html2plaintext(day.message_id.body, include_references=False),
            "Contacts waiting in My Day: 1",
        )
        activity = self.touchpoint.activity_ids
        self.assertEqual(activity.summary, "Maturity and 3 more")
        for secret in ("Calm 180", "300,000", "Home Loan", "2,500"):
            self.assertNotIn(secret, activity.note)

    def test_query_count(self):
        """One look at the cards for the whole list, however long it is."""
        self._create_former(1)
        self._count_list_queries()
        short = self._count_list_queries()
        self._create_former(20)
        self.assertEqual(self._count_list_queries(), short)

    def _create_former(self, number):
        """Create contacts that ``rm`` made with customers of ``colleague`` now."""
        for index in range(number):
            customer = self._create_customer(f"Former {number} {index}")
            customer.user_id = self.colleague
            former = {"user_id": self.rm.id, "state": "done"}
            self._create_touchpoint(customer, "2026-09-22", self.cadence, **former)

    def _count_list_queries(self):
        ledger = self.env["relationship.touchpoint"].with_user(self.rm)
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        ledger.web_search_read([("user_id", "=", self.rm.id)], SPECIFICATION)
        return self.cr.sql_log_count - before
