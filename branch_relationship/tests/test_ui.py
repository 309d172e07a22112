from odoo.tests import HttpCase, tagged

from .common_my_day import MyDayCase


@tagged("post_install", "-at_install")
class TestUi(MyDayCase, HttpCase):
    """The relationship manager's morning, in the browser."""

    def _create_morning(self):
        first = self._create_maturity()
        second = self._create_assigned(self.ben, "2026-09-21", self.cadence)
        third = self._create_assigned(self.carl, "2026-09-23", self.cadence)
        return first, second, third

    def test_my_day(self):
        first, second, third = self._create_morning()
        self.start_tour("/odoo/my-day", "relationship_my_day", login="rel_rm")
        self.assertEqual(first.state, "done")
        self.assertEqual(first.result, "reached")
        self.assertEqual(second.state, "assigned")
        self.assertEqual(str(third.due_date), "2026-09-24")
