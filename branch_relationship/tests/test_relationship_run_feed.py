import io
import pathlib
import tempfile

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_run import STEPS, RunCase

LOGGER = "odoo.addons.branch_relationship.models.relationship_run_feed"
FILES = {
    "customers": "ref,name\nC1,Wang\n",
    "holdings": "ref,customer_ref,product_code,balance\nH1,C1,DEPOSIT,1\n",
    "prices": "product_code,date,unit_value\nDEPOSIT,2026-09-01,1\n",
}


@tagged("post_install", "-at_install")
class TestRelationshipRunFeed(RunCase):
    """Customers and holdings came for the two nights before the 23rd."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "Asia/Shanghai"
        cls.customer.ref = "C1"
        cls._create_product("deposit", "DEPOSIT")

    def setUp(self):
        super().setUp()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.folder = pathlib.Path(folder)
        self._set_folder(self.folder)
        for evening in ("2026-09-20 23:40", "2026-09-21 23:40"):
            self._bring(evening, "customers", "holdings")

    def _set_folder(self, folder):
        self.env["ir.config_parameter"].set_param(
            "branch_relationship.feed_folder", str(folder)
        )

    def _bring(self, now, *kinds):
        """Let the job run at this time of Shanghai and find files of these kinds."""
        for kind in kinds:
            path = self.folder / f"{kind}.csv"
            path.write_text(FILES[kind])
            path.with_suffix(".ok").touch()
        with self.shanghai(now):
            self._run_job()

    def _upload(self, kind):
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            feeds = self.env(cr=cr)["relationship.feed"].with_user(self.admin.id)
            feed = feeds._receive(kind, io.BytesIO(FILES[kind].encode()))
            self.assertEqual(feed.finished_at.date(), fields.Date.today())

    def _get_notes(self):
        """Return the rows of deliveries since the 23rd."""
        runs = self.runs.search(
            [("step", "=", "feed"), ("date", ">", "2026-09-22")], order="date"
        )
        return [(str(run.date), run.state, run.count, run.error or "") for run in runs]

    def _get_rows(self, branch):
        return [row for row in super()._get_rows(branch) if row[2] > "2026-09-22"]

    def assertWaiting(self, branch=None):
        self.assertEqual(self._get_rows(branch or self.sub), [])

    def assertPrepared(self, branch=None):
        self.assertEqual(
            self._get_rows(branch or self.sub),
            [(step, "done", "2026-09-23") for step in STEPS],
        )

    def test_files_of_the_evening_are_the_next_days(self):
        for hour in ("2026-09-22 23:40", "2026-09-23 00:30", "2026-09-23 03:00"):
            with self.subTest(hour=hour), self._undone():
                self._bring(hour, "customers", "holdings")
                self.assertWaiting()
                self._bring("2026-09-23 05:00")
                self.assertPrepared()
                self.assertEqual(self._get_notes(), [("2026-09-23", "done", 2, "")])

    def test_last_minute(self):
        self._bring("2026-09-23 05:00")
        self.assertWaiting()
        self._bring("2026-09-23 06:59", "customers", "holdings")
        self.assertPrepared()
        self.assertEqual(self._get_notes(), [("2026-09-23", "done", 2, "")])

    def test_nobody_waits_beyond_seven(self):
        note = ("2026-09-23", "done", 0, "Awaited until 07:00: Customers, Holdings")
        for hour in ("2026-09-23 05:00", "2026-09-23 06:59"):
            self._bring(hour)
            self.assertWaiting()
            self.assertEqual(self._get_notes(), [note])
        self._bring("2026-09-23 07:00")
        self.assertPrepared()
        self.assertEqual(self._get_notes(), [note])

    def test_other_kinds_release_nobody(self):
        self._bring("2026-09-23 03:00", "prices", "customers")
        self._bring("2026-09-23 05:00")
        self.assertWaiting()
        note = ("2026-09-23", "done", 2, "Awaited until 07:00: Holdings")
        self.assertEqual(self._get_notes(), [note])
        self._bring("2026-09-23 06:00", "holdings")
        self.assertPrepared()
        self.assertEqual(self._get_notes(), [("2026-09-23", "done", 3, "")])

    def test_refused_file_has_not_come(self):
        self._bring("2026-09-23 03:00", "customers")
        (self.folder / "holdings.csv").write_text("ref,nonsense\nH1,1\n")
        (self.folder / "holdings.ok").touch()
        self._bring("2026-09-23 05:00")
        self.assertWaiting()
        self._bring("2026-09-23 07:00")
        self.assertPrepared()

    def test_upload_by_day_is_not_the_nights_file(self):
        with self.shanghai("2026-09-22 15:00"):
            for kind in ("customers", "holdings"):
                self._upload(kind)
        self._bring("2026-09-23 05:00")
        self.assertWaiting()

    def test_late_files_do_not_run_the_night_again(self):
        self._bring("2026-09-23 07:00")
        self.assertPrepared()
        nights = self.runs.search([("step", "in", STEPS)])
        before = nights.read(["state", "count", "seconds", "write_date"])
        ledger = self._get_ledger()
        for hour in ("2026-09-23 07:30", "2026-09-23 12:00"):
            self._bring(hour, "customers", "holdings")
            self.assertPrepared()
        after = nights.read(["state", "count", "seconds", "write_date"])
        self.assertEqual(after, before)
        self.assertEqual(self._get_ledger(), ledger)
        self.assertEqual(self._get_notes()[-1], ("2026-09-24", "done", 4, ""))

    def test_branch_in_another_zone_waits_by_its_own_clock(self):
        self._create_abroad()
        self._bring("2026-09-23 16:59")  # 04:59 in New York
        self.assertWaiting(self.new_york)
        with self._undone():
            self._bring("2026-09-23 18:59", "customers", "holdings")
            self.assertPrepared(self.new_york)
        with self._undone():
            self._bring("2026-09-22 23:40", "customers", "holdings")
            self._bring("2026-09-23 17:00")
            self.assertPrepared(self.new_york)
        self._bring("2026-09-23 18:59")
        self.assertWaiting(self.new_york)
        self._bring("2026-09-23 19:00")  # 07:00 in New York
        self.assertPrepared(self.new_york)

    def test_other_company_does_not_wait(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        branch = self._create_branch("B", self.env["res.users"])
        branch.write({"company_id": bank.id})
        self._create_customer(
            "Li", company_id=bank.id, branch_id=branch.id, user_id=False
        )
        self._bring("2026-09-23 05:00")
        self.assertWaiting()
        self.assertPrepared(branch)

    def test_missing_folder_is_said_and_holds_nobody_beyond_seven(self):
        self._set_folder(self.folder / "gone")
        with mute_logger(LOGGER):
            self._bring("2026-09-23 05:00")
            self.assertWaiting()
            [[day, state, count, trouble]] = self._get_notes()
            self.assertEqual((day, state, count), ("2026-09-23", "failed", 0))
            self.assertIn(str(self.folder / "gone"), trouble)
            with self._undone():
                self._bring("2026-09-23 07:00")
                self.assertPrepared()
        self._set_folder(self.folder)
        self._bring("2026-09-23 06:00")
        self.assertEqual(self._get_notes()[0][1], "done")
        self.assertIn("Customers, Holdings", self._get_notes()[0][3])
        self._bring("2026-09-23 06:30", "customers", "holdings")
        self.assertPrepared()
        self.assertEqual(self._get_notes(), [("2026-09-23", "done", 2, "")])

    def test_speaks_the_language_of_the_bank(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.company.partner_id.lang = "zh_CN"
        self._bring("2026-09-23 05:00")
        self.assertEqual(self._get_notes()[0][3], "等待至 07:00：客户, 持有产品")
