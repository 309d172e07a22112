import csv
import io

from odoo.tests import tagged

from .feed_common import FeedCase

HEADER = "code,name,parent_code,tz,head_login"
FORMULAS = ("=1+1", "+One", "-One", "@One", "'=One", "＝一", "'t One", "-1")


@tagged("post_install", "-at_install")
class TestRelationshipFeedBranch(FeedCase):
    def get_branch(self, code):
        return self.env["crm.team"].search([("branch_code", "=", code)])

    def test_tree_in_any_order(self):
        rows = (
            "B3,Third,B2,,",
            "B2,Second,B1,Asia/Urumqi,rel_head",
            "B1,First,R,Asia/Shanghai,",
        )
        self.assertTaken(self.deliver("branches", HEADER, *rows), created=3)
        second = self.get_branch("B2")
        self.assertEqual(second.name, "Second")
        self.assertEqual(second.tz, "Asia/Urumqi")
        self.assertEqual(second.user_id, self.head)
        self.assertEqual(second.company_id, self.company)
        self.assertEqual(second.parent_id, self.get_branch("B1"))
        self.assertEqual(second.child_ids, self.get_branch("B3"))
        self.assertEqual(second.parent_id.parent_id, self.branch)
        before = self.get_versions("crm_team")
        self.assertTaken(self.deliver("branches", HEADER, *rows), unchanged=3)
        self.assertEqual(self.get_versions("crm_team"), before)
        feed = self.deliver("branches", HEADER, "B2,,B1,,", "B3,New,,,")
        self.assertTaken(feed, updated=1, unchanged=1)
        self.assertEqual(self.get_branch("B3").parent_id, second, "empty cells leave")

    def test_rejects_and_correction(self):
        self.head.active = True
        feed = self.deliver(
            "branches",
            HEADER,
            "B1,One,NONE,,",
            "B2,Two,B1,,",
            "B3,Three,B4,,",
            "B4,Four,B3,,",
            "B5,Five,,Mars/Crater,",
            "B6,Six,,,nobody",
            "B7,,,,",
            "B8,Eight,R,,",
            "R,,S1,,",
            "B9,Nine,,,",
            "B9,Again,,,",
        )
        self.assertTaken(feed, created=1, rejected=10)
        self.assertRejects(
            feed,
            (2, "parent_code", "NONE"),
            (3, "parent_code", "B1"),
            (4, "parent_code", "above itself"),
            (5, "parent_code", "above itself"),
            (6, "tz", "Mars/Crater"),
            (7, "head_login", "nobody"),
            (8, "name", "empty"),
            (10, "parent_code", "above itself"),
            (11, "code", "more than once"),
            (12, "code", "more than once"),
        )
        self.assertEqual(self.get_branch("B8").parent_id, self.branch)
        self.assertFalse(self.branch.parent_id)
        text = feed._get_reject_csv().decode()
        text = text.replace("NONE", "R").replace("Three,B4", "Three,R")
        text = text.replace("Mars/Crater", "Asia/Tokyo").replace("nobody", "rel_head")
        text = text.replace("B7,,", "B7,Seven,").replace("R,,S1", "R,,")
        text = text.replace("B9,Again", "B10,Ten")
        feed = self.deliver_bytes("branches", text.encode())
        self.assertTaken(feed, created=9, unchanged=1)

    def test_names_that_a_spreadsheet_would_run(self):
        """They are stored as they are, harmless in the rejects, and come back."""
        rows = [f"{name}C,{name},,Mars/Crater," for name in FORMULAS]
        text = self.deliver("branches", HEADER, *rows)._get_reject_csv().decode()
        rejects = list(csv.DictReader(io.StringIO(text)))
        shown = ("'=1+1", "'+One", "'-One", "'@One", "''=One", "'＝一", "'t One", "-1")
        self.assertEqual([row["name"] for row in rejects], list(shown))
        corrected = text.replace("Mars/Crater", "Asia/Tokyo").encode()
        feed = self.deliver_bytes("branches", corrected)
        self.assertTaken(feed, created=len(FORMULAS))
        for name in FORMULAS:
            self.assertEqual(self.get_branch(f"{name}C").name, name)

    def test_archived_head(self):
        """The branch comes in without, so that its customers find it."""
        self.colleague.active = False
        feed = self.deliver(
            "branches", HEADER, "B1,One,,,rel_colleague", "S1,,,,rel_colleague"
        )
        self.assertTaken(
            feed,
            created=1,
            unchanged=1,
            message="“rel_colleague” (head_login) is archived and was left out: new "
            "rows came in without, known ones keep theirs.",
        )
        self.assertFalse(self.get_branch("B1").user_id)
        self.assertEqual(self.sub.user_id, self.head)
