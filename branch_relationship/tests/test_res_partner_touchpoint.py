from odoo.exceptions import UserError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import SQL

from .common_ledger import LedgerCase


@tagged("post_install", "-at_install")
class TestResPartnerTouchpoint(LedgerCase):
    """Who makes a customer's contacts: the manager, or a cover that is in charge."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.leaver = cls._create_user("rel_leaver", "base.group_user")
        cls.leaver.active = False

    def _cover(self, user, until="2026-09-23", **values):
        self.customer.write({"cover_user_id": user.id, "cover_until": until, **values})

    def _give_lead(self, user):
        return (
            self.env["crm.lead"]
            .with_user(self.head)
            .create(
                {
                    "name": "Mortgage",
                    "partner_id": self.customer.id,
                    "user_id": user.id,
                    "team_id": self.sub.id,
                }
            )
        )

    def assert_contacted_by(self, user):
        """Check both ways of telling who it is: for one card, and set-wise."""
        self.assertEqual(self.customer._get_contact_user(), user)
        self.env.flush_all()
        [[found]] = self.env.execute_query(
            SQL(
                "SELECT %s FROM res_partner c WHERE c.id = %s",
                self.customer._get_contact_user_sql(self.sub._get_local_today()),
                self.customer.id,
            )
        )
        self.assertEqual(found, user.id or None)

    def test_who_makes_the_contacts(self):
        nobody = self.env["res.users"]
        for own, cover, until, is_in_charge, expected in (
            (self.rm, nobody, False, False, self.rm),
            (self.rm, nobody, False, True, self.rm),
            (self.rm, self.colleague, "2026-09-23", False, self.rm),
            (self.rm, self.colleague, "2026-09-23", True, self.colleague),
            (self.rm, self.colleague, False, True, self.colleague),
            (self.rm, self.colleague, "2026-09-22", True, self.rm),
            (self.rm, self.leaver, "2026-09-23", True, self.rm),
            (self.leaver, self.colleague, "2026-09-23", False, self.colleague),
            (self.leaver, self.colleague, "2026-09-22", False, nobody),
            (self.leaver, nobody, False, False, nobody),
            (nobody, self.colleague, "2026-09-23", False, self.colleague),
            (nobody, self.colleague, False, False, self.colleague),
            (nobody, self.leaver, "2026-09-23", False, nobody),
            (nobody, nobody, False, False, nobody),
        ):
            with self.subTest(own=own.login, cover=cover.login, until=until):
                self._cover(cover, until, user_id=own.id)
                self.customer.is_cover_in_charge = is_in_charge
                self.assert_contacted_by(expected)

    def test_cover_in_charge_until_its_last_day(self):
        self._cover(self.colleague, is_cover_in_charge=True)
        for now, user in (
            ("2026-09-23 23:30", self.colleague),
            ("2026-09-24 00:30", self.rm),
        ):
            with self.shanghai(now):
                self.assert_contacted_by(user)

    def test_lead_leaves_the_contacts_with_the_manager(self):
        planned = self._create_touchpoint(self.customer, "2026-09-24", self.routine)
        assigned = self._create_assigned(self.customer, "2026-09-23", self.urgent)
        self._give_lead(self.colleague)
        self.assertEqual(self.customer.cover_user_id, self.colleague)
        self.assertEqual((planned | assigned).user_id, self.rm)
        self.assertEqual(assigned.activity_ids.user_id, self.rm)
        for user in (self.rm, self.colleague):
            self.assertTrue(self.customer.with_user(user).has_access("read"))
            self.assertTrue(assigned.with_user(user).has_access("read"))
        assigned.with_user(self.rm).record_outcome({"result": "reached"})
        self.assertEqual(assigned.state, "done")
        self.assertEqual(assigned.done_user_id, self.rm)
        strip = self.env["relationship.touchpoint"].with_user(self.colleague)
        self.assertEqual(strip.my_day_strip()["left"], 0)

    def test_lead_of_a_customer_without_manager_brings_the_contacts(self):
        self.customer.user_id = False
        planned = self._create_touchpoint(self.customer, "2026-09-24", self.routine)
        self.assertFalse(planned.user_id)
        self._give_lead(self.colleague)
        self.assertEqual(planned.user_id, self.colleague)
        self.customer.user_id = self.rm
        self.assertEqual(planned.user_id, self.rm)

    def test_one_activity_given_away_is_only_this_one(self):
        planned = self._create_touchpoint(self.customer, "2026-09-24", self.routine)
        assigned = self._create_assigned(self.customer, "2026-09-23", self.urgent)
        assigned.activity_ids.with_user(self.head).user_id = self.colleague
        self.assertEqual(self.customer.cover_user_id, self.colleague)
        self.assertEqual(assigned.user_id, self.colleague)
        self.assertEqual(planned.user_id, self.rm)

    def test_activity_given_away_returns_when_the_cover_is_ended(self):
        assigned = self._create_assigned(self.customer, "2026-09-23", self.urgent)
        assigned.activity_ids.with_user(self.head).user_id = self.colleague
        self.customer.with_user(self.head).cover_user_id = False
        self.assertEqual(assigned.user_id, self.rm)
        self.assertEqual(assigned.activity_ids.user_id, self.rm)

    def test_claim_takes_all_contacts_and_a_lead_does_not_displace_it(self):
        first = self._create_touchpoint(self.customer, "2026-09-23", self.urgent)
        second = self._create_touchpoint(self.customer, "2026-09-30", self.routine)
        first.user_id = False
        first.with_user(self.colleague).action_claim()
        self.assertTrue(self.customer.is_cover_in_charge)
        self.assertEqual((first | second).user_id, self.colleague)
        self.assertEqual(str(self.customer.cover_until), "2026-10-23")
        third = self._create_user("rel_third", "base.group_user")
        third.group_ids |= self.rm.group_ids
        self._give_lead(third)
        self.assertEqual(self.customer.cover_user_id, self.colleague)
        self.assertTrue(self.customer.with_user(self.rm).has_access("read"))

    def test_claim_by_who_covers_already(self):
        self._cover(self.colleague, is_cover_in_charge=True)
        pooled = self._create_touchpoint(self.customer, "2026-09-23", self.urgent)
        pooled.user_id = False
        pooled.with_user(self.colleague).action_claim()
        self.assertEqual(pooled.user_id, self.colleague)
        self.assertEqual(pooled.activity_ids.user_id, self.colleague)

    def test_new_manager_takes_over_from_the_claim(self):
        planned = self._create_touchpoint(self.customer, "2026-09-24", self.routine)
        self._cover(self.colleague, until="2026-10-23", is_cover_in_charge=True)
        self.assertEqual(planned.user_id, self.colleague)
        self.customer.user_id = self.other_rm
        self.assertFalse(self.customer.is_cover_in_charge)
        self.assertEqual(planned.user_id, self.other_rm)
        self.assertTrue(self.customer.with_user(self.colleague).has_access("read"))

    def test_cover_without_end_sees_the_customer(self):
        self._cover(self.colleague, until=False)
        self.assertTrue(self.customer.with_user(self.colleague).has_access("read"))
        self.assertFalse(self.customer.with_user(self.other_rm).has_access("read"))

    def test_covering_colleague_cannot_take_charge(self):
        self._cover(self.colleague)
        with self.assertRaises(UserError):
            self.customer.with_user(self.colleague).is_cover_in_charge = True
        self.assertFalse(self.customer.is_cover_in_charge)

    def test_night_gives_planned_contacts_to_the_cover_of_an_archived_manager(self):
        self._give_lead(self.colleague)
        planned = self._create_touchpoint(self.customer, "2026-09-23", self.routine)
        self.rm.active = False
        self.assertFalse(planned.user_id, "the pool")
        day = Date.to_date("2026-09-23")
        self.assertEqual(self.env["relationship.touchpoint"]._dispatch(day), 1)
        self.assertEqual(planned.user_id, self.colleague)

    def test_many_customers_cost_no_more_queries(self):
        self._count_moving(1)  # the rules' caches are filled
        few = self._count_moving(2)
        self.assertAlmostEqual(self._count_moving(40), few, delta=5)

    def _count_moving(self, count):
        """Count the queries of moving so many customers, each with a contact below and
        an open contact, to another manager and branch."""
        customers = self.env["res.partner"].browse(
            self._create_customer(f"Customer {number}").id for number in range(count)
        )
        below = self.env["res.partner"].create(
            [{"name": "Wife", "parent_id": customer.id} for customer in customers]
        )
        touchpoints = self.env["relationship.touchpoint"].create(
            [
                self._prepare_touchpoint(customer, "2026-09-23", self.routine)
                for customer in customers
            ]
        )
        touchpoints._assign()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        customers.with_context(tracking_disable=True).write(
            {"user_id": self.other_rm.id, "branch_id": self.other.id}
        )
        self.env.flush_all()
        queries = self.cr.sql_log_count - before
        self.assertEqual(touchpoints.user_id, self.other_rm)
        self.assertEqual(touchpoints.branch_id, self.other)
        self.assertEqual(touchpoints.activity_ids.user_id, self.other_rm)
        self.assertEqual(below.user_id, self.other_rm)
        self.assertEqual(below.branch_id, self.other)
        return queries
