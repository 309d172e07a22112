from datetime import timedelta

from odoo import api, models

from . import demo_words as words

#: Managers with more to do than fits into a day.
MANAGERS = ("rm1", "rm2", "rm3")
#: A customer's place in the portfolio, modulo 10 -> what they said about marketing.
ANSWERS = {
    0: [("granted", "any", "form", 300)],
    1: [("granted", "any", "app", 120)],
    2: [("granted", "any", "form", 400), ("withdrawn", "any", "phone", 20)],
    4: [("granted", "any", "form", 90)],
    5: [("granted", "any", "app", 200), ("withdrawn", "sms", "app", 45)],
    6: [("granted", "wechat", "wechat", 60)],
    8: [("withdrawn", "any", "talk", 10)],
}


class RelationshipDemo(models.AbstractModel):
    """Customers who said what they allow, and some who are to be left alone."""

    _inherit = "relationship.demo"

    @api.model
    def _create_consents(self, people, today):
        self.env["relationship.consent"].create(
            [
                {
                    "customer_id": customer.id,
                    "state": state,
                    "channel": channel,
                    "source": source,
                    "date": today - timedelta(days=days_ago),
                }
                for customer, person in people.items()
                for state, channel, source, days_ago in ANSWERS.get(
                    person.place % 10, []
                )
            ]
        )

    @api.model
    def _leave_alone(self, today):
        """Of the customers for whom the managers' days have no room, two want quiet
        and one no care."""
        for user in self._get_users(*MANAGERS):
            waiting = self.env["relationship.touchpoint"].search(
                [
                    ("user_id", "=", user.id),
                    ("state", "=", "planned"),
                    ("due_date", "<=", today),
                ],
                order="due_date desc, id",
            )
            caring = waiting.filtered(
                lambda row: set(row.reason_ids.content_id.mapped("consent_purpose"))
                == {"care"}
            )
            first, second, third = caring.customer_id[:3]
            for number, customer in enumerate((first, second)):
                customer.write(
                    {
                        "quiet_until": today + timedelta(days=9 + 7 * number),
                        "quiet_reason": words.QUIET_REASONS[number],
                    }
                )
            self.env["relationship.consent"].with_user(user).create(
                {
                    "customer_id": third.id,
                    "purpose": "care",
                    "state": "withdrawn",
                    "source": "phone",
                    "date": today - timedelta(days=3),
                }
            )
