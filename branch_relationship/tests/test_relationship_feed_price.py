from odoo.tests import tagged

from .feed_common import FeedCase

HEADER = "product_code,date,unit_value,dividend"


@tagged("post_install", "-at_install")
class TestRelationshipFeedPrice(FeedCase):
    def test_merge(self):
        rows = ("DEPOSIT,2026-01-02,1.234567,", "DEPOSIT,2026-01-05,1.3,0.05")
        self.assertTaken(self.deliver("prices", HEADER, *rows), created=2)
        price = self.env["relationship.product.price"].search([], limit=1)
        self.assertEqual(price.product_id, self.deposit)
        self.assertEqual((price.unit_value, price.dividend), (1.3, 0.05))
        before = self.get_versions("relationship_product_price")
        self.assertTaken(self.deliver("prices", HEADER, *rows), unchanged=2)
        self.assertEqual(self.get_versions("relationship_product_price"), before)
        feed = self.deliver("prices", HEADER, "DEPOSIT,2026-01-05,1.4,")
        self.assertTaken(feed, updated=1)
        self.assertEqual((price.unit_value, price.dividend), (1.4, 0))

    def test_rejects_and_correction(self):
        feed = self.deliver(
            "prices",
            HEADER,
            "NONE,2026-01-02,1,",
            "DEPOSIT,2026-13-02,1,",
            "DEPOSIT,2026-01-02,-1,",
            "DEPOSIT,2026-01-03,x,",
            "DEPOSIT,2026-01-04,1,",
            "DEPOSIT,2026-01-04,2,",
            "DEPOSIT,,2,",
            "DEPOSIT,2026-01-06,2,",
        )
        self.assertTaken(feed, created=1, rejected=7)
        self.assertRejects(
            feed,
            (2, "product_code", "NONE"),
            (3, "date", "2026-13-02"),
            (4, "unit_value", "-1"),
            (5, "unit_value", "x"),
            (6, "product_code", "more than once"),
            (7, "product_code", "more than once"),
            (8, "date", "empty"),
        )
        text = feed._get_reject_csv().decode()
        text = text.replace("NONE,2026-01-02", "DEPOSIT,2026-01-09").replace(
            "-13-", "-12-"
        )
        text = text.replace("-1,", "1,").replace(",x,", ",3,")
        text = text.replace("01-04,2", "01-05,2").replace(
            "DEPOSIT,,", "DEPOSIT,2026-01-07,"
        )
        feed = self.deliver_bytes("prices", text.encode())
        self.assertTaken(feed, created=7)
