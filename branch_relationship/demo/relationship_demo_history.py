from odoo import api, fields, models
from odoo.tools import plaintext2html

from .demo_history import make_contacts
from .demo_wealth import make_holdings

#: The classification is run as it stood so many days ago: the moves are its history.
CLASSIFIED_DAYS_AGO = (200, 100, 0)


class RelationshipDemo(models.AbstractModel):
    """What the demo customers own, how they moved, and when we spoke with them."""

    _inherit = "relationship.demo"

    @api.model
    def _create_history(self, rng, people, today):
        customers = self.env["res.partner"].union(*people)
        holdings = self._prepare_holdings(rng, people, today)
        closings = {
            line["ref"]: line.pop("closed_on")
            for line in holdings
            if "closed_on" in line
        }
        for days_ago in CLASSIFIED_DAYS_AGO:
            date = fields.Date.subtract(today, days=days_ago)
            self._open_holdings(holdings, date)
            self._close_holdings(closings, date)
            customers._classify([("id", "in", customers.ids)], date)
        self._create_contacts(rng, people, today)

    @api.model
    def _prepare_holdings(self, rng, people, today):
        products = self.env["product.template"].search(
            [("default_code", "!=", False), ("categ_id.holding_kind", "!=", False)]
        )
        by_code = {product.default_code: product for product in products}
        return [
            {
                "product_id": by_code[line.pop("code")].id,
                **line,
                "customer_id": customer.id,
                "company_id": customer.company_id.id,
                "currency_id": customer.company_id.currency_id.id,
            }
            for customer, person in people.items()
            for line in make_holdings(rng, person, today)
        ]

    @api.model
    def _open_holdings(self, holdings, date):
        """Create those opened by this day and take them off the list."""
        opened = [line for line in holdings if line["opened_on"] <= date]
        holdings[:] = [line for line in holdings if line["opened_on"] > date]
        self.env["relationship.holding"].create(opened)

    @api.model
    def _close_holdings(self, closings, date):
        closed = [ref for ref, day in closings.items() if day <= date]
        holdings = self.env["relationship.holding"].search(
            [("source", "=", "demo"), ("ref", "in", closed)]
        )
        for holding in holdings:
            holding.write({"active": False, "closed_on": closings[holding.ref]})

    @api.model
    def _create_contacts(self, rng, people, today):
        """Write the contacts of the last months into the ledger, and start the
        cadence at the last one."""
        content = self.env["relationship.care.content"].search(
            [("trigger", "=", "cadence")], limit=1
        )
        vals_list = []
        for customer, person in people.items():
            dates = make_contacts(rng, person, customer.segment_id, today)
            vals_list += [
                self._prepare_contact_values(customer, content, **contact)
                for contact in dates
            ]
            if dates:
                customer._record_contact(dates[-1]["date"])
        self._tell_contacts(self.env["relationship.touchpoint"].create(vals_list))

    @api.model
    def _tell_contacts(self, touchpoints):
        """Write the last contacts of each customer into the chatter, in their time."""
        last = touchpoints.union(
            *(contacts[-3:] for contacts in touchpoints.grouped("customer_id").values())
        )
        self.env["mail.message"].create(
            [self._prepare_message_values(touchpoint) for touchpoint in last]
        )

    @api.model
    def _prepare_message_values(self, touchpoint):
        user = touchpoint.done_user_id
        told = touchpoint.with_context(lang=user.lang)
        outcome = {
            name: told[name]
            for name in ("result", "channel", "mood", "note", "next_step")
        }
        text = f"{told._get_subject()}\n{told._get_outcome_text(outcome)}"
        return {
            "model": "res.partner",
            "res_id": touchpoint.customer_id.id,
            "message_type": "notification",
            "subtype_id": self.env.ref("mail.mt_activities").id,
            "author_id": user.partner_id.id,
            "date": touchpoint.done_at,
            "body": plaintext2html(text),
        }

    @api.model
    def _prepare_contact_values(self, customer, content, date, **outcome):
        return {
            "customer_id": customer.id,
            "user_id": customer.user_id.id,
            "content_id": content.id,
            "due_date": date,
            "state": "done",
            "result": "reached",
            "done_date": date,
            "done_at": fields.Datetime.add(fields.Datetime.to_datetime(date), hours=3),
            "done_user_id": customer.user_id.id,
            **outcome,
        }
