from odoo import models
from odoo.tools import SQL

from ..tools.fillfactor import leave_room
from .product_category import ASSET_KINDS

FILLFACTOR = 60


class ResPartner(models.Model):
    """The customer's card: the sum of the assets held at the bank."""

    _inherit = "res.partner"

    def init(self):
        """Leave room on the table's pages.

        Assets, score and dates of many customers change in one statement. Where the
        new version of a row fits on its page, none of the table's 24 indexes is
        written (a first delivery's sums: 2.1 s instead of 5.9 s).
        """
        super().init()
        leave_room(self.env.cr, self._table, FILLFACTOR)

    def _update_asset_amounts(self):
        """Sum the assets of the customers among these contacts (changes by hand)."""
        ours = self.filtered("relationship_stage")
        for company, customers in ours.grouped("company_id").items():
            self._write_asset_amounts(
                company, SQL("SELECT unnest(%s::int[])", customers.ids)
            )

    def _write_asset_amounts(self, company, customers, is_move=False):
        """Write ``asset_amount`` of the customers of a company where it changed.

        The sum of positive balances of open holdings of asset kinds, in the company's
        currency at today's rate. It starts from the customers, so that it falls to 0
        with the last holding.

        :param customers: SQL query of their ids
        :param is_move: money moved; what moved far is written down
        """
        for model in ("relationship.holding", "product.template", "product.category"):
            self.env[model].flush_model()
        self.env["res.partner"].flush_model(
            ["asset_amount", "asset_day", "asset_day_amount"]
        )
        changed = self.env.execute_query(
            self._get_asset_update(company, customers, is_move)
        )
        changed = self.env["res.partner"].browse(id_ for [id_] in changed)
        changed.invalidate_recordset(
            ["asset_amount", "asset_day", "asset_day_amount"], flush=False
        )
        changed.modified(["asset_amount"])

    def _get_asset_update(self, company, customers, is_move):
        """Return the statement that writes the sums and returns whose changed."""
        today = self.env["crm.team"]._get_latest_today(company)
        moves = self.env["relationship.asset.move"]
        return SQL(
            """
            WITH changed AS (
                UPDATE res_partner p
                SET asset_amount = a.amount, %s,
                    write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                FROM (%s) a
                WHERE p.id = a.customer_id AND coalesce(p.asset_amount, 0) <> a.amount
                RETURNING p.id AS customer_id, p.asset_day_amount AS before,
                    p.asset_amount AS after)
            %s
            SELECT customer_id FROM changed
            """,
            self._get_asset_day_assignments(today, is_move),
            self.env.uid,
            self._get_asset_query(company, customers),
            moves._get_record_query(company, SQL("changed"), today)
            if is_move
            else SQL(),
        )

    def _get_asset_day_assignments(self, today, is_move):
        """Return SQL that keeps what the assets of ``p`` were before the day's first
        delivery; a change to ``a.amount`` that is no move is as if it had been so
        then."""
        if not is_move:
            return SQL(
                "asset_day_amount = "
                "p.asset_day_amount + a.amount - coalesce(p.asset_amount, 0)"
            )
        return SQL(
            """
            asset_day = %(today)s,
            asset_day_amount = CASE WHEN p.asset_day = %(today)s
                THEN p.asset_day_amount ELSE coalesce(p.asset_amount, 0) END
            """,
            today=today,
        )

    def _get_asset_query(self, company, customers):
        return SQL(
            """
            SELECT c.customer_id, round(coalesce(sum(h.balance * %s)
                FILTER (WHERE k.id IS NOT NULL), 0)::numeric, %s) AS amount
            FROM (%s) c (customer_id)
            LEFT JOIN relationship_holding h
                ON h.customer_id = c.customer_id AND h.company_id = %s
                AND h.active AND h.balance > 0
            LEFT JOIN product_template t ON t.id = h.product_id
            LEFT JOIN product_category k
                ON k.id = t.categ_id AND k.holding_kind IN %s
            GROUP BY c.customer_id
            """,
            self._get_rate_sql(company),
            company.currency_id.decimal_places,
            customers,
            company.id,
            ASSET_KINDS,
        )

    def _get_rate_sql(self, company):
        """Return SQL of today's rate of the holding ``h`` into the company's currency.

        A currency without a rate counts nothing.
        """
        today = self.env["crm.team"]._get_local_today(company)
        own = company.currency_id
        currencies = self.env["res.currency"].with_context(active_test=False)
        others = currencies.search([("rate_ids", "!=", False), ("id", "!=", own.id)])
        rates = (own | others)._get_rates(company, today)
        return SQL(
            "CASE h.currency_id WHEN %s THEN 1 %s END",
            own.id,
            SQL(" ").join(
                SQL(
                    "WHEN %s THEN %s::numeric",
                    other.id,
                    rates[own.id] / rates[other.id],
                )
                for other in others
            ),
        )
