from odoo.fields import Date

from .common_ledger import LedgerCase

DAY = Date.to_date("2026-09-23")


class DisturbCase(LedgerCase):
    """Wednesday 23 September 2026, 5:30 in Shanghai.

    ``routine`` is emotional care, ``urgent`` a service notice; ``tracking`` needs no
    consent, ``news`` is marketing by phone.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 05:30"))
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.tracking = cls._create_content(
            "Tracking", "cadence", "2", category="tracking"
        )
        cls.news = cls._create_content(
            "News", "cadence", "3", category="tracking", is_marketing=True
        )

    @classmethod
    def _create_due(cls, content, customer=None, date=DAY, **values):
        """Create a contact that is due, of a customer of its own unless given."""
        customer = customer or cls._create_customer(content.name)
        return cls._create_touchpoint(customer, date, content, **values)

    @classmethod
    def _create_done(cls, customer, *dates):
        return cls.ledger.create(
            [
                {
                    "customer_id": customer.id,
                    "due_date": date,
                    "state": "done",
                    "result": "reached",
                    "done_date": date,
                    "done_user_id": cls.rm.id,
                }
                for date in dates
            ]
        )

    @classmethod
    def _say(cls, customer, state, purpose="marketing", channel="any", user=None):
        consents = cls.env["relationship.consent"]
        return consents.with_user(user or cls.env.user).create(
            {
                "customer_id": customer.id,
                "purpose": purpose,
                "channel": channel,
                "state": state,
                "source": "phone",
            }
        )

    @classmethod
    def _dispatch(cls, date=DAY):
        return cls.ledger._dispatch(Date.to_date(date))

    def assert_holds(self, *expected):
        """Check pairs of contact and hold reason; one without is assigned."""
        self.env.invalidate_all()
        for touchpoint, hold in expected:
            with self.subTest(touchpoint.display_name):
                found = (touchpoint.hold_reason, touchpoint.state)
                self.assertEqual(
                    found, (hold, "planned") if hold else (False, "assigned")
                )
                self.assertEqual(len(touchpoint.activity_ids), 0 if hold else 1)
