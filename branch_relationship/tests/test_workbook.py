import datetime
import io

import openpyxl

from odoo.tests import BaseCase, tagged

from ..tools.workbook import workbook


@tagged("post_install", "-at_install")
class TestWorkbook(BaseCase):
    def _load(self, sheets):
        return openpyxl.load_workbook(io.BytesIO(workbook(sheets)))

    def test_values(self):
        day = datetime.date(2026, 9, 23)
        book = self._load([("One", ["A", "B"], [["=1+1", 2.5], [day, True]])])
        sheet = book["One"]
        self.assertEqual(sheet["A2"].value, "=1+1")
        self.assertEqual(sheet["A2"].data_type, "s")
        self.assertEqual(sheet["B2"].value, 2.5)
        self.assertEqual(sheet["A3"].value.date(), day)
        self.assertEqual(sheet["A3"].number_format, "yyyy-mm-dd")
        self.assertIs(sheet["B3"].value, True)
        self.assertEqual(sheet.freeze_panes, "A2")

    def test_titles(self):
        """Excel refuses long titles, some signs, and the same title twice."""
        long = "x" * 40
        book = self._load([(title, [], []) for title in ("A/B", long, long, "a b")])
        self.assertEqual(book.sheetnames, ["A B", "x" * 31, f"{'x' * 28} 2", "a b 2"])

    def test_nothing(self):
        self.assertEqual(self._load([("Empty", ["A"], [])])["Empty"]["A1"].value, "A")
