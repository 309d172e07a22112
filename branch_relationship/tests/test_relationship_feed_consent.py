from odoo.fields import Command
from odoo.tests import tagged

from .feed_common import FeedCase


@tagged("post_install", "-at_install")
class TestRelationshipFeedConsent(FeedCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.customer = cls._create_customer("Wang", ref="K1")

    def _deliver(self, *answers):
        return self.deliver("customers", "ref,name,marketing_consent", *answers)

    def _get_answers(self, customer=None):
        rows = (customer or self.customer).consent_ids.sorted("id")
        return [
            (row.purpose, row.channel, row.state, row.source, str(row.date))
            for row in rows
        ]

    def test_answers_are_noted(self):
        feed = self._deliver("K1,,granted", "K2,Chen,Withdrawn", "K3,Lin,")
        self.assertTaken(feed, created=2, updated=1)
        self.assertEqual(
            self._get_answers(),
            [("marketing", "any", "granted", "feed", "2026-09-23")],
        )
        chen, lin = (
            self.env["res.partner"].search([("ref", "=", ref)]) for ref in ("K2", "K3")
        )
        self.assertEqual(
            self._get_answers(chen),
            [("marketing", "any", "withdrawn", "feed", "2026-09-23")],
        )
        self.assertEqual(self._get_answers(lin), [])

    def test_the_same_again_replaces_nothing(self):
        self._deliver("K1,,granted")
        self.env["relationship.consent"].with_user(self.rm).create(
            {"customer_id": self.customer.id, "state": "withdrawn", "source": "phone"}
        )
        self.assertTaken(self._deliver("K1,,granted"), unchanged=1)
        self.assertTaken(self._deliver("K1,,"), unchanged=1)
        self.assertEqual(self.customer.current_consent_ids.state, "withdrawn")
        self.assertTaken(self._deliver("K1,,withdrawn"), updated=1)
        self.assertTaken(self._deliver("K1,,granted"), updated=1)
        self.assertEqual(self.customer.current_consent_ids.state, "granted")
        self.assertEqual(len(self.customer.consent_ids), 4)

    def test_unknown_answer(self):
        feed = self._deliver("K1,,maybe")
        self.assertTaken(feed, rejected=1)
        self.assertRejects(feed, (2, "marketing_consent", "known values"))
        self.assertFalse(self.customer.consent_ids)

    def test_takes_back_what_is_assigned(self):
        content = self.env["relationship.care.content"].create(
            {"name": "News", "trigger": "cadence", "is_marketing": True}
        )
        self._deliver("K1,,granted")
        contact = self.env["relationship.touchpoint"].create(
            {
                "customer_id": self.customer.id,
                "due_date": "2026-09-23",
                "content_id": content.id,
                "reason_ids": [
                    Command.create(
                        {
                            "content_id": content.id,
                            "priority": "1",
                            "due_date": "2026-09-23",
                            "cycle": "1",
                            "key": "feed-consent",
                        }
                    )
                ],
            }
        )
        contact._assign()
        self._deliver("K1,,withdrawn")
        self.assertEqual((contact.state, contact.hold_reason), ("planned", "consent"))
