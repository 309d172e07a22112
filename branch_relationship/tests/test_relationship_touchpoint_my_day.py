from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_my_day import MyDayCase


@tagged("post_install", "-at_install")
class TestMyDay(MyDayCase):
    """What My Day tells a relationship manager."""

    def _strip(self, user, scope="mine"):
        strip = self.env["relationship.touchpoint"].with_user(user).my_day_strip(scope)
        return {
            name: strip[name] for name in ("done", "left", "overdue", "held", "pool")
        }

    def _create_done(self, customer, day, by, due_date="2026-09-20", **values):
        return self._create_touchpoint(
            customer,
            due_date,
            state="done",
            done_date=day,
            done_user_id=by.id,
            **values,
        )

    def test_strip_counts(self):
        self._create_assigned(self.anna, "2026-09-22")
        self._create_assigned(self.ben, "2026-09-23")
        self._create_assigned(self.carl, "2026-09-24")
        self._create_touchpoint(
            self.carl, "2026-09-23", state="planned", hold_reason="quiet"
        )
        self._create_done(self.ben, "2026-09-23", self.rm)
        self._create_done(self.ben, "2026-09-22", self.rm, "2026-09-19")
        self._create_done(self.ben, "2026-09-23", self.head, "2026-09-18")
        self._create_touchpoint(self.carl, "2026-09-21", state="planned", user_id=False)
        self.assertEqual(
            self._strip(self.rm),
            {"done": 1, "left": 2, "overdue": 1, "held": 1, "pool": 1},
        )
        self.assertEqual(self._strip(self.head)["done"], 1, "whoever made it")
        self.assertEqual(self._strip(self.head, "branch")["done"], 2)

    def test_strip_of_the_branch(self):
        self._create_assigned(self.anna, "2026-09-23")
        self._create_assigned(self.ben, "2026-09-23", user_id=self.colleague.id)
        self.assertEqual(self._strip(self.head)["left"], 0)
        self.assertEqual(self._strip(self.head, "branch")["left"], 2)

    def _empty(self, user, scope="mine"):
        ledger = self.env["relationship.touchpoint"].with_user(user)
        return ledger.my_day_strip(scope)["empty"]

    def _finish_night(self):
        self.env["relationship.run"].create(
            {
                "date": "2026-09-23",
                "branch_id": self.sub.id,
                "step": "dispatch",
                "state": "done",
                "company_id": self.company.id,
            }
        )

    def test_not_empty(self):
        self._create_assigned(self.anna, "2026-09-23")
        self.assertFalse(self._empty(self.rm))

    def test_empty_before_the_night(self):
        self.assertIn("has not run yet", self._empty(self.rm))

    def test_empty_nothing_due(self):
        self._finish_night()
        self.assertEqual(self._empty(self.rm), "Nothing is due today.")

    def test_empty_all_done(self):
        self._create_done(self.anna, "2026-09-23", self.rm)
        self.assertEqual(self._empty(self.rm), "All done today: 1 contacts.")

    def test_empty_without_customers(self):
        self._finish_night()
        self.assertIn("Ask your branch head", self._empty(self.colleague))
        self.assertIn("on Branch Day", self._empty(self.head))

    def test_empty_on_a_day_off(self):
        self.env["relationship.calendar.day"].create({"date": "2026-09-23"})
        self.assertIn("day off", self._empty(self.rm))

    def test_empty_without_capacity(self):
        self._finish_night()
        self.company.relationship_daily_capacity = 0
        self.assertEqual(
            self._empty(self.rm),
            "Your capacity is 0 contacts a day. Ask your administrator.",
        )
        self.rm.daily_capacity = 5
        self.assertEqual(self._empty(self.rm), "Nothing is due today.")

    def test_empty_held_back(self):
        self._create_touchpoint(self.anna, "2026-09-23", hold_reason="quiet")
        self._create_touchpoint(self.ben, "2026-09-23", user_id=False)
        self._finish_night()
        text = "Nobody is to be called. Contacts held back: 1."
        self.assertEqual(self._empty(self.rm), text)
        self.assertEqual(self._empty(self.head, "branch"), text)

    def test_empty_all_in_the_pool(self):
        self._create_touchpoint(self.ben, "2026-09-23", user_id=False)
        self._finish_night()
        text = "What is due waits in the branch pool: 1 contacts. Claim some there."
        self.assertEqual(self._empty(self.rm), text)
        self.assertEqual(self._empty(self.head, "branch"), text)

    def test_empty_until_the_next_contact(self):
        self._create_touchpoint(self.anna, "2026-09-30", user_id=self.colleague.id)
        self._create_touchpoint(self.ben, "2026-10-09")
        self._create_touchpoint(self.carl, "2026-10-12")
        self._finish_night()
        for user, scope, day in (
            (self.rm, "mine", "October 9"),
            (self.head, "branch", "September 30"),
        ):
            self.assertEqual(
                self._empty(user, scope),
                f"Nothing is due today. The next contact is on {day}.",
            )

    def test_row(self):
        touchpoint = self._create_maturity().with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_summary,
            "Calm 180: $300,000 matures on September 24 · Not contacted yet",
        )
        self.assertEqual(
            [tag["name"] for tag in touchpoint.reason_tags], ["Maturity", "Interval"]
        )
        self.assertEqual(touchpoint.due_text, "1 day late")

    def test_due_in_words(self):
        texts = {
            day: self._create_assigned(self.ben, day).due_text
            for day in ("2026-09-20", "2026-09-23", "2026-09-24", "2026-10-08")
        }
        self.assertEqual(
            list(texts.values()), ["3 days late", "Today", "Tomorrow", "October 8"]
        )

    def test_cadence_in_words(self):
        self.anna.write({"last_contact_date": "2026-09-06", "own_contact_interval": 15})
        touchpoint = self._create_assigned(self.anna, "2026-09-21")
        self._add_reason(touchpoint, self.cadence)
        self.assertEqual(
            touchpoint.reason_summary, "Last contact 17 days ago, interval 15 days"
        )

    def test_wording(self):
        touchpoint = self._create_maturity().with_user(self.rm)
        self.assertEqual(
            touchpoint.wording,
            "Ms Anna, your Calm 180 of $300,000 is due on September 24. "
            f"{self.rm.name}, Branch S1",
        )

    def test_panel(self):
        touchpoint = self._create_maturity()
        fund = self._create_product("fund", "Growth")
        loan = self._create_product("loan", "Loan")
        self._create_holding(self.anna, fund, "H2", balance=500000)
        self._create_holding(self.anna, loan, "H3", balance=-90000)
        self._create_touchpoint(
            self.anna,
            "2026-09-07",
            state="done",
            result="reached",
            done_at="2026-09-07 02:00:00",
            done_date="2026-09-07",
            channel="branch",
            mood="pleased",
            note="Daughter leaves school",
        )
        panel = touchpoint.with_user(self.rm).my_day_panel()
        self.assertEqual(panel["name"], "Anna")
        self.assertEqual(panel["facts"], "Ms Anna · 51 years old · Owner")
        self.assertEqual(
            [(holding["kind"], holding["amount"]) for holding in panel["holdings"]],
            [("fund", 500000), ("deposit", 300000)],
        )
        self.assertEqual(
            panel["last"],
            {
                "day": "September 7",
                "ago": "16 days ago",
                "channel": "At the Branch",
                "mood": "pleased",
                "mood_label": "Pleased",
                "note": "Daughter leaves school",
            },
        )
        self.assertIn("Calm 180", panel["wording"])

    def _create_full_day(self):
        important = self._create_content("Birthday", "birthday", "2")
        self._create_maturity()
        for number in range(14):
            segment = self.high_high if number % 2 else self.low_low
            customer = self._create_customer(
                f"Customer {number}", segment_id=segment.id
            )
            content = self.cadence if number % 3 else important
            self._create_assigned(customer, "2026-09-23", content)

    def _count_queries(self, request):
        """Count the queries of a request to a server that is warm."""
        self.env.invalidate_all()
        request()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        request()
        return self.cr.sql_log_count - before

    def test_query_count(self):
        """A full day of 15 contacts costs 14 queries, the facts beside a row 15."""
        self._create_full_day()
        ledger = self.env["relationship.touchpoint"].with_user(self.rm)
        ledger = ledger.with_context(**ledger.env.user.context_get())
        first = ledger.search([], limit=1, order="priority desc, due_date, id")
        rows = self._count_queries(lambda: self._read_list(ledger.browse()))
        strip = self._count_queries(lambda: ledger.browse().my_day_strip())
        panel = self._count_queries(lambda: ledger.browse(first.id).my_day_panel())
        self.assertLessEqual(rows + strip, 14, (rows, strip))
        self.assertLessEqual(panel, 15)

    def _read_list(self, ledger):
        """Read as the list view does."""
        name = {"fields": {"display_name": {}}}
        return ledger.web_read_group(
            [
                ("state", "=", "assigned"),
                ("due_date", "<=", "today"),
                ("user_id", "=", ledger.env.uid),
            ],
            ["priority"],
            order="priority desc, due_date, id",
            auto_unfold=True,
            unfold_read_specification={
                "is_overdue": {},
                "customer_id": name,
                "reason_summary": {},
                "due_text": {},
                "state": {},
                "is_pooled": {},
                "segment_id": name,
                "segment_color": {},
                "reason_tags": {},
            },
        )

    def test_print(self):
        """The sheet holds what is left of the user's day, and nothing of others."""
        self._create_maturity()
        self._create_assigned(self.ben, "2026-09-23", user_id=self.colleague.id)
        html = self._print(self.rm)
        self.assertIn("Calm 180: $300,000 matures on September 24", html)
        self.assertNotIn("Ben", html)

    def test_print_counts_the_greetings(self):
        greeting = self._create_content("Birthday", "birthday", "2", delivery="batch")
        greetings = self.env["relationship.touchpoint"].union(
            *(
                self._create_touchpoint(customer, "2026-09-23", greeting)
                for customer in (self.ben, self.carl)
            )
        )
        greetings._assign_batches()
        html = self._print(self.rm)
        self.assertIn("<strong>2</strong>", html)
        self.assertIn("Birthday", html)
        self.assertNotIn("Ben", html, "they are sent from the list")
        self.assertNotIn("What came of it", html, "nobody is to be called")

    def _print(self, user):
        action = (
            self.env["relationship.touchpoint"].with_user(user).action_print_my_day()
        )
        report = self.env["ir.actions.report"].with_user(user)
        html, _kind = report._render_qweb_html(
            action["report_name"], action["context"]["active_ids"]
        )
        return html.decode()

    def test_print_nothing(self):
        ledger = self.env["relationship.touchpoint"].with_user(self.rm)
        with self.assertRaises(UserError):
            ledger.action_print_my_day()
