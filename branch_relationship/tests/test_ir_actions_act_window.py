from lxml import html

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestIrActionsActWindow(TransactionCase):
    """An empty screen of ours says what will be on it and what to do."""

    def _get_actions(self):
        """Return our actions whose screen can be empty: neither dialogs nor forms."""
        data = self.env["ir.model.data"].search(
            [
                ("module", "=like", "branch_relationship%"),
                ("model", "=", "ir.actions.act_window"),
            ]
        )
        actions = self.env["ir.actions.act_window"].browse(data.mapped("res_id"))
        return actions.filtered(
            lambda action: action.target != "new" and action.view_mode != "form"
        )

    def _get_help(self, action, lang):
        """Return the help's heading and its first sentence."""
        root = html.fromstring(action.with_context(lang=lang).help or "<p/>")
        heading = root.xpath("//p[@class='o_view_nocontent_smiling_face']")
        texts = [node.text_content().strip() for node in root.xpath("//p")]
        return texts[:2] if heading else []

    def test_empty_screens_speak_both_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        actions = self._get_actions()
        self.assertIn(
            self.env.ref("branch_relationship.relationship_touchpoint_action_my_day"),
            actions,
        )
        for action in actions:
            with self.subTest(action.xml_id):
                english = self._get_help(action, "en_US")
                self.assertEqual(len(list(filter(None, english))), 2)
                chinese = self._get_help(action, "zh_CN")
                self.assertEqual(len(list(filter(None, chinese))), 2)
                for text, translated in zip(english, chinese, strict=True):
                    self.assertNotEqual(text, translated)
