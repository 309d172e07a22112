from odoo import api, fields, models

from ..tools.texts import day_text
from .product_category import ASSET_KINDS


class RelationshipTouchpoint(models.Model):
    """My Day's side panel: who it is, what to say, what they own, when we last spoke."""

    _inherit = "relationship.touchpoint"

    @api.readonly
    def my_day_panel(self):
        """Return the facts to have in sight while calling this customer.

        A pooled contact may concern a customer whose card the reader may not open:
        then only the name, the reasons and the words are told.
        """
        self.ensure_one()
        customer = self.customer_id
        panel = self._prepare_panel_values()
        if customer.has_access("read"):
            panel.update(self._prepare_panel_customer(customer))
            panel["holdings"] = self._prepare_panel_holdings(customer)
            panel["last"] = self._prepare_panel_last_contact(customer)
        return panel

    def _prepare_panel_values(self):
        return {
            "id": self.id,
            # sudo: the name shows where the card does not
            "name": self.customer_id.sudo().display_name,
            "wording": self.wording,
            "reasons": [
                {"id": reason.id, "name": reason.content_id.name, "why": reason.summary}
                for reason in self._get_sorted_reasons()
            ],
        }

    def _prepare_panel_customer(self, customer):
        return {
            "customer_id": customer.id,
            "phone": customer.phone,
            "segment": customer.segment_id.name,
            "segment_color": customer.segment_id.color,
            "facts": self._get_panel_facts(customer),
            "asset_amount": customer.asset_amount,
        }

    def _get_panel_facts(self, customer):
        """Return the few words that place a person: address, age, position, class."""
        labels = dict(
            customer._fields["job_level"]._description_selection(customer.env)
        )
        age = self._get_age(customer)
        orientation = customer.orientation_id.name
        facts = [
            customer.form_of_address,
            age and self.env._("%s years old", age),
            customer.job_level != "none" and labels.get(customer.job_level),
            orientation and self.env._("orientation: %s", orientation),
            customer.risk_tolerance,
        ]
        return [fact for fact in facts if fact]

    def _get_age(self, customer):
        born, today = customer.birthdate, fields.Date.context_today(self)
        if not born:
            return 0
        return (
            today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        )

    def _prepare_panel_holdings(self, customer):
        """Return the customer's assets by kind of product, the largest first."""
        Category = self.env["product.category"]
        kinds = dict(Category._fields["holding_kind"]._description_selection(self.env))
        groups = self.env["relationship.holding"]._read_group(
            [
                ("customer_id", "=", customer.id),
                ("balance", ">", 0),
                ("product_id.categ_id.holding_kind", "in", ASSET_KINDS),
            ],
            ["product_id.categ_id.holding_kind"],
            ["balance:sum"],
        )
        holdings = [
            {"kind": kind, "label": kinds[kind], "amount": amount}
            for kind, amount in groups
        ]
        return sorted(holdings, key=lambda holding: -holding["amount"])

    def _prepare_panel_last_contact(self, customer):
        last = self.search(
            [("customer_id", "=", customer.id), ("state", "=", "done")],
            order="done_at desc",
            limit=1,
        )
        if not last:
            return False
        days = (fields.Date.context_today(self) - last.done_date).days
        return {
            "day": day_text(self.env, last.done_date),
            "ago": self.env._("%s days ago", days) if days else self.env._("today"),
            "channel": last._get_label("channel", last.channel),
            "mood": last.mood,
            "mood_label": last._get_label("mood", last.mood),
            "note": last.note,
        }
