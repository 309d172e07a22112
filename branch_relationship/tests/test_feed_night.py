from datetime import date, datetime, timezone

from odoo.tests import BaseCase, tagged

from odoo.addons.branch_relationship.tools.feed_night import awaited_kinds, feed_night

KINDS = ("branches", "customers", "holdings", "prices")
DAY = date(2026, 9, 23)


@tagged("post_install", "-at_install")
class TestFeedNight(BaseCase):
    def test_seven_begins_the_next_day(self):
        for hour, minute, day in (
            (23, 40, 24),
            (0, 0, 23),
            (6, 59, 23),
            (7, 0, 24),
        ):
            local = datetime(2026, 9, 23, hour, minute, tzinfo=timezone.utc)
            self.assertEqual(feed_night(local), date(2026, 9, day), local)

    def assertAwaited(self, deliveries, *expected):
        """Compare what is awaited after deliveries of ``(day of September, kind)``."""
        deliveries = [(DAY.replace(day=day), kind) for day, kind in deliveries]
        self.assertEqual(awaited_kinds(deliveries, DAY, KINDS), list(expected))

    def test_usual_kinds_are_awaited_until_they_come(self):
        usual = [(day, kind) for day in (16, 22) for kind in ("holdings", "customers")]
        self.assertAwaited(usual, "customers", "holdings")
        self.assertAwaited([*usual, (23, "customers")], "holdings")
        self.assertAwaited([*usual, (23, "prices")], "customers", "holdings")
        self.assertAwaited([*usual, (23, "customers"), (23, "holdings")])

    def test_one_night_makes_no_habit(self):
        often = [(day, "customers") for day in (20, 21, 23)]
        self.assertAwaited([*often, (22, "holdings"), (22, "holdings")])
        self.assertAwaited([*often, (15, "holdings"), (22, "holdings")])
        self.assertAwaited([*often, (16, "holdings"), (22, "holdings")], "holdings")

    def test_any_kind_is_awaited_while_none_is_usual(self):
        for earlier in (
            [],
            [(22, "customers")],
            [(14, "customers"), (15, "customers")],
        ):
            self.assertAwaited(earlier, *KINDS)
            self.assertAwaited([*earlier, (23, "prices")])
