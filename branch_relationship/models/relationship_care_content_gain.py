from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from .relationship_gain_crossing import KINDS


class RelationshipCareContent(models.Model):
    """A holding's value went beyond its take profit or stop loss."""

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[("take_profit", "Take Profit"), ("stop_loss", "Stop Loss")],
        ondelete={"take_profit": "cascade", "stop_loss": "cascade"},
    )

    @api.model_create_multi
    def create(self, vals_list):
        contents = super().create(vals_list)
        contents._follow_gains()
        return contents

    def write(self, vals):
        result = super().write(vals)
        if {"trigger", "threshold_percent", "active"} & vals.keys():
            self._follow_gains()
        return result

    def _follow_gains(self):
        """Note who is beyond a threshold that is in use from now on."""
        if any(content.trigger in KINDS for content in self):
            self.env["relationship.gain.crossing"].sudo()._follow(
                SQL("h.company_id = ANY(%s)", self.company_id.ids), SQL("TRUE")
            )

    @api.model
    def _get_default_thresholds(self):
        return super()._get_default_thresholds() | {
            "take_profit": (20, 0, False),
            "stop_loss": (10, 0, False),
        }

    def _due_take_profit(self, content, date):
        return content._get_gain_due_query(date)

    def _due_stop_loss(self, content, date):
        return content._get_gain_due_query(date)

    def _get_gain_due_query(self, date):
        """Return the holdings that went beyond since the last night and are there yet.
        What landed after a day's night is the next night's."""
        return SQL(
            """
            SELECT h.customer_id,
                   greatest(x.date + %(delay)s, %(date)s::date) AS due_date,
                   'relationship.gain.crossing' AS source_model,
                   x.id AS source_id,
                   x.holding_id || ':' || x.date AS cycle
              FROM relationship_gain_crossing x
              JOIN relationship_holding h
                ON h.id = x.holding_id AND h.active AND h.company_id = %(company)s
              JOIN product_template t ON t.id = h.product_id
             WHERE x.kind = %(kind)s AND x.date BETWEEN %(since)s AND %(date)s
               AND x.released_on IS NULL AND NOT x.was_beyond
               AND x.threshold_percent = %(threshold)s
            """,
            delay=-self.lead_days,
            date=date,
            company=self.company_id.id,
            kind=self.trigger,
            since=self._get_due_since(date) - timedelta(days=1),
            threshold=self._get_threshold_sql(f"{self.trigger}_percent"),
        )

    def _lapse_take_profit(self):
        return self._get_gain_lapse_sql(self.env._("value has fallen back"))

    def _lapse_stop_loss(self):
        return self._get_gain_lapse_sql(self.env._("value has recovered"))

    def _get_gain_lapse_sql(self, back):
        return SQL(
            """(SELECT CASE WHEN NOT h.active THEN %(closed)s
                            WHEN x.released_on IS NOT NULL THEN %(back)s END
                  FROM relationship_gain_crossing x
                  JOIN relationship_holding h ON h.id = x.holding_id
                 WHERE r.source_model = 'relationship.gain.crossing'
                   AND x.id = r.source_id)""",
            closed=self.env._("holding closed"),
            back=back,
        )
