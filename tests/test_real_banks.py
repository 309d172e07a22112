"""Real banks from the feeds to a night: everything lands, every segment is filled as a
count of the files says, and a second time nothing moves."""

import logging
import time

from real_data import KINDS, RealDataCase
from real_nights import RealNights

from odoo.tests import tagged

_logger = logging.getLogger(__name__)
TABLES = ("crm_team", "product_template", "res_partner", "relationship_holding")


class RealFeeds:
    counts = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = {kind: cls.deliver_timed(kind) for kind in KINDS}
        cls.join_branches()

    def test_each_delivered_twice(self):
        for kind, feed in self.first.items():
            self.assertEqual((feed.state, feed.message), ("done", False), kind)
            self.assertEqual(feed.created_count, self.counts[kind], kind)
            self.assertEqual(feed.reject_count, 0, feed.reject_ids.mapped("reason"))
        self.check_assets()
        before = self.get_versions()
        for kind in KINDS:
            feed = self.deliver_timed(kind)
            self.assertEqual(feed.unchanged_count, self.counts[kind], kind)
            self.assertEqual(feed.row_count, self.counts[kind], kind)
        self.assertEqual(self.get_versions(), before)

    @classmethod
    def deliver_timed(cls, kind):
        start = time.monotonic()
        feed = cls.deliver(kind)
        cls.env.flush_all()
        _logger.info("%s %s: %.1f s", cls.bank, kind, time.monotonic() - start)
        return feed

    def get_versions(self):
        versions = []
        for table in TABLES:
            self.env.cr.execute(f"SELECT id, xmin::text, cmin::text, ctid FROM {table}")
            versions.append(sorted(self.env.cr.fetchall()))
        return versions

    def check_assets(self):
        """The sums are those of the delivered file, worked out from it alone."""
        sums = {}
        for row in self.read_rows("holdings"):
            if row["product_code"] == "CURRENT":
                amount = max(float(row["balance"]), 0)
                sums[row["customer_ref"]] = sums.get(row["customer_ref"], 0) + amount
        customers = self.env["res.partner"].search_fetch(
            [("company_id", "=", self.company.id), ("relationship_stage", "!=", False)],
            ["ref", "asset_amount"],
        )
        self.assertEqual(len(customers), self.counts["customers"])
        self.assertEqual(
            {c.ref: round(c.asset_amount, 2) for c in customers if c.asset_amount},
            {ref: round(amount, 2) for ref, amount in sums.items() if amount},
        )


@tagged("standard", "post_install", "-at_install")
class TestBerka(RealNights, RealFeeds, RealDataCase):
    bank = "berka"
    currency = "CZK"
    potential_from = 30
    counts = {"branches": 78, "products": 10, "customers": 5369, "holdings": 12545}


@tagged("standard", "post_install", "-at_install")
class TestUci(RealNights, RealFeeds, RealDataCase):
    bank = "uci"
    currency = "EUR"
    potential_from = 50
    counts = {"branches": 41, "products": 3, "customers": 45211, "holdings": 77585}
