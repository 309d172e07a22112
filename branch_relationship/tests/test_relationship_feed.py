import base64
import io
import sys

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import relationship_feed_batch
from ..tools.feed_csv import WHITESPACE
from .feed_common import FeedCase
from .test_feed_csv import EndlessLine

TABLES = (
    "crm_team",
    "product_template",
    "res_partner",
    "relationship_holding",
    "relationship_product_price",
)


@tagged("post_install", "-at_install")
class TestRelationshipFeed(FeedCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_customer("Ann", ref="C1")
        cls.samples = {
            "branches": ("code,name", "B1,One", "B2,Two"),
            "products": ("code,name", "P1,One", "P2,Two"),
            "customers": ("ref,name", "N1,One", "N2,Two"),
            "holdings": (
                "ref,customer_ref,product_code",
                "H1,C1,DEPOSIT",
                "H2,C1,DEPOSIT",
            ),
            "prices": (
                "product_code,date,unit_value",
                "DEPOSIT,2026-01-02,1.5",
                "DEPOSIT,2026-01-05,1.6",
            ),
        }

    def assertRefused(self, kind, data, *words):
        """Nothing is written, and the message says these words."""
        before = [self.get_versions(table) for table in TABLES]
        feed = self.deliver_bytes(kind, data)
        self.assertEqual(feed.state, "refused", f"{kind}: {data[:80]}")
        for word in words:
            self.assertIn(word, feed.message)
        self.assertFalse(feed.reject_ids)
        self.assertFalse(feed.row_count)
        self.assertFalse(self.env["relationship.feed.row"].search([]))
        self.assertEqual([self.get_versions(table) for table in TABLES], before)

    def test_sound_samples_land(self):
        for kind, lines in self.samples.items():
            with self.subTest(kind=kind):
                self.assertTaken(self.deliver(kind, *lines), created=2)
                before = [self.get_versions(table) for table in TABLES]
                self.assertTaken(self.deliver(kind, *lines), unchanged=2)
                self.assertEqual([self.get_versions(table) for table in TABLES], before)

    def test_keys_are_trimmed(self):
        """Blanks make no key, and do not tell one key from another."""
        self.patch(relationship_feed_batch, "BATCH_SIZE", 1)
        for kind, (header, first, second) in self.samples.items():
            with self.subTest(kind=kind):
                key, rest = first.split(",", 1)
                feed = self.deliver(
                    kind,
                    header,
                    f'"   ",{rest}',
                    f"\u3000\t,{rest}",
                    first,
                    f"{key}\u3000,{rest}",
                    f"\xa0 {second}",
                )
                self.assertTaken(feed, created=1, rejected=4)
                column = header.split(",")[0]
                self.assertRejects(
                    feed,
                    (2, column, "empty"),
                    (3, column, "empty"),
                    (4, column, "more than once"),
                    (5, column, "more than once"),
                )
                self.assertTaken(self.deliver(kind, header, second), unchanged=1)

    def test_every_whitespace_is_trimmed(self):
        blanks = [char for char in map(chr, range(sys.maxunicode)) if char.isspace()]
        self.assertEqual("".join(blanks), WHITESPACE)
        rows = [f'"{blank}N1{blank}",One' for blank in blanks]
        feed = self.deliver("customers", "ref,name", *rows)
        self.assertTaken(feed, rejected=len(blanks))
        self.assertEqual(
            {*feed.reject_ids.mapped(lambda row: row["values"]["ref"])}, {"N1"}
        )

    def test_damaged_copies_are_refused(self):
        for kind, (header, *rows) in self.samples.items():
            with self.subTest(kind=kind):
                first, *others = header.split(",")
                body = "".join(f"{row}\n" for row in rows)
                text = f"{header}\n{body}"
                self.assertRefused(kind, b"", "empty")
                self.assertRefused(
                    kind, f"{','.join(others)}\n".encode(), "Missing columns", first
                )
                self.assertRefused(
                    kind, f"{header},nonsense\n".encode(), "Unknown", "nonsense"
                )
                self.assertRefused(kind, f"{header},{first}\n".encode(), "twice", first)
                self.assertRefused(kind, text.encode()[:-5], "(3)", "cut off")
                self.assertRefused(
                    kind, f"{text}X\n".encode(), "Line 4", "not a whole row"
                )
                self.assertRefused(
                    kind, f"{text}{rows[0]},1\n".encode(), "Line 4", "not a whole row"
                )
                self.assertRefused(
                    kind, f'{text}"{rows[0]}\n'.encode(), "not a whole row"
                )
                self.assertRefused(
                    kind, text.encode() + "王小明,王\n".encode("gbk"), "Line 4", "GBK"
                )
                self.assertRefused(kind, text.encode() + b"\0,\n", "Line 4", "NUL")

    def test_hundred_megabytes_in_a_line(self):
        for kind, lines in self.samples.items():
            with self.subTest(kind=kind):
                header = "".join(f"{line}\n" for line in lines).encode()
                stream = EndlessLine(header, 100 * 1024 * 1024)
                feed = self.feeds._receive(kind, stream)
                self.assertEqual(feed.state, "refused")
                self.assertIn("Line 4", feed.message)
                self.assertLess(stream.given, 1024 * 1024)

    def test_line_ends_and_byte_order_mark(self):
        data = b'\xef\xbb\xbfref,name\r\nN1,"One,\r\nand ""a half"""\r\nN2,Two\r\n'
        self.assertTaken(self.deliver_bytes("customers", data), created=2)
        customer = self.env["res.partner"].search([("ref", "=", "N1")])
        self.assertEqual(customer.name, 'One,\r\nand "a half"')

    def test_refusal_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        feeds = self.feeds.with_context(lang="zh_CN")
        feed = feeds._receive("customers", io.BytesIO(b""))
        self.assertEqual(feed.message, feeds.env._("The file is empty."))

    def test_only_administrators(self):
        content = base64.b64encode(b"ref,name\nN1,One\n")
        feeds = self.env["relationship.feed"]
        for user in (self.employee, self.salesman, self.rm, self.head):
            with self.assertRaises(AccessError):
                feeds.with_user(user).receive("customers", content)
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "N1")]))
        feed_id = self.feeds.receive("customers", content.decode(), "crm", False)
        feed = feeds.browse(feed_id)
        self.assertTaken(feed, created=1)
        self.assertEqual(feed.source, "crm")
        for user in (self.employee, self.salesman, self.rm, self.head):
            as_user = feed.with_user(user)
            for method in ("action_receive", "_confirm"):
                with self.assertRaises(AccessError):
                    getattr(as_user, method)()
            with self.assertRaises(AccessError):
                as_user.read(["name"])

    def test_upload(self):
        feed = self.feeds.create(
            {
                "kind": "customers",
                "file_name": "monday.csv",
                "delivery_file": base64.b64encode(b"ref,name\nN1,One\nN2,\n"),
            }
        )
        self.assertEqual(feed.name, "monday.csv")
        feed.action_receive()
        self.assertTaken(feed, created=1, rejected=1)
        self.assertEqual(feed.progress, 100)
        self.assertFalse(feed.delivery_file, "kept only until it is taken")
        with self.assertRaises(UserError):
            feed.action_receive()
        self.assertIn(b"N2,,3,name,", base64.b64decode(feed.reject_file))
        self.assertEqual(
            feed.action_download_rejects()["url"],
            f"/web/content/relationship.feed/{feed.id}/reject_file/"
            f"customers.{feed.id}.rejects.csv?download=true",
        )
        action = feed.action_view_created()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertIn("N1", found.mapped("ref"))

    def test_empty_upload(self):
        with self.assertRaises(UserError):
            self.feeds.create({"kind": "customers"}).action_receive()

    def test_waiting_table_is_not_logged(self):
        self.env.cr.execute(
            "SELECT relpersistence FROM pg_class "
            "WHERE relname = 'relationship_feed_row'"
        )
        self.assertEqual(self.env.cr.fetchall(), [("u",)])
