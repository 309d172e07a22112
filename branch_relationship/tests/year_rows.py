"""The raw rows of the branch of a year, for its oracle."""

from datetime import date

from .year_bank import BALANCES, get_prices, get_savings


class YearRows:
    """Reads them with SQL of its own."""

    def _read_rows(self):
        return {
            "contents": self._read(
                """
                SELECT k.id, k.trigger, k.category,
                       COALESCE(k.lead_days, 0) AS lead_days, k.notice_days,
                       k.is_service_notice, k.direction,
                       k.threshold_percent, k.threshold_amount,
                       o.ids AS orientations, s.ids AS segments, f.names AS festivals
                  FROM relationship_care_content k
            CROSS JOIN LATERAL (
                    SELECT array_agg(relationship_orientation_id) AS ids
                      FROM relationship_care_content_relationship_orientation_rel
                     WHERE relationship_care_content_id = k.id) o
            CROSS JOIN LATERAL (
                    SELECT array_agg(relationship_segment_id) AS ids
                      FROM relationship_care_content_relationship_segment_rel
                     WHERE relationship_care_content_id = k.id) s
            CROSS JOIN LATERAL (
                    SELECT array_agg(replace(d.name, 'relationship_festival_', ''))
                           AS names
                      FROM relationship_care_content_relationship_festival_rel l
                      JOIN ir_model_data d ON d.model = 'relationship.festival'
                       AND d.res_id = l.relationship_festival_id
                     WHERE l.relationship_care_content_id = k.id) f
                 WHERE k.active AND k.company_id = %s
                """,
                self.company.id,
            ),
            "customers": {
                row["id"]: row
                for row in self._read(
                    """
                    SELECT id, gender, birthdate, birthday_calendar, risk_assessed_on,
                           relationship_stage AS stage, orientation_id AS orientation,
                           segment_id AS segment
                      FROM res_partner WHERE id = ANY(%s)
                    """,
                    [customer.id for customer in self.customers],
                )
            },
            "holdings": self._read(
                """SELECT id, customer_id, matures_on, next_payment_on, income_on
                     FROM relationship_holding WHERE ref LIKE %s""",
                "Y%",
            ),
            "personal_dates": self._read(
                """SELECT id, customer_id, date, calendar, is_yearly
                     FROM relationship_personal_date WHERE id = ANY(%s)""",
                self.personal_dates.ids,
            ),
            "funds": self._read(
                """
                SELECT h.id, h.customer_id, h.product_id, h.quantity, h.cost_amount,
                       h.opened_on, h.price_move_percent, h.take_profit_percent,
                       h.stop_loss_percent,
                       t.price_move_percent AS product_price_move_percent,
                       t.take_profit_percent AS product_take_profit_percent,
                       t.stop_loss_percent AS product_stop_loss_percent
                  FROM relationship_holding h
                  JOIN product_template t ON t.id = h.product_id
                 WHERE h.ref LIKE %s
                """,
                "F%",
            ),
            "news": self._read(
                """
                SELECT n.id, n.is_financial, n.date_from, n.date_until,
                       ARRAY(SELECT product_template_id
                               FROM product_template_relationship_news_rel
                              WHERE relationship_news_id = n.id) AS products,
                       ARRAY(SELECT res_partner_category_id
                               FROM relationship_news_res_partner_category_rel
                              WHERE relationship_news_id = n.id) AS interests
                  FROM relationship_news n WHERE n.id = ANY(%s)
                """,
                self.news.ids,
            ),
            "interests": self._read(
                """
                SELECT l.partner_id AS customer_id, l.category_id AS interest,
                       t.parent_id AS parent
                  FROM res_partner_res_partner_category_rel l
                  JOIN res_partner_category t ON t.id = l.category_id
                 WHERE l.partner_id = ANY(%s)
                """,
                [customer.id for customer in self.customers],
            ),
            "prices": [
                (landed, self.funds[code].id, *row)
                for landed, code, *row in get_prices()
            ],
            **self._read_assets(),
        }

    def _read_assets(self):
        """Return what each customer has, and (customer, day, what they have then)."""
        rows = self._read(
            """
            SELECT customer_id, sum(balance) AS amount
              FROM relationship_holding WHERE customer_id = ANY(%s)
          GROUP BY customer_id
            """,
            [customer.id for customer in self.customers],
        )
        assets = {row["customer_id"]: row["amount"] for row in rows}
        balances = []
        for day, number, amount in BALANCES:
            customer_id = self.customers[number].id
            total = assets[customer_id] - get_savings(number) + amount
            balances.append((customer_id, date.fromisoformat(day), total))
        return {"assets": assets, "balances": balances}

    def _read(self, query, *params):
        self.env.cr.execute(query, params)
        names = [column.name for column in self.env.cr.description]
        return [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]
