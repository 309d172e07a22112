from odoo import api, models

from ..tools.texts import day_text
from .product_category import ASSET_KINDS


class RelationshipTouchpoint(models.Model):
    """My Day's side panel: who it is, what to say and what to know on the phone."""

    _inherit = "relationship.touchpoint"

    @api.readonly
    def my_day_panel(self):
        """Return the facts to have in sight while calling this customer.

        A pooled contact may concern a customer whose card the reader may not open:
        then only the name is told.
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
        # sudo: the name shows where the card does not
        name = self.customer_id.sudo().display_name
        return {"id": self.id, "name": name, "wording": self.wording}

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
        """Return the few words that place a person, with orientation and risk class."""
        orientation = customer.orientation_id.name
        facts = [
            customer.customer_summary,
            orientation and self.env._("orientation: %s", orientation),
            customer.risk_tolerance,
        ]
        return " · ".join(filter(None, facts))

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
        last = self.search_fetch(
            [("customer_id", "=", customer.id), ("state", "=", "done")],
            ["done_date", "channel", "mood", "note"],
            order="done_at desc",
            limit=1,
        )
        if not last:
            return False
        days = (self.env.user._get_local_today() - last.done_date).days
        return {
            "day": day_text(self.env, last.done_date),
            "ago": self.env._("%s days ago", days) if days else self.env._("today"),
            "channel": last._get_label("channel", last.channel),
            "mood": last.mood,
            "mood_label": last._get_label("mood", last.mood),
            "note": last.note,
        }
