from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipCareContent(models.Model):
    """A customer's assets fall or rise by a share and an amount between deliveries."""

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[("balance_move", "Assets Fall or Rise")],
        ondelete={"balance_move": "cascade"},
    )

    @api.model
    def _get_default_thresholds(self):
        return super()._get_default_thresholds() | {
            "balance_move": (20, 50_000, "fall")
        }

    @api.model
    def _get_balance_contents(self, company):
        """Return the contents whose thresholds decide what is written down."""
        # sudo: a delivery is taken for every user alike
        return self.sudo().search(
            [("trigger", "=", "balance_move"), ("company_id", "=", company.id)]
        )

    def _get_least_reach_sql(self, before, after):
        """Return SQL telling whether a move reaches the least thresholds of these."""
        return self._get_reach_sql(
            SQL("abs(%s - %s)", after, before),
            before,
            min(self.mapped("threshold_percent")),
            min(self.mapped("threshold_amount")),
        )

    @api.model
    def _get_reach_sql(self, size, before, percent, amount):
        return SQL(
            "(%(size)s >= %(amount)s::numeric"
            " AND %(size)s * 100 >= %(percent)s::numeric * %(before)s)",
            size=size,
            before=before,
            percent=percent,
            amount=amount,
        )

    def _get_move_holds_sql(self, after):
        """Return SQL telling whether the move ``m`` reaches this content's thresholds
        where the assets are ``after``."""
        change = SQL("(%s - m.amount_before)", after)
        return SQL(
            "(%s AND %s)",
            self._get_direction_sql(change),
            self._get_reach_sql(
                SQL("abs%s", change),
                SQL("m.amount_before"),
                self.threshold_percent,
                self.threshold_amount,
            ),
        )

    def _due_balance_move(self, content, date):
        """Assets moved since the last night, and have not come back since. A delivery
        after a day's night is the next night's."""
        return SQL(
            """
            SELECT m.customer_id,
                   greatest(m.date + %(delay)s, %(date)s::date) AS due_date,
                   'relationship.asset.move' AS source_model,
                   m.id AS source_id,
                   m.id::text AS cycle
              FROM relationship_asset_move m
              JOIN res_partner p ON p.id = m.customer_id
             WHERE m.company_id = %(company)s
               AND m.date BETWEEN %(since)s AND %(date)s
               AND m.returned_id IS NULL
               AND %(moved)s AND %(is_so)s
            """,
            delay=-content.lead_days,
            date=date,
            company=content.company_id.id,
            since=content._get_due_since(date) - timedelta(days=1),
            moved=content._get_move_holds_sql(SQL("m.amount_after")),
            is_so=content._get_move_holds_sql(SQL("COALESCE(p.asset_amount, 0)")),
        )

    def _lapse_balance_move(self):
        """The assets are back, or a later delivery of the day corrected them."""
        return SQL(
            """(SELECT CASE WHEN m.returned_id IS NOT NULL
                              OR NOT (%(moved)s AND %(is_so)s) THEN %(back)s END
                  FROM relationship_asset_move m
                 WHERE r.source_model = 'relationship.asset.move'
                   AND m.id = r.source_id)""",
            moved=self._get_move_holds_sql(SQL("m.amount_after")),
            is_so=self._get_move_holds_sql(SQL("COALESCE(c.asset_amount, 0)")),
            back=self.env._("assets are back"),
        )
