from odoo.tests import HttpCase, tagged

from .common import RelationshipCase


def _get_suite_id(name):
    """Return the id by which the browser's test runner knows a suite."""
    number = 0
    for letter in name:
        number = (number * 31 + ord(letter)) & 0xFFFFFFFF
    return f"{number:08x}"


@tagged("post_install", "-at_install")
class TestValueMatrix(HttpCase):
    def test_unit_tests_in_the_browser(self):
        self.browser_js(
            "/web/tests?headless&loglevel=2&preset=desktop&timeout=15000"
            f"&id={_get_suite_id('@branch_relationship')}",
            "",
            "",
            login="admin",
            timeout=120,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=lambda message: "[HOOT]" not in message,
        )

    def test_styles_compile(self):
        bundle = self.env["ir.qweb"]._get_asset_bundle("web.assets_backend")
        self.assertIn(".o_value_matrix_cell", bundle.preprocess_css())
        self.assertFalse(bundle.css_errors)


@tagged("post_install", "-at_install")
class TestCustomersTour(RelationshipCase, HttpCase):
    """From the manager's customers over the value matrix to one card, in both
    languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        anna = cls._create_customer(
            "Anna", segment_id=cls.high_high.id, last_contact_date="2026-09-01"
        )
        cls._create_customer("Ben", segment_id=cls.high_high.id)
        cls._create_customer("Carl", segment_id=cls.high_low.id)
        cls._create_customer(
            "Zoe", segment_id=cls.high_high.id, user_id=cls.colleague.id
        )
        product = cls._create_product("wealth", "CALM")
        cls._create_holding(anna, product, "1", balance=600_000)
        cls.env["relationship.touchpoint"].create(
            {
                "customer_id": anna.id,
                "due_date": "2026-09-01",
                "state": "done",
                "result": "reached",
                "mood": "calm",
                "done_date": "2026-09-01",
            }
        )

    def test_customers(self):
        self.start_tour(
            "/odoo/relationship-customers", "relationship_customers", login="rel_rm"
        )

    def test_customers_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.rm.lang = "zh_CN"
        self.start_tour(
            "/odoo/relationship-customers",
            "relationship_customers_chinese",
            login="rel_rm",
        )
