import datetime
import io

from odoo.tests import BaseCase

from ..tools import feed_csv
from ..tools.feed_csv import CheckedStream, DeliveryRefused


class EndlessLine(io.RawIOBase):
    """A line of many megabytes that is made while it is read."""

    def __init__(self, header, size):
        self.pending, self.left, self.given = header, size, 0

    # a file, not a model
    def read(self, size=-1):  # pylint: disable=method-required-super
        if self.pending:
            data, self.pending = self.pending, b""
            return data
        data = b"x" * min(size, self.left)
        self.left -= len(data)
        self.given += len(data)
        return data


class TestFeedCsv(BaseCase):
    def take(self, data, chunk=7):
        stream = CheckedStream(io.BytesIO(data))
        header, rows = stream.read_header(), b""
        while part := stream.read(chunk):
            rows += part
        if stream.error:
            raise stream.error
        return header, rows

    def get_message(self, caught):
        return caught.exception.args[0]._translate("en_US")

    def assertRefused(self, data, *words):
        with self.assertRaises(DeliveryRefused) as caught:
            self.take(data)
        for word in words:
            self.assertIn(word, self.get_message(caught))

    def test_header_and_rows(self):
        self.assertEqual(self.take(b"a,b\n1,2\n3,4\n"), ("a,b", b"1,2\n3,4\n"))
        self.assertEqual(self.take(b"\xef\xbb\xbfa,b\r\n1,2\r\n"), ("a,b", b"1,2\r\n"))
        self.assertEqual(self.take(b"a,b\n"), ("a,b", b""))
        text = "ref\n王小明\n".encode()
        self.assertEqual(self.take(text, chunk=1), ("ref", text[4:]))

    def test_refused_whole(self):
        self.assertRefused(b"", "empty")
        self.assertRefused(b"\xef\xbb\xbf", "empty")
        self.assertRefused(b"a,b", "(1)", "newline")
        self.assertRefused(b"a,b\n1,2\n3,", "(3)", "newline")
        self.assertRefused(b"a,b\n1,2\n3,\0\n", "Line 3", "NUL")
        self.assertRefused(b"a,b\n1,2\n\\.\n3,4\n", "Line 3")

    def test_encoding(self):
        gbk = "ref,name\nC1,王小明\n".encode("gbk")
        self.assertRefused(gbk, "Line 2", "GBK", "UTF-8")
        self.assertRefused("姓名\nx\n".encode("gbk"), "Line 1", "GBK")
        self.assertRefused(b"ref\n1\n\xff\xff\xff\n", "Line 3", "not UTF-8")
        # a character whose bytes come in two chunks is whole
        self.take("ref\n王王王王\n".encode(), chunk=4)

    def test_long_line_is_not_read_to_its_end(self):
        stream = EndlessLine(b"ref,name\nC1,A\n", 100 * 1024 * 1024)
        checked = CheckedStream(stream)
        checked.read_header()
        while checked.read(8192):
            pass
        self.assertIn("Line 3", checked.error.args[0]._translate("en_US"))
        self.assertLess(stream.given, 2 * feed_csv.LINE_LIMIT)

    def test_long_header(self):
        stream = EndlessLine(b"ref", 100 * 1024 * 1024)
        with self.assertRaises(DeliveryRefused) as caught:
            CheckedStream(stream).read_header()
        self.assertIn("Line 1", self.get_message(caught))
        self.assertLess(stream.given, 3 * feed_csv.LINE_LIMIT)

    def test_header_of_a_kind(self):
        parse = feed_csv.parse_header
        columns, keys = ("ref", "name", "note"), ("ref",)
        self.assertEqual(parse('ref," note"', columns, keys), ["ref", "note"])
        self.assertEqual(
            parse("reject_row,ref,reject_column,reject_reason", columns, keys),
            ["reject_row", "ref", "reject_column", "reject_reason"],
        )
        for line, word in (
            ("name", "Missing columns: ref"),
            ("ref,nmae", "nmae"),
            ("ref;name", "ref;name"),
            ("ref,name,ref", "twice: ref"),
            ("", "Missing columns: ref"),
        ):
            with self.assertRaises(DeliveryRefused) as caught:
                parse(line, columns, keys)
            self.assertIn(word, self.get_message(caught))

    def test_cells(self):
        self.assertEqual(feed_csv.parse_date("2028-02-29"), datetime.date(2028, 2, 29))
        for text in ("2026-02-29", "20260201", "2026-W01-1", "1.2.2026", "0001-01-01"):
            self.assertIsNone(feed_csv.parse_date(text))
        self.assertEqual(feed_csv.parse_number("-12.50"), -12.5)
        for text in ("1,000", "1e3", "", ".5", "NaN", "1" * 16, "12.5\n", "１２"):
            self.assertIsNone(feed_csv.parse_number(text), text)
        for text in ("1", "true", "YES", "是"):
            self.assertIs(feed_csv.parse_boolean(text), True)
        for text in ("0", "False", "no", "否"):
            self.assertIs(feed_csv.parse_boolean(text), False)
        self.assertIsNone(feed_csv.parse_boolean("2"))

    def test_mask_account(self):
        self.assertEqual(feed_csv.mask_account("6222021234567890"), "**** 7890")
        self.assertEqual(feed_csv.mask_account("6222 0212 3"), "**** 2123")
        self.assertEqual(feed_csv.mask_account("6222 **** 1234"), "6222 **** 1234")
        self.assertFalse(feed_csv.mask_account(False))

    def test_neutralise(self):
        for text, shown in (
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("+86 138", "'+86 138"),
            ("'=x", "''=x"),
            ("\n=x", "'\n=x"),
            ("＝1+1", "'＝1+1"),
            ("-12.50", "-12.50"),
            ("'t Hooft", "'t Hooft"),
            ("Wang", "Wang"),
            ("", ""),
        ):
            self.assertEqual(feed_csv.neutralise(text), shown)

    def test_write_rejects(self):
        data = feed_csv.write_rejects(
            ["ref", "name"], [({"ref": "C1", "name": "=A"}, (5, "name", "bad, so"))]
        )
        self.assertEqual(
            data.decode("utf-8-sig").splitlines(),
            [
                "ref,name,reject_row,reject_column,reject_reason",
                'C1,\'=A,5,name,"bad, so"',
            ],
        )
