import io
import pathlib
import tempfile

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import relationship_feed_batch
from .feed_common import FeedCase

FOLDER_LOGGER = "odoo.addons.branch_relationship.models.relationship_feed_folder"


@tagged("post_install", "-at_install")
class TestRelationshipFeedFolder(FeedCase):
    def setUp(self):
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.folder = pathlib.Path(folder)
        self.env["ir.config_parameter"].set_param(
            "branch_relationship.feed_folder", folder
        )

    def lay(self, name, *lines, ok=".csv.ok"):
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        if ok:
            path.with_name(name.replace(".csv", ok)).touch()
        return path

    def take(self):
        counts = self.env["relationship.feed"]._take_folder()
        self.env.invalidate_all()
        return counts

    def get_names(self, folder=""):
        return sorted(path.name for path in (self.folder / folder).iterdir())

    def test_kinds_in_order(self):
        self.lay("holdings.full.0923.csv", "ref,customer_ref,product_code", "H1,N1,P1")
        self.lay("customers.0923.csv", "ref,name,branch_code", "N1,One,B1", ok=".ok")
        self.lay("products.0923.csv", "code,name,category", "P1,One,fund")
        self.lay("branches.0923.csv", "code,name", "B1,One")
        self.lay("prices.0923.csv", "product_code,date,unit_value", "P1,2026-09-23,1")
        self.lay("notes.0923.csv", "x")
        self.lay("customers.later.csv", "ref,name", "N2,Two", ok=None)
        self.assertEqual(self.take(), {"done": 5, "failed": 0})
        feeds = self.env["relationship.feed"].search([], order="id")
        self.assertEqual(
            feeds.mapped("kind"),
            ["branches", "products", "customers", "holdings", "prices"],
        )
        self.assertEqual(feeds.mapped("created_count"), [1] * 5)
        self.assertEqual(feeds.mapped("is_full"), [False, False, False, True, False])
        self.assertEqual(feeds.mapped("name")[3], "holdings.full.0923.csv")
        self.assertEqual(
            self.get_names(),
            ["customers.later.csv", "done", "notes.0923.csv", "notes.0923.csv.ok"],
        )
        self.assertEqual(len(self.get_names("done")), 5)
        self.assertEqual(self.take(), {"done": 0, "failed": 0})

    def test_rejects_lie_beside_the_file(self):
        self.lay("customers.csv", "ref,name", "N1,One", "N2,")
        self.assertEqual(self.take(), {"done": 1, "failed": 0})
        self.assertEqual(
            self.get_names("done"), ["customers.csv", "customers.csv.rejects.csv"]
        )
        rejects = (self.folder / "done" / "customers.csv.rejects.csv").read_bytes()
        corrected = rejects.replace(b"N2,,", b"N2,Two,")
        self.assertTaken(self.deliver_bytes("customers", corrected), created=1)

    def test_refused_file(self):
        self.lay("customers.csv", "ref,nonsense", "N1,1")
        self.lay("customers.empty.csv")
        self.assertEqual(self.take(), {"done": 0, "failed": 2})
        self.assertEqual(
            self.get_names("failed"), ["customers.csv", "customers.empty.csv"]
        )
        self.assertEqual(self.get_names(), ["failed"])

    def test_name_is_never_overwritten(self):
        for text in ("N1,One", "N2,Two", "N3,Three"):
            self.lay("customers.csv", "ref,name", text)
            self.take()
        self.assertEqual(
            self.get_names("done"),
            ["customers.2.csv", "customers.3.csv", "customers.csv"],
        )
        self.assertIn("N2", (self.folder / "done/customers.2.csv").read_text())

    def test_file_that_cannot_be_moved(self):
        """It waits without its .ok: neither lost, nor taken again, nor in the way."""
        (self.folder / "done").touch()
        self.lay("branches.csv", "code,name", "B1,One")
        self.lay("branches.csv", "code,name", "B1,One", ok=".ok")
        self.lay("customers.csv", "ref,name", "N1,One", "N2,")
        self.lay("customers.refused.csv", "ref,nonsense", "N1,1")
        with mute_logger(FOLDER_LOGGER):
            self.assertEqual(self.take(), {"done": 2, "failed": 1})
        left = ["branches.csv", "customers.csv", "done", "failed"]
        self.assertEqual(self.get_names(), left)
        self.assertEqual(self.take(), {"done": 0, "failed": 0})
        branches, customers, refused = self.env["relationship.feed"].search(
            [], order="id"
        )
        self.assertEqual((branches.state, branches.created_count), ("done", 1))
        self.assertIn("“done”", branches.message)
        self.assertEqual((customers.created_count, customers.reject_count), (1, 1))
        self.assertEqual(refused.state, "refused")
        self.assertNotIn("moved", refused.message)
        # the bank lays tomorrow's file of that name over it
        (self.folder / "done").unlink()
        self.lay("customers.csv", "ref,name", "N3,Three")
        self.assertEqual(self.take(), {"done": 1, "failed": 0})
        self.assertEqual(self.get_names("done"), ["customers.csv"])

    def test_ok_file_goes_before_the_file(self):
        """Killed between the two, no .ok is left for tomorrow's half-copied file."""
        self.lay("customers.csv", "ref,name", "N1,One")
        rename = pathlib.Path.rename

        def kill(path, target):
            self.patch(pathlib.Path, "rename", rename)
            raise SystemExit

        self.patch(pathlib.Path, "rename", kill)
        with self.assertRaises(SystemExit):
            self.take()
        self.assertEqual(self.get_names(), ["customers.csv", "done"])
        self.lay("customers.csv", "ref,na", ok=None)
        self.assertEqual(self.take(), {"done": 0, "failed": 0})
        self.assertEqual(self.get_names(), ["customers.csv", "done"])

    def test_taken_again_after_a_crash(self):
        path = self.lay("customers.csv", "ref,name", "N1,One")
        content = path.read_bytes()
        self.take()
        before = self.get_versions("res_partner")
        path.write_bytes(content)
        path.with_name("customers.csv.ok").touch()
        self.assertEqual(self.take(), {"done": 1, "failed": 0})
        self.assertEqual(self.get_versions("res_partner"), before)

    def test_killed_between_batches(self):
        """The interrupted delivery is finished, no other is begun."""
        path = self.lay("customers.csv", "ref,name", "N1,One", "N2,Two")
        feed = self.env["relationship.feed"]._start_file(path)
        self.assertEqual(feed.state, "running")
        self.assertEqual(self.take(), {"done": 1, "failed": 0})
        self.assertEqual(feed.created_count, 2)
        self.assertEqual(self.env["relationship.feed"].search([]), feed)

    def test_running_upload_of_the_same_name(self):
        """The file is a delivery of its own; the upload goes on by itself."""
        upload = self.feeds.create({"kind": "customers", "file_name": "customers.csv"})
        upload._start(io.BytesIO(b"ref,name\nN1,One\n"))
        self.lay("customers.csv", "ref,name", "N2,Two", "N3,Three")
        self.assertEqual(self.take(), {"done": 1, "failed": 0})
        self.assertEqual((upload.state, upload.created_count), ("running", 0))
        feed = self.env["relationship.feed"].search([("id", "!=", upload.id)])
        self.assertEqual((feed.state, feed.created_count), ("done", 2))
        upload._take_batch()
        self.assertTaken(upload, created=1)

    def test_rows_lost_in_a_crash_are_read_from_the_file(self):
        """The waiting rows are unlogged: a crash of the database empties them."""
        self.patch(relationship_feed_batch, "BATCH_SIZE", 1)
        path = self.lay("customers.csv", "ref,name", "N1,One", "N2,Two")
        feed = self.env["relationship.feed"]._start_file(path)
        feed._take_batch()
        self.env["relationship.feed.row"].search([]).unlink()
        self.assertEqual(self.take(), {"done": 1, "failed": 0})
        self.assertEqual(self.get_names("done"), ["customers.csv"])
        self.assertEqual(self.env["relationship.feed"].search([]), feed)
        self.assertTaken(feed, created=1, unchanged=1)

    def test_days_are_those_of_the_bank(self):
        """At 05:30 in Shanghai it is still yesterday in the job's own time."""
        self.company.partner_id.tz = "Asia/Shanghai"
        holdings = "ref,customer_ref,product_code,balance,currency"
        money = f"DEPOSIT,10,{self.currency}"
        foreign = self.env["res.currency"].create({"name": "XSH", "symbol": "x"})
        rate = {"currency_id": foreign.id, "company_id": False}
        self.env["res.currency.rate"].create(
            [
                {**rate, "name": "2026-09-01", "rate": 1},
                {**rate, "name": "2026-09-23", "rate": 2},
            ]
        )
        with self.shanghai("2026-09-23 05:30"):
            self.lay("customers.csv", "ref,name,last_contact_date", "N1,A,2026-09-23")
            self.lay("customers.b.csv", "ref,name,last_contact_date", "N2,B,2026-09-24")
            rows = [f"H{number},N1,{money}" for number in range(9)]
            foreign_row = "HX,N1,DEPOSIT,10,XSH"
            self.lay("holdings.full.1.csv", holdings, foreign_row, *rows)
            self.take()
            self.lay("holdings.full.2.csv", holdings, foreign_row, *rows[:-1])
            self.take()
        customer = self.env["res.partner"].search([("ref", "=", "N1")])
        self.assertEqual(str(customer.last_contact_date), "2026-09-23")
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "N2")]))
        closed = self.env["relationship.holding"].search(
            [("ref", "=", "H8"), ("active", "=", False)]
        )
        self.assertEqual(str(closed.closed_on), "2026-09-23")
        self.assertEqual(customer.asset_amount, 85, "the rate of the bank's day")

    def test_without_folder(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("branch_relationship.feed_folder", False)
        self.assertEqual(self.take(), {"done": 0, "failed": 0})
        missing = str(self.folder / "none")
        parameters.set_param("branch_relationship.feed_folder", missing)
        with self.assertRaisesRegex(FileNotFoundError, missing):
            self.take()

    def test_failure_of_one_file_leaves_the_others(self):
        self.lay("branches.csv", "code,name", "B1,One")
        self.lay("customers.csv", "ref,name", "N1,One")

        def fail(feed, rows):
            raise ZeroDivisionError

        self.patch(self.env.registry["relationship.feed"], "_take_branches", fail)
        with mute_logger(FOLDER_LOGGER):
            self.assertEqual(self.take(), {"done": 1, "failed": 1})
        self.assertEqual(self.get_names("failed"), ["branches.csv"])
        feed = self.env["relationship.feed"].search([("kind", "=", "branches")])
        self.assertEqual(feed.state, "refused")
        self.assertIn("log", feed.message)
