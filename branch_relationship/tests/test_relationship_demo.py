from odoo.modules import Manifest
from odoo.tests import tagged
from odoo.tools.convert import convert_file

from .common import RelationshipCase

LOGINS = ["rm1", "rm2", "rm3", "rm4", "rm5", "rm6"]
CAPACITY = 15


@tagged("post_install", "-at_install")
class TestRelationshipDemo(RelationshipCase):
    """A failing demo file is only logged by Odoo: load them all here, on a Saturday
    after Mid-Autumn, so that the last night is Thursday's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.shanghai("2026-09-26 10:00"):
            for name in Manifest.for_addon("branch_relationship")["demo"]:
                convert_file(
                    cls.env, "branch_relationship", name, {}, mode="init", noupdate=True
                )
        cls.users = cls.env["res.users"].search([("login", "in", LOGINS)])
        cls.customers = cls.env["res.partner"].search(
            [("relationship_stage", "!=", False), ("user_id", "in", cls.users.ids)]
        )

    def _get_day(self, user):
        """Return what the last night gave this manager, and what is done of it."""
        return self.env["relationship.touchpoint"].search(
            [
                ("user_id", "=", user.id),
                "|",
                ("state", "=", "assigned"),
                ("done_date", "in", ("2026-09-24", "2026-09-26")),
            ]
        )

    def test_a_branch_with_two_below_it(self):
        """A head each, and six managers in the two."""
        root = self.env.ref("branch_relationship.crm_team_demo_root")
        branches = self.env["crm.team"].search([("parent_id", "=", root.id)])
        self.assertEqual(len(branches), 2)
        self.assertEqual(len((root + branches).user_id), 3)
        self.assertEqual(len(self.users), len(LOGINS))
        self.assertEqual(self.users.sale_team_id, branches)

    def test_customers_fill_every_class(self):
        self.assertEqual(len(self.customers), 200)
        self.assertEqual(len(set(self.customers.mapped("ref"))), 200)
        counts = [len(found) for found in self.customers.grouped("segment_id").values()]
        self.assertEqual(len(counts), 4)
        self.assertGreaterEqual(min(counts), 20)

    def test_every_manager_has_a_morning(self):
        runs = self.env["relationship.run"].search(
            [("branch_id", "in", self.users.sale_team_id.ids)]
        )
        self.assertEqual(set(runs.mapped("state")), {"done"})
        for user in self.users:
            with self.subTest(user.login):
                today = self._get_day(user)
                single = today.filtered(lambda row: not row.batch_id)
                self.assertEqual(
                    len(single) + len(today.batch_id),
                    user.daily_capacity or CAPACITY,
                )

    def test_a_morning_is_mixed(self):
        rm1 = self.users.filtered(lambda user: user.login == "rm1")
        day = self._get_day(rm1)
        triggers = set(day.reason_ids.content_id.mapped("trigger"))
        self.assertGreaterEqual(
            triggers, {"cadence", "birthday", "maturity", "overdue"}
        )
        self.assertEqual(len(day.filtered(lambda contact: contact.state == "done")), 2)

    def test_greetings_are_one_line(self):
        """Mid-Autumn's or the bank's anniversary's, where nothing more urgent fills the
        day."""
        batches = self.env["relationship.touchpoint.batch"].search(
            [("user_id", "in", self.users.ids)]
        )
        self.assertEqual(set(batches.content_id.mapped("trigger")), {"festival"})
        greeted = self.env["relationship.touchpoint.reason"].search(
            [("content_id.name", "=", "行庆答谢")]
        )
        self.assertGreater(len(greeted), 20)

    def test_the_days_are_alive(self):
        triggers = self.env["relationship.touchpoint.reason"].search(
            [("touchpoint_id.customer_id", "in", self.customers.ids)]
        )
        self.assertGreaterEqual(
            set(triggers.content_id.mapped("trigger")),
            {
                "cadence",
                "birthday",
                "maturity",
                "overdue",
                "festival",
                "balance_move",
                "price_move",
                "dividend",
                "income_paid",
                "risk_test_expiring",
                "news",
                "personal_date",
            },
        )
        with self.shanghai("2026-09-26 10:00"):
            self.assertEqual(
                set(self.customers.mapped("contact_health")),
                {"green", "amber", "red", "grey"},
            )
        moved = self.customers.segment_change_ids.filtered("old_segment_id")
        self.assertGreaterEqual(len(moved), 10)

    def test_some_are_not_to_be_disturbed(self):
        held = self.env["relationship.touchpoint"].search(
            [("customer_id", "in", self.customers.ids), ("hold_reason", "!=", False)]
        )
        for login in ("rm1", "rm2", "rm3"):
            rm = self.users.filtered(lambda user, login=login: user.login == login)
            reasons = held.filtered(lambda row, rm=rm: row.user_id == rm)
            self.assertEqual(set(reasons.mapped("hold_reason")), {"quiet", "consent"})
        self.assertEqual(set(held.mapped("state")), {"planned"})
        said = self.customers.current_consent_ids
        self.assertEqual(
            set(said.mapped("purpose")), {"marketing", "care"}, "both are shown"
        )

    def test_roles_see_their_own(self):
        mine = self.users.filtered(lambda user: user.login == "rm1")
        head = self.env.ref("branch_relationship.res_users_demo_head1")
        domain = [("relationship_stage", "!=", False)]
        partners = self.env["res.partner"]
        self.assertEqual(partners.with_user(mine).search_count(domain), 52)
        self.assertEqual(partners.with_user(head).search_count(domain), 126)

    def test_who_opens_my_day(self):
        """Of two managers My Day is not opened yet; the last weeks differ by person."""
        days = self.env["relationship.day"].search([("user_id", "in", self.users.ids)])
        today = days.filtered(lambda day: str(day.date) == "2026-09-26")
        self.assertEqual(sorted(today.user_id.mapped("login")), LOGINS[:4])
        self.assertTrue(all(day.opened_at for day in today))
        shares = self.env["relationship.day"]._read_group(
            [("id", "in", (days - today).ids)],
            ["user_id"],
            ["opened_percent:avg", "__count"],
        )
        self.assertEqual({count for _user, _share, count in shares}, {20})
        self.assertGreater(len({share for _user, share, _count in shares}), 3)

    def test_one_handover_is_done(self):
        rm2, rm3, head = (
            self.env.ref(f"branch_relationship.res_users_demo_{login}")
            for login in ("rm2", "rm3", "head1")
        )
        handover = self.env["relationship.handover"].search(
            [("done_user_id", "=", head.id)]
        )
        self.assertEqual(str(handover.done_at), "2026-09-05 02:00:00")
        self.assertEqual((handover.from_user_ids, handover.to_user_ids), (rm2, rm3))
        self.assertEqual(len(handover.line_ids), 4)
        self.assertEqual(handover.line_ids.customer_id.user_id, rm3)
        self.assertEqual(handover.target_ids.customer_count, 4)
