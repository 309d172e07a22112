from odoo.tests import tagged

from .feed_common import FeedCase

HEADER = "code,name,category,risk_level,issuer_risk_level"


@tagged("post_install", "-at_install")
class TestRelationshipFeedProduct(FeedCase):
    def get_product(self, code):
        return self.env["product.template"].search([("default_code", "=", code)])

    def test_categories_and_grades(self):
        rows = (
            "P1,Fund One,fund,R3,R4",
            "P2,Time Deposit,Deposit,unknown,",
            "P3,Gold,Strange,,",
            "P4,Silver,Strange,,",
        )
        feed = self.deliver("products", HEADER, *rows)
        self.assertEqual((feed.state, feed.created_count), ("done", 4))
        self.assertEqual(feed.message.count("Strange"), 1, "one warning a category")
        fund = self.get_product("P1")
        self.assertEqual(fund.type, "service")
        self.assertEqual(fund.categ_id.holding_kind, "fund")
        self.assertEqual((fund.risk_level, fund.issuer_risk_level), ("R3", "R4"))
        self.assertEqual(self.get_product("P2").categ_id, self.deposit.categ_id)
        self.assertFalse(self.get_product("P2").risk_level)
        self.assertEqual(self.get_product("P3").categ_id.name, "Strange")
        self.assertFalse(self.get_product("P3").categ_id.holding_kind)
        before = self.get_versions("product_template")
        feed = self.deliver("products", HEADER, *rows)
        self.assertEqual((feed.unchanged_count, feed.updated_count), (4, 0))
        self.assertEqual(self.get_versions("product_template"), before)

    def test_finer_category_of_the_same_kind_stays(self):
        self.deliver("products", HEADER, "P1,Fund One,fund,,")
        finer = self.env["product.category"].create(
            {"name": "Bond Funds", "holding_kind": "fund"}
        )
        self.get_product("P1").categ_id = finer
        feed = self.deliver("products", HEADER, "P1,Fund One,fund,,")
        self.assertTaken(feed, unchanged=1)
        self.assertEqual(self.get_product("P1").categ_id, finer)

    def test_rejects_and_correction(self):
        feed = self.deliver(
            "products", HEADER, "P1,One,fund,R6,", "P2,,fund,,", "P3,=Three,fund,R1,x"
        )
        self.assertRejects(
            feed,
            (2, "risk_level", "R6"),
            (3, "name", "empty"),
            (4, "issuer_risk_level", "x"),
        )
        text = feed._get_reject_csv().decode()
        self.assertIn("'=Three", text)
        text = (
            text.replace("R6", "R5").replace("P2,,", "P2,Two,").replace(",x,", ",R1,")
        )
        self.assertTaken(self.deliver_bytes("products", text.encode()), created=3)
        self.assertEqual(self.get_product("P3").name, "=Three")

    def test_unchanged_for_a_reader_of_another_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.deliver("products", HEADER, "P1,基金一,fund,,")
        self.admin.lang = "zh_CN"
        feed = self.deliver("products", HEADER, "P1,基金一,fund,,")
        self.assertTaken(feed, unchanged=1)
        self.assertEqual(
            self.get_product("P1").with_context(lang="zh_CN").name, "基金一"
        )
