from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipHolding(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._create_product("deposit", "TD1", name="Time Deposit 1y")
        cls.customer = cls._create_customer("Anna")

    def _create(self, account_mask=False):
        return self._create_holding(
            self.customer,
            self.product,
            f"REF-{account_mask}",
            account_mask=account_mask,
            balance=345678.9,
        ).with_user(self.rm)

    def test_named_after_product_and_account(self):
        for account, name in (
            ("6222 **** 1234", "Time Deposit 1y ****1234"),
            ("6222 0000 0000 0005678", "Time Deposit 1y ****5678"),
            ("12", "Time Deposit 1y ****12"),
            ("****", "Time Deposit 1y"),
            (False, "Time Deposit 1y"),
        ):
            with self.subTest(account):
                self.assertEqual(self._create(account).display_name, name)

    def test_name_follows_product_and_language(self):
        holding = self._create("**** 1234")
        self.env["res.lang"]._activate_lang("zh_CN")
        self.product.with_context(lang="zh_CN").name = "一年期定期存款"
        self.product.name = "Time Deposit"
        self.assertEqual(holding.display_name, "Time Deposit ****1234")
        self.assertEqual(
            holding.with_context(lang="zh_CN").display_name, "一年期定期存款 ****1234"
        )

    def test_found_by_product_account_and_key(self):
        holding = self._create("6222 **** 1234")
        other = self._create("6222 **** 9999")
        holdings = self.env["relationship.holding"].with_user(self.rm)
        for text, found in (
            ("Time Dep", holding + other),
            ("1234", holding),
            (other.ref, other),
        ):
            with self.subTest(text):
                self.assertEqual(
                    holdings.name_search(text),
                    [(line.id, line.display_name) for line in found],
                )
        self.assertEqual(holdings.name_search("345678"), [])
