from datetime import timedelta
from random import Random

from odoo.tests import tagged

from .common_disturb import DAY, DisturbCase

CUSTOMERS = 120
PURPOSES = {"routine": "care", "news": "marketing", "tracking": None, "urgent": None}
PRIORITIES = {"routine": 1, "tracking": 2, "news": 3, "urgent": 3}


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointHoldOracle(DisturbCase):
    """Many customers with contacts, answers and quiet times by chance: the statement
    decides as plain Python does over the same facts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        cls.rm.daily_capacity = 10_000
        cls.random = Random(20260923)

    def test_as_plain_python(self):
        facts = [self._invent(number) for number in range(CUSTOMERS)]
        self._dispatch()
        found, expected = {}, {}
        for fact in facts:
            judge(fact)
            for contact in fact["contacts"]:
                touchpoint = self.ledger.browse(contact["id"])
                found[touchpoint.id] = (
                    touchpoint.hold_reason or None,
                    sorted(
                        reason.content_id.name.lower()
                        for reason in touchpoint.reason_ids
                        if reason.is_withheld
                    ),
                )
                expected[touchpoint.id] = (contact["hold"], contact["withheld"])
        self.assertEqual(found, expected)
        holds = [hold for hold, _withheld in expected.values()]
        for hold in ("quiet", "consent", "cap", None):
            self.assertGreater(holds.count(hold), 15, "the case is among them")

    def _invent(self, number):
        rng, customer = self.random, self._create_customer(f"Customer {number}")
        fact = {"quiet": rng.choice([None, None, None, -1, 0, 9])}
        if fact["quiet"] is not None:
            customer.quiet_until = DAY + timedelta(days=fact["quiet"])
        fact["done"] = [
            rng.choice((0, 5, 29, 30, 60)) for _ in range(rng.randint(0, 5))
        ]
        self._create_done(
            customer, *(DAY - timedelta(days=ago) for ago in fact["done"])
        )
        fact["answers"] = []
        for _answer in range(rng.randint(0, 4)):
            purpose = rng.choice(("marketing", "care"))
            channel = rng.choice(("any", "phone", "sms"))
            state = rng.choice(("granted", "withdrawn"))
            self._say(customer, state, purpose, channel)
            fact["answers"].append((purpose, channel, state))
        fact["contacts"] = [
            self._invent_contact(customer, days)
            for days in rng.sample(range(-5, 3), rng.randint(1, 4))
        ]
        return fact

    def _invent_contact(self, customer, days):
        date, names = DAY + timedelta(days=days), []
        agreed = self.random.random() < 0.1
        for name in self.random.sample(list(PURPOSES), self.random.randint(1, 2)):
            contact = self._create_due(getattr(self, name), customer, date)
            names.append(name)
        if agreed:
            contact.purpose = "As agreed"
        return {"id": contact.id, "days": days, "reasons": names, "agreed": agreed}


def judge(fact):
    """Put into each contact of a customer what should hold it back."""
    cap_left = 4 - sum(ago < 30 for ago in fact["done"])
    waiting = []
    for contact in fact["contacts"]:
        contact["hold"], contact["withheld"] = None, []
        if contact["days"] > 0:
            continue
        contact["withheld"] = sorted(
            name for name in contact["reasons"] if not allows(fact["answers"], name)
        )
        if "urgent" in contact["reasons"] or contact["agreed"]:
            cap_left -= 1
        elif fact["quiet"] is not None and fact["quiet"] >= 0:
            contact["hold"] = "quiet"
        elif len(contact["withheld"]) == len(contact["reasons"]):
            contact["hold"] = "consent"
        else:
            waiting.append(contact)
    waiting.sort(
        key=lambda contact: (
            -max(
                PRIORITIES[n]
                for n in contact["reasons"]
                if n not in contact["withheld"]
            ),
            contact["days"],
        )
    )
    for contact in waiting[max(cap_left, 0) :]:
        contact["hold"] = "cap"


def allows(answers, name):
    """Tell whether these answers, the newest last, allow a call about this."""
    purpose = PURPOSES[name]
    allowed = purpose != "marketing"
    for about, channel, state in answers:
        if about == purpose and channel in ("any", "phone"):
            allowed = state == "granted"
    return allowed
