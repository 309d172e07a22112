import base64
import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from ..models import relationship_feed, relationship_feed_batch
from .feed_common import FeedCase

LOGGER = "odoo.addons.branch_relationship.models.relationship_feed_background"


@tagged("post_install", "-at_install")
class TestRelationshipFeedBackground(CronMixinCase, FeedCase):
    """Five customers, two at a time."""

    def setUp(self):
        super().setUp()
        self.patch(relationship_feed, "BACKGROUND_ROWS", 3)
        self.patch(relationship_feed_batch, "BATCH_SIZE", 2)

    def upload(self, *rows):
        rows = rows or [f"N{number},Name {number}" for number in range(5)]
        data = "".join(f"{row}\n" for row in ("ref,name", *rows)).encode()
        return self.feeds.browse(
            self.feeds.receive("customers", base64.b64encode(data))
        )

    def run_job(self):
        self.env["relationship.feed"]._cron_take_deliveries()
        self.env.invalidate_all()

    def fail_once_at(self, ref):
        """Let the batch with this reference fail as no delivery should."""
        feeds = self.env.registry["relationship.feed"]
        take = feeds._take_customers

        def fail(feed, rows):
            take(feed, rows)
            if ref in {row.cells["ref"] for row in rows}:
                raise ZeroDivisionError

        self.patch(feeds, "_take_customers", fail)

    def get_told(self):
        """Return what the administrator's browser is told, and forget it."""
        self.env.cr.precommit.run()
        messages = self.env["bus.bus"].search([]).mapped("message")
        self.env["bus.bus"].search([]).unlink()
        payloads = [json.loads(message) for message in messages]
        return [
            (payload["payload"]["type"], payload["payload"]["message"])
            for payload in payloads
            if payload["type"] == "simple_notification"
        ]

    def test_many_customers(self):
        cron = self.env.ref(
            "branch_relationship.relationship_feed_cron_take_deliveries"
        )
        with self.capture_triggers(cron.id) as triggers:
            feed = self.upload()
        self.assertEqual(len(triggers.records), 1)
        self.assertEqual((feed.state, feed.row_count), ("running", 5))
        self.assertEqual(self.env["relationship.feed.row"].search_count([]), 5)
        # killed after the first batch, it goes on with the second
        feed._take_batch()
        self.assertEqual((feed.created_count, feed.progress), (2, 40))
        self.run_job()
        self.assertTaken(feed, created=5)
        self.assertFalse(feed.delivery_file)
        self.assertEqual(self.get_told(), [("success", "Rows taken: 5. Rejects: 0.")])

    def test_waiting_rows_lost_in_a_crash(self):
        feed = self.upload()
        feed._take_batch()
        self.env["relationship.feed.row"].search([]).unlink()
        self.run_job()
        self.assertTaken(feed, created=3, unchanged=2)

    def test_waiting_rows_and_file_lost(self):
        feed = self.upload()
        feed._take_batch()
        self.env["relationship.feed.row"].search([]).unlink()
        feed.delivery_file = False
        self.run_job()
        self.assertEqual(feed.state, "refused")
        self.assertIn("Deliver them again", feed.message)
        self.assertEqual(self.get_told(), [("danger", feed.message)])

    def test_failure_leaves_what_was_taken_and_the_next_delivery(self):
        feed, later = self.upload(), self.upload("M1,A", "M2,B", "M3,C", "M4,")
        self.fail_once_at("N3")
        with mute_logger(LOGGER):
            self.run_job()
        self.assertEqual((feed.state, feed.created_count), ("refused", 2))
        self.assertIn("log", feed.message)
        self.assertFalse(feed.delivery_file)
        found = self.env["res.partner"].search([("ref", "=like", "N_")])
        self.assertEqual(found.sorted("ref").mapped("ref"), ["N0", "N1"])
        self.assertTaken(later, created=3, rejected=1)
        self.assertEqual(
            self.get_told(),
            [("danger", feed.message), ("success", "Rows taken: 3. Rejects: 1.")],
        )
        self.run_job()
        self.assertEqual(self.get_told(), [])

    def test_speaks_the_language_of_the_uploader(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.admin.lang = "zh_CN"
        feed = self.upload("N0,A", "N1,B", "N2,C", "N3,")
        self.run_job()
        self.assertEqual(feed.reject_ids.reason, "单元格为空。")
        self.assertEqual(self.get_told(), [("success", "已接收 3 行，退回 1 行。")])
