from odoo.tests import HttpCase, tagged

from .feed_common import FeedCase


@tagged("post_install", "-at_install")
class TestRelationshipFeedUi(FeedCase, HttpCase):
    """The administrator uploads a file in a Chinese browser and gets its rejects."""

    def test_upload(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.admin.lang = "zh_CN"
        self.start_tour("/odoo", "relationship_deliveries_chinese", login="rel_admin")
        feed = self.feeds.search([])
        self.assertEqual(feed.name, "九月.csv")
        self.assertTaken(feed, created=1, rejected=2)
        customer = self.env["res.partner"].search([("ref", "=", "T1")])
        self.assertEqual((customer.name, customer.branch_id), ("陈一", self.sub))
