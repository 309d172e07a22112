from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: Days for which a holding that pays daily is not told of again.
INCOME_PAUSE_DAYS = 21


class RelationshipCareContent(models.Model):
    """Money that a holding will take, or has brought."""

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[
            ("payment_due", "Payment Due"),
            ("income_paid", "Income Paid"),
        ],
        ondelete={"payment_due": "cascade", "income_paid": "cascade"},
    )

    @api.model
    def _get_service_triggers(self):
        return super()._get_service_triggers() | {"payment_due"}

    @api.model
    def _get_moved_before_triggers(self):
        return super()._get_moved_before_triggers() | {"payment_due"}

    @api.model
    def _get_forecast_triggers(self):
        return super()._get_forecast_triggers() | {"payment_due"}

    def _due_payment_due(self, content, date):
        """A payment falls due. One whose day was moved is another occasion; of nothing
        nobody is told."""
        since, until = content._get_due_window(date)
        return SQL(
            """
            SELECT h.customer_id,
                   h.next_payment_on - %(lead)s AS due_date,
                   'relationship.holding' AS source_model,
                   h.id AS source_id,
                   h.id || ':' || h.next_payment_on AS cycle
              FROM relationship_holding h
             WHERE h.active
               AND h.next_payment_on BETWEEN %(first)s AND %(last)s
               AND h.payment_amount IS DISTINCT FROM 0
            """,
            lead=content.lead_days,
            first=since + timedelta(days=content.lead_days),
            last=until + timedelta(days=content.lead_days),
        )

    def _lapse_payment_due(self):
        """Paid, when the next payment's day is delivered, or moved."""
        return SQL(
            """(SELECT CASE
                       WHEN NOT h.active THEN %(closed)s
                       WHEN h.id || ':' || h.next_payment_on IS DISTINCT FROM r.cycle
                       THEN %(moved)s END
                  FROM relationship_holding h
                 WHERE r.source_model = 'relationship.holding'
                   AND h.id = r.source_id)""",
            closed=self.env._("holding closed"),
            moved=self.env._("paid, or payment date moved"),
        )

    def _due_income_paid(self, content, date):
        """A holding paid a yield, known on the day or told late by the bank. What pays
        every day is told of once in three weeks."""
        _since, until = content._get_due_window(date)
        return SQL(
            """
            SELECT h.customer_id,
                   greatest(h.income_on - %(lead)s, %(date)s::date) AS due_date,
                   'relationship.holding' AS source_model,
                   h.id AS source_id,
                   h.id || ':' || h.income_on AS cycle
              FROM relationship_holding h
             WHERE h.active
               AND h.income_on BETWEEN %(first)s AND %(last)s
               AND h.income_amount > 0
               AND NOT EXISTS (
                    SELECT FROM relationship_touchpoint_reason r
                     WHERE r.content_id = %(content)s
                       AND r.source_id = h.id
                       AND r.due_date > %(date)s::date - %(pause)s
                   )
            """,
            lead=content.lead_days,
            date=date,
            first=content._get_told_since(date) + timedelta(days=content.lead_days),
            last=until + timedelta(days=content.lead_days),
            content=content.id,
            pause=INCOME_PAUSE_DAYS,
        )
