import re

from odoo.tests import TransactionCase, tagged

ADDON = "branch_relationship"
NAMED_ALIKE = ("tz", "lang")  # time zones and languages have one name everywhere
ENGLISH = re.compile("[a-z]{2}")


@tagged("post_install", "-at_install")
class TestSelectionLabels(TransactionCase):
    """Every option of every field of ours is read in the user's language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _get_fields(self):
        return [
            field
            for model in self.env.registry.values()
            for field in model._fields.values()
            if field.type == "selection"
            and not field.related
            and set(field._modules) == {ADDON}
            and field.name not in NAMED_ALIKE
        ]

    def test_options_are_chinese(self):
        in_chinese = self.env(context={"lang": "zh_CN"})
        found = self._get_fields()
        self.assertIn("relationship.care.content.consent_purpose", map(str, found))
        for field in found:
            with self.subTest(str(field)):
                labels = [
                    label for _, label in field._description_selection(in_chinese)
                ]
                self.assertEqual(list(filter(ENGLISH.search, labels)), [])
