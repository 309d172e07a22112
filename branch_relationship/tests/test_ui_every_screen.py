from odoo.tests import tagged

from .common_handover import HandoverCase
from .test_ui import ScreensCase

CLICK_BOT = "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"


@tagged("post_install", "-at_install")
class TestUiEveryScreen(ScreensCase, HandoverCase):
    """Odoo's click bot opens each menu of CRM in each of its views and presses each
    filter; an administrator sees the menus of all roles."""

    allow_end_on_form = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._prepare(cls.head, cls.customers, cls.colleague).action_split()

    def _click_everywhere(self, lang):
        self.admin.lang = lang
        self.browser_js(
            "/odoo",
            f"{CLICK_BOT}.startClickEverywhere('crm.crm_menu_root');",
            "odoo.isReady === true",
            login=self.admin.login,
            timeout=900,
            success_signal="clickbot test succeeded",
        )

    def test_administrator_in_chinese(self):
        self._click_everywhere("zh_CN")

    def test_administrator_in_english(self):
        self._click_everywhere("en_US")
