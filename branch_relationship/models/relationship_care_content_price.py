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

    def _get_holders_sql(self, source, date, products):
        """Return SQL joining the open holdings ``h`` of the source's product that were
        there before this day of it.

        Of the night's branch alone where there is one (``relationship_due_branch``),
        and found first: how many moves a day has is nothing the planner could know, and
        it would walk over all holders in the bank once for each branch.
        """
        return SQL(
            """
            JOIN (SELECT h.customer_id, h.product_id, h.opened_on, h.price_move_percent
                    FROM relationship_holding h
                    JOIN res_partner b ON b.id = h.customer_id
                   WHERE h.active AND h.company_id = %(company)s
                     AND h.product_id = ANY(%(products)s) AND %(branch)s
                  OFFSET 0) h
              ON h.product_id = %(source)s.product_id
             AND COALESCE(h.opened_on < %(source)s.%(date)s, TRUE)
            """,
            source=SQL.identifier(source),
            date=SQL.identifier(date),
            company=self.company_id.id,
            products=sorted(set(products)),
            branch=self._get_due_branch_sql(),
        )

    def _get_due_branch_sql(self):
        """Return the condition on the customers ``b`` of the night's branch, or of all
        where none is given."""
        branch = self.env.context.get("relationship_due_branch")
        if branch is None:
            return SQL("TRUE")
        return SQL("b.branch_id = %s", branch) if branch else SQL("b.branch_id IS NULL")

    def _due_price_move(self, content, date):
        """The price moved as far as the holding's threshold, and has not moved back as
        far since. What becomes known late is told as long as it would be open."""
        moves = self.env.execute_query(content._get_told_moves_sql(date))
        products = [row[1] for row in moves]
        return SQL(
            """
            SELECT h.customer_id,
                   greatest(m.date - %(lead)s, %(date)s::date) AS due_date,
                   'relationship.price.move' AS source_model,
                   m.id AS source_id,
                   m.product_id || ':' || m.date AS cycle
              FROM unnest(%(ids)s::int[], %(products)s::int[], %(days)s::date[],
                          %(percents)s::numeric[])
                   AS m(id, product_id, date, threshold_percent)
              JOIN product_template t ON t.id = m.product_id
              %(holders)s
             WHERE m.threshold_percent = %(threshold)s
            """,
            lead=content.lead_days,
            date=date,
            ids=[row[0] for row in moves],
            products=products,
            days=[row[2] for row in moves],
            percents=[row[3] for row in moves],
            holders=content._get_holders_sql("m", "date", products),
            threshold=content._get_threshold_sql("price_move_percent"),
        )

    def _get_told_moves_sql(self, date):
        """Return SQL of id, product, date and threshold of the moves that this content
        may tell on this day, whoever holds the product."""
        return SQL(
            """
            SELECT m.id, m.product_id, m.date, m.threshold_percent
              FROM relationship_price_move m
             WHERE m.date BETWEEN %(first)s AND %(date)s
               AND m.is_withdrawn IS NOT TRUE
               AND %(direction)s
               AND NOT EXISTS (%(turned)s)
          ORDER BY m.id
            """,
            first=self._get_told_since(date),
            date=date,
            direction=self._get_direction_sql(SQL("m.percent_change")),
            turned=self._get_turned_sql(),
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
        paid = self.env.execute_query(content._get_told_dividends_sql(date))
        products = [row[1] for row in paid]
        return SQL(
            """
            SELECT h.customer_id,
                   greatest(d.date - %(lead)s, %(date)s::date) AS due_date,
                   'relationship.product.price' AS source_model,
                   d.id AS source_id,
                   d.product_id || ':' || to_char(d.date, 'YYYY-MM') AS cycle
              FROM unnest(%(ids)s::int[], %(products)s::int[], %(days)s::date[])
                   AS d(id, product_id, date)
              %(holders)s
            """,
            lead=content.lead_days,
            date=date,
            ids=[row[0] for row in paid],
            products=products,
            days=[row[2] for row in paid],
            holders=content._get_holders_sql("d", "date", products),
        )

    def _get_told_dividends_sql(self, date):
        """Return SQL of id, product and date of the dividends told on this day."""
        _since, until = self._get_due_window(date)
        lead = timedelta(days=self.lead_days)
        return SQL(
            """
            SELECT id, product_id, date
              FROM relationship_product_price
             WHERE dividend > 0 AND date BETWEEN %s AND %s
          ORDER BY id
            """,
            self._get_told_since(date) + lead,
            until + lead,
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
