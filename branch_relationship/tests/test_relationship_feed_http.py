import base64
from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .feed_common import FeedCase

ROWS = b"ref,name,relationship_stage\nN1,One,prospect\nN2,=Two,no stage\n"


@tagged("post_install", "-at_install")
class TestRelationshipFeedHttp(FeedCase, HttpCase):
    """What a program outside, or the browser, gets over the network."""

    def _create_key(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        tomorrow = fields.Datetime.now() + timedelta(days=1)
        return keys._generate("rpc", "deliveries", tomorrow)

    def _call_receive(self, user, **arguments):
        """Call over JSON-2 as a program of the bank would."""
        return self.url_open(
            "/json/2/relationship.feed/receive",
            json={
                "kind": "customers",
                "content_base64": base64.b64encode(ROWS).decode(),
                **arguments,
            },
            headers={"Authorization": f"Bearer {self._create_key(user)}"},
        )

    def _get_taken(self):
        return self.env["res.partner"].search([("ref", "=", "N1")])

    def test_administrator_delivers(self):
        response = self._call_receive(self.admin, source="crm")
        self.assertEqual(response.status_code, 200, response.text)
        feed = self.feeds.browse(response.json())
        self.assertTaken(feed, created=1, rejected=1)
        self.assertEqual((feed.source, feed.create_uid), ("crm", self.admin))
        self.assertEqual(self._get_taken().name, "One")

    @mute_logger("odoo.http")
    def test_others_are_refused_in_words(self):
        for user in (self.rm, self.head, self.salesman):
            response = self._call_receive(user)
            self.assertEqual(response.status_code, 403)
            self.assertEqual(
                response.json()["message"],
                "Only administrators of Branch Relationship take deliveries.",
            )
        self.assertFalse(self._get_taken())
        self.assertFalse(self.feeds.search([("kind", "=", "customers")]))

    @mute_logger("odoo.http")
    def test_wrong_call_is_refused_in_words(self):
        for words, arguments in (
            ("kind “customer”. Known are: branches, ", {"kind": "customer"}),
            ("not base64", {"content_base64": "N1,One"}),
            ("not base64", {"content_base64": "王"}),
            ("not base64", {"content_base64": None}),
        ):
            response = self._call_receive(self.admin, **arguments)
            self.assertEqual(response.status_code, 422, response.text)
            self.assertIn(words, response.json()["message"])
        self.assertFalse(self.feeds.search([]))

    def test_rejects_are_downloaded(self):
        feed = self.deliver_bytes("customers", ROWS)
        url = feed.action_download_rejects()["url"]
        for login in ("rel_rm", "rel_head"):
            self.authenticate(login, login)
            response = self.url_open(url)
            self.assertEqual(response.status_code, 404)
            self.assertNotIn("Two", response.text)
        self.authenticate(None, None)
        self.assertEqual(self.url_open(url).status_code, 404)
        self.authenticate("rel_admin", "rel_admin")
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertIn(
            f"customers.{feed.id}.rejects.csv", response.headers["Content-Disposition"]
        )
        [reason] = feed.reject_ids.mapped("reason")
        self.assertEqual(
            response.content,
            b"\xef\xbb\xbfref,name,relationship_stage,"
            b"reject_row,reject_column,reject_reason\r\n"
            + f"N2,'=Two,no stage,3,relationship_stage,{reason}\r\n".encode(),
        )
        corrected = response.content.replace(b"no stage", b"prospect")
        self.assertTaken(self.deliver_bytes("customers", corrected), created=1)
        partners = self.env["res.partner"]
        self.assertEqual(partners.search([("ref", "=", "N2")]).name, "=Two")
