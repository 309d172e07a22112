from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipCareContent(models.Model):
    """Prices that moved and dividends paid, told to who holds the product."""

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[("price_move", "Price Move"), ("dividend", "Dividend")],
        ondelete={"price_move": "cascade", "dividend": "cascade"},
    )

    @api.model
    def _get_default_thresholds(self):
        return super()._get_default_thresholds() | {"price_move": (5, 0, "both")}

    def _get_threshold_sql(self, name):
        """Return SQL of the threshold in force for the holding ``h`` of the product
        ``t``: its own, else the product's, else this content's."""
        field = SQL.identifier(name)
        return SQL(
            "COALESCE(NULLIF(h.%s, 0), NULLIF(t.%s, 0), %s::numeric)",
            field,
            field,
            self.threshold_percent,
        )

    def _get_holders_sql(self, source, date):
        """Return SQL joining the open holdings ``h`` of the source's product that were
        there before this day of it."""
        return SQL(
            """
            JOIN relationship_holding h
              ON h.product_id = %(source)s.product_id AND h.active
             AND h.company_id = %(company)s
             AND COALESCE(h.opened_on < %(source)s.%(date)s, TRUE)
            """,
            source=SQL.identifier(source),
            date=SQL.identifier(date),
            company=self.company_id.id,
        )

    def _due_price_move(self, content, date):
        """The price moved as far as the holding's threshold, and has not moved back as
        far since. What becomes known late is told as long as it would be open."""
        return SQL(
            """
            SELECT h.customer_id,
                   greatest(m.date - %(lead)s, %(date)s::date) AS due_date,
                   'relationship.price.move' AS source_model,
                   m.id AS source_id,
                   m.product_id || ':' || m.date AS cycle
              FROM relationship_price_move m
              JOIN product_template t ON t.id = m.product_id
              %(holders)s
             WHERE m.date BETWEEN %(first)s AND %(date)s
               AND m.threshold_percent = %(threshold)s
               AND m.is_withdrawn IS NOT TRUE
               AND %(direction)s
               AND NOT EXISTS (%(turned)s)
            """,
            lead=content.lead_days,
            date=date,
            holders=content._get_holders_sql("m", "date"),
            first=content._get_told_since(date),
            threshold=content._get_threshold_sql("price_move_percent"),
            direction=content._get_direction_sql(SQL("m.percent_change")),
            turned=content._get_turned_sql(),
        )

    def _get_turned_sql(self):
        """Return SQL of the later moves that turned the move ``m`` round."""
        return SQL(
            """
            SELECT FROM relationship_price_move o
             WHERE o.product_id = m.product_id
               AND o.threshold_percent = m.threshold_percent
               AND o.date > m.date AND o.is_withdrawn IS NOT TRUE
               AND sign(o.percent_change) <> sign(m.percent_change)
            """
        )

    def _lapse_price_move(self):
        return SQL(
            """(SELECT CASE WHEN m.is_withdrawn THEN %(corrected)s
                            WHEN EXISTS (%(turned)s) THEN %(back)s
                            WHEN NOT EXISTS (%(held)s) THEN %(closed)s END
                  FROM relationship_price_move m
                 WHERE r.source_model = 'relationship.price.move'
                   AND m.id = r.source_id)""",
            corrected=self.env._("price corrected"),
            turned=self._get_turned_sql(),
            back=self.env._("price has turned"),
            held=self._get_held_sql("m"),
            closed=self.env._("holding closed"),
        )

    def _get_held_sql(self, source):
        return SQL(
            """
            SELECT FROM relationship_holding h
             WHERE h.customer_id = c.id AND h.active
               AND h.product_id = %s
            """,
            SQL.identifier(source, "product_id"),
        )

    def _due_dividend(self, content, date):
        """A dividend was paid. A product that pays more often is told of once a
        month."""
        _since, until = content._get_due_window(date)
        lead = timedelta(days=content.lead_days)
        return SQL(
            """
            SELECT h.customer_id,
                   greatest(d.date - %(lead)s, %(date)s::date) AS due_date,
                   'relationship.product.price' AS source_model,
                   d.id AS source_id,
                   d.product_id || ':' || to_char(d.date, 'YYYY-MM') AS cycle
              FROM relationship_product_price d
              %(holders)s
             WHERE d.dividend > 0
               AND d.date BETWEEN %(first)s AND %(last)s
            """,
            lead=content.lead_days,
            date=date,
            holders=content._get_holders_sql("d", "date"),
            first=content._get_told_since(date) + lead,
            last=until + lead,
        )

    def _lapse_dividend(self):
        return SQL(
            """(SELECT CASE WHEN COALESCE(d.dividend, 0) = 0 THEN %(corrected)s
                            WHEN NOT EXISTS (%(held)s) THEN %(closed)s END
                  FROM relationship_product_price d
                 WHERE r.source_model = 'relationship.product.price'
                   AND d.id = r.source_id)""",
            corrected=self.env._("dividend corrected"),
            held=self._get_held_sql("d"),
            closed=self.env._("holding closed"),
        )
