from odoo import fields

from .common import RelationshipCase


class DueCase(RelationshipCase):
    """One customer of ``rm`` in the 15-day segment; only the shipped contents, and no
    greetings, which come on too many days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contents = cls.env["relationship.care.content"]
        for name in (
            "cadence",
            "birthday",
            "maturity_30",
            "maturity_7",
            "maturity_0",
            "maturity_after",
            "overdue",
        ):
            content = cls.env.ref(
                f"branch_relationship.relationship_care_content_{name}"
            )
            setattr(cls, name, content)
            cls.contents |= content
        cls.greetings = cls.env["relationship.care.content"].search(
            [("trigger", "=", "festival")]
        )
        cls.greetings.active = False
        cls.touchpoints = cls.env["relationship.touchpoint"]
        cls.customer = cls._create_customer("Wang", segment_id=cls.high_high.id)

    @classmethod
    def _generate(cls, date):
        return cls.touchpoints._generate(fields.Date.to_date(date))

    @classmethod
    def _contact(cls, customer, date):
        customer._record_contact(fields.Date.to_date(date))

    @classmethod
    def _get_open(cls, customer):
        return cls.touchpoints.search(
            [
                ("customer_id", "=", customer.id),
                ("state", "in", ("planned", "assigned")),
            ]
        )

    def assertPlan(self, customer, *expected):
        """Check due day, leading content and all reasons of the open touchpoints."""
        found = [
            (str(row.due_date), row.content_id, set(row.reason_ids.content_id))
            for row in self._get_open(customer)
        ]
        self.assertEqual(
            found,
            [(day, contents[0], set(contents)) for day, *contents in expected],
        )

    def _night(self, day):
        """Run the night's steps over the ledger on this day; return what was made."""
        date = fields.Date.to_date(day)
        runs = self.env["relationship.run"]
        with self.shanghai(f"{day} 05:10"):
            runs._run_step(self.company, self.sub, date, "due")
            runs._run_step(self.company, self.sub, date, "expire")
        return runs._find_run(self.company, self.sub, date, "due").count

    def _get_ledger(self):
        """Return all that the ledger says, to compare before and after."""
        return [
            (row.id, row.due_date, row.state, row.reason_ids.mapped("key"))
            for row in self.touchpoints.search([], order="id")
        ]
