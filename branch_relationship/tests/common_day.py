from odoo.fields import Date
from odoo.tools import html2plaintext

from .common_ledger import LedgerCase

DAY = Date.to_date("2026-09-23")


class DayCase(LedgerCase):
    """Two contacts and three greetings of ``rm``, one contact of ``colleague`` and one
    in the pool are due at ``sub`` on Wednesday 23 September 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        cls.startClassPatcher(cls.shanghai("2026-09-23 07:30"))
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.days = cls.env["relationship.day"]
        cls.greeting = cls._create_content(
            "Greeting", "birthday", "2", delivery="batch"
        )
        cls._create_due(cls.routine, 2)
        cls._create_due(cls.greeting, 3)
        cls._create_due(cls.routine, 1, user_id=cls.colleague.id)
        cls._create_due(cls.routine, 1, user_id=False)

    @classmethod
    def _create_due(cls, content, count, date=DAY, **values):
        customers = [cls._create_customer("Due", **values) for _ in range(count)]
        return cls.env["relationship.touchpoint"].create(
            [cls._prepare_touchpoint(customer, date, content) for customer in customers]
        )

    def _get_messages(self, user, is_read=False):
        """Return the digests in this user's inbox, the latest first."""
        notifications = self.env["mail.notification"].search(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("is_read", "=", is_read),
                ("notification_type", "=", "inbox"),
            ],
            order="id desc",
        )
        return notifications.mail_message_id

    def _get_digests(self, user, is_read=False):
        return [
            html2plaintext(message.body, include_references=False).strip()
            for message in self._get_messages(user, is_read)
        ]
