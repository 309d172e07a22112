"""What the addons' manifests promise is there, and Odoo shows it among its apps."""

import base64
import io

from lxml import html
from PIL import Image

from odoo.modules import Manifest
from odoo.tests import TransactionCase, tagged

from devtools import layout

SMALLEST_ICON = 100  # pixels: what the list of apps shows is not blown up


@tagged("standard", "post_install", "-at_install")
class TestManifest(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addons = cls.env["ir.module.module"].search(
            [("name", "in", layout.ADDONS)], order="name"
        )

    def test_both_addons_are_there(self):
        self.assertEqual(self.addons.mapped("name"), list(layout.ADDONS))

    def test_own_square_icon(self):
        for addon in self.addons:
            with self.subTest(addon.name):
                path = f"/{addon.name}/static/description/icon.png"
                self.assertEqual(Manifest.for_addon(addon.name).icon, path)
                content = base64.b64decode(addon.icon_image)
                with Image.open(io.BytesIO(content)) as icon:
                    icon.verify()
                    self.assertEqual(icon.format, "PNG")
                    self.assertEqual(icon.width, icon.height)
                    self.assertGreaterEqual(icon.width, SMALLEST_ICON)

    def test_description_page_is_shown(self):
        for addon in self.addons:
            with self.subTest(addon.name):
                folder = layout.ROOT / addon.name / "static" / "description"
                page = html.parse(folder / "index.html").getroot()
                shown = html.fromstring(addon.description_html)
                self.assertEqual(shown.findtext(".//h1"), addon.shortdesc)
                self.assertEqual(
                    shown.text_content().split(), page.text_content().split()
                )

    def test_named_files_exist(self):
        for addon in self.addons:
            manifest = Manifest.for_addon(addon.name)
            folder = layout.ROOT / addon.name
            for name in (*manifest["data"], *manifest["demo"]):
                with self.subTest(addon.name, file=name):
                    self.assertTrue((folder / name).is_file())

    def test_bundles_find_files(self):
        for addon in self.addons:
            for bundle, patterns in Manifest.for_addon(addon.name)["assets"].items():
                for pattern in patterns:
                    with self.subTest(bundle, pattern=pattern):
                        found = layout.ROOT.glob(pattern)
                        self.assertTrue(any(path.is_file() for path in found))

    def test_required_packages_are_installed_by_the_project(self):
        listed = (layout.ROOT / "requirements.txt").read_text()
        for addon in self.addons:
            wanted = Manifest.for_addon(addon.name)["external_dependencies"]
            for package in wanted.get("python", ()):
                with self.subTest(addon.name, package=package):
                    self.assertRegex(listed, rf"(?m)^{package}\b")
