from odoo.tests import HttpCase, tagged


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
