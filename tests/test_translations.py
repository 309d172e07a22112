"""The catalogues of terms are in step with the code. `./dev i18n` brings them there."""

import io

import polib

from odoo.tests import TransactionCase, tagged
from odoo.tools.translate import trans_export

from devtools import layout


@tagged("standard", "post_install", "-at_install")
class TestTranslations(TransactionCase):
    def _terms(self, addon):
        """Return the terms that the addon has now."""
        with io.BytesIO() as output:
            trans_export(None, [addon], output, "po", self.env)
            return {entry.msgid for entry in polib.pofile(output.getvalue().decode())}

    def _catalogue(self, addon, file_name):
        path = layout.ROOT / addon / "i18n" / file_name
        self.assertTrue(path.exists(), f"{path} is missing: ./dev i18n makes it")
        return polib.pofile(str(path))

    def test_template_holds_the_terms_of_the_code(self):
        for addon in layout.installed_addons():
            with self.subTest(addon):
                template = self._catalogue(addon, f"{addon}.pot")
                self.assertEqual(
                    {entry.msgid for entry in template}, self._terms(addon)
                )

    def test_every_term_is_translated(self):
        for addon in layout.installed_addons():
            with self.subTest(addon):
                catalogue = self._catalogue(addon, f"{layout.LANGUAGE}.po")
                translated = {entry.msgid for entry in catalogue.translated_entries()}
                self.assertFalse(self._terms(addon) - translated)
