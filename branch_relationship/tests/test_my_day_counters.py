from odoo.fields import Date
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import RM
from .common_my_day import MyDayCase

DAY = Date.to_date("2026-09-23")


class CountersCase(MyDayCase, HttpCase):
    @classmethod
    def _assign(cls, customer, date=DAY, **values):
        return cls._create_assigned(customer, date, cls.cadence, **values)


@tagged("post_install", "-at_install")
class TestMyDayCounters(CountersCase):
    """Every click on My Day is in the figures at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls._assign(cls.anna, "2026-09-22")
        names = ("Dora", "Emil")
        customers = cls.ben | cls.carl
        customers |= customers.union(*map(cls._create_customer, names))
        for customer in customers:
            cls.rows |= cls._assign(customer)
        cls.frida = cls._create_customer("Frida")
        cls.pooled = cls._create_touchpoint(
            cls._create_customer("Gerd"), DAY, cls.cadence, user_id=False
        )
        greeting = cls._create_content(
            "Greeting", "birthday", "2", delivery="batch", wording="Best"
        )
        cls.greetings = cls.rows.browse()
        for number in range(3):
            cls.greetings |= cls._create_touchpoint(
                cls._create_customer(f"Greeted {number}"), DAY, greeting
            )
        cls.greetings._assign_batches()

    def test_every_click_counts(self):
        self.start_tour("/odoo/my-day", "relationship_my_day_counters", login="rel_rm")
        self.assertEqual(
            [(row.state, row.result, str(row.due_date)) for row in self.rows],
            [
                ("done", "reached", "2026-09-22"),
                ("assigned", "not_reached", "2026-09-24"),
                ("assigned", False, "2026-09-24"),
                ("skipped", False, "2026-09-23"),
                ("done", "reached", "2026-09-23"),
            ],
        )
        self.assertEqual(self.frida.last_contact_date, DAY)
        self.assertEqual(
            sorted(self.greetings.mapped("state")), ["assigned", "assigned", "done"]
        )
        self.assertEqual(
            (self.pooled.state, self.pooled.user_id), ("assigned", self.rm)
        )
        day = self.env["relationship.day"].search([("user_id", "=", self.rm.id)])
        self.assertTrue(day.opened_at, "the first look is noted")


@tagged("post_install", "-at_install")
class TestBranchDayDrag(CountersCase):
    """A head drags contacts from one person to another."""

    def test_drag(self):
        free = self._create_user("rel_free", RM)
        self.sub.member_ids |= free
        self.env["relationship.absence"].create(
            {"user_id": self.colleague.id, "date_from": DAY, "date_to": DAY}
        )
        anna, ben = self._assign(self.anna), self._assign(self.ben)
        self._assign(self.carl, user_id=self.colleague.id)
        with mute_logger("odoo.http"):  # one drop is refused
            self.start_tour(
                "/odoo/branch-day?view_type=kanban",
                "relationship_branch_day_drag",
                login="rel_head",
            )
        self.assertEqual((anna.user_id, ben.user_id), (free, self.rm))
        self.assertEqual(anna.activity_ids.user_id, free)
        self.assertEqual(self.anna.cover_user_id, free)
