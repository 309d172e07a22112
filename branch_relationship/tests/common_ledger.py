from odoo.fields import Command

from .common import RelationshipCase


class LedgerCase(RelationshipCase):
    """One customer of ``rm``, a routine (cadence) and an urgent (maturity) content."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.routine = cls._create_content("Routine", "cadence", "1")
        cls.urgent = cls._create_content("Urgent", "maturity", "3")
        cls.customer = cls._create_customer("Ledger Customer")

    @classmethod
    def _create_content(cls, name, trigger, priority, **values):
        return cls.env["relationship.care.content"].create(
            {"name": name, "trigger": trigger, "priority": priority, **values}
        )

    @classmethod
    def _prepare_touchpoint(cls, customer, date, content=None, **values):
        """Return the values of a contact, with one reason where a content is given."""
        vals = {"customer_id": customer.id, "due_date": date, **values}
        if content:
            reason = {
                "content_id": content.id,
                "priority": content.priority,
                "due_date": date,
                "cycle": str(date),
                "key": f"{content.id}:{customer.id}:{date}",
            }
            vals.update(
                content_id=content.id,
                priority=content.priority,
                reason_ids=[Command.create(reason)],
            )
        return vals

    @classmethod
    def _create_touchpoint(cls, customer, date, content=None, **values):
        return cls.env["relationship.touchpoint"].create(
            cls._prepare_touchpoint(customer, date, content, **values)
        )

    @classmethod
    def _create_assigned(cls, customer, date, content=None, **values):
        touchpoint = cls._create_touchpoint(customer, date, content, **values)
        touchpoint._assign()
        return touchpoint
