from odoo.tests import BaseCase, tagged

from ..tools.handover import split


@tagged("post_install", "-at_install")
class TestHandoverSplit(BaseCase):
    """Which share of the customers each gets."""

    def test_busy_customers_are_spread_first(self):
        customers = [("a", 0.1), ("b", 0.4), ("c", 0.2), ("d", 0.3)]
        shares = split(customers, {"x": (0, 0, 15), "y": (0, 0, 15)})
        self.assertEqual(shares, {"x": ["b", "a"], "y": ["d", "c"]})

    def test_what_one_has_counts(self):
        customers = [(number, 1.0) for number in range(6)]
        shares = split(customers, {"x": (4.0, 40, 10), "y": (0, 0, 10)})
        self.assertEqual([len(shares[person]) for person in "xy"], [1, 5])

    def test_capacity_counts(self):
        customers = [(number, 1.0) for number in range(9)]
        shares = split(customers, {"x": (0, 0, 20), "y": (0, 0, 10)})
        self.assertEqual([len(shares[person]) for person in "xy"], [6, 3])

    def test_without_capacity(self):
        customers = [(number, 1.0) for number in range(4)]
        shares = split(customers, {"x": (0, 0, 0), "y": (0, 0, 0)})
        self.assertEqual([len(shares[person]) for person in "xy"], [2, 2])

    def test_who_takes_no_contacts_goes_by_number(self):
        """However busy somebody is with others."""
        customers = [(number, 0) for number in range(6)]
        shares = split(customers, {"x": (9.0, 2, 10), "y": (0, 4, 10)})
        self.assertEqual(shares, {"x": [0, 1, 2, 4], "y": [3, 5]})

    def test_classes_are_spread(self):
        """30 customers of each class: everybody gets ten of each."""
        classes = (1 / 15, 1 / 30, 1 / 45, 1 / 90, 0)
        customers = [((load, n), load) for load in classes for n in range(30)]
        shares = split(customers, dict.fromkeys("xyz", (0, 0, 15)))
        for share in shares.values():
            counts = [sum(row[0] == load for row in share) for load in classes]
            self.assertEqual(counts, [10] * 5)

    def test_who_has_a_customer_keeps_a_fair_share(self):
        """Six contacts among three: two each, and no customer moves without need."""
        customers = [(name, 1.0) for name in "abcdef"]
        owners = dict(zip("abcdef", "xxxxyy", strict=True))
        shares = split(customers, dict.fromkeys("xyz", (0, 0, 10)), owners)
        self.assertEqual(shares, {"x": ["a", "b"], "y": ["e", "f"], "z": ["c", "d"]})

    def test_fair_share_counts_what_one_has_and_can_do(self):
        """Eight contacts with those of x: six to x, who can do three times as much."""
        customers = [(number, 1.0) for number in range(4)]
        owners = dict.fromkeys(range(4), "x")
        shares = split(customers, {"x": (4.0, 4, 30), "y": (0, 0, 10)}, owners)
        self.assertEqual(shares, {"x": [0, 1], "y": [2, 3]})

    def test_fair_share_of_those_who_take_no_contacts(self):
        customers = [(number, 0) for number in range(5)]
        owners = {0: "y", 1: "y", 2: "y", 3: "y", 4: "w"}
        shares = split(customers, {"x": (9.0, 1, 10), "y": (0, 0, 10)}, owners)
        self.assertEqual(shares, {"x": [3, 4], "y": [0, 1, 2]})

    def test_nobody_and_nothing(self):
        self.assertEqual(split([], {"x": (0, 0, 1)}), {"x": []})
