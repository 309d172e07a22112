from odoo import models
from odoo.tools import SQL

from .relationship_feed import ClosingTooMany

#: Share of its source's open holdings a full delivery closes without asking.
CLOSING_SHARE = 0.2
#: Amounts that are never below zero; balance and income may be.
POSITIVE_COLUMNS = ("quantity", "cost_amount", "payment_amount", "overdue_amount")
#: The field that each referring column sets.
REFERENCES = {
    "customer_ref": "customer_id",
    "product_code": "product_id",
    "currency": "currency_id",
}


class RelationshipFeed(models.Model):
    """Holdings: merged by set, with the asset sums of the customers concerned.

    Rows whose fingerprint is that of the last delivery leave before any check. An
    empty cell empties the field: the holding is the bank's.
    """

    _inherit = "relationship.feed"

    def _merge_holdings(self, confirmed):
        self._flush_holdings()
        self._refresh_rerated()
        if self.is_full:
            self._check_closing(confirmed)
        if not self._is_delivered_already():
            self._reject_keys()
            self._select_changed_holdings()
            checks = self._type_holdings()
            self._reject_failed(checks)
            self._write_typed_holdings()
        if self.is_full:
            self._close_absent_holdings()
        self._refresh_touched(is_move=not confirmed and self._is_known_source())

    def _flush_holdings(self):
        for model in ("relationship.holding", "res.currency", "res.currency.rate"):
            self.env[model].flush_model()
        self.env["product.template"].flush_model(["default_code", "company_id"])
        self.env["res.partner"].flush_model(["ref", "company_id", "relationship_stage"])
        self.env.cr.execute(
            """
            DROP TABLE IF EXISTS relationship_feed_changed, relationship_feed_typed,
                relationship_feed_touched;
            CREATE TEMP TABLE relationship_feed_touched (
                record_id int, customer_id int, is_known bool) ON COMMIT DROP
            """
        )

    def _is_known_source(self):
        """Tell whether this source has delivered before: what it brings the first time
        has not moved."""
        return bool(
            self.search_count(
                [
                    ("kind", "=", self.kind),
                    ("state", "=", "done"),
                    ("source", "=", self.source),
                    ("company_id", "=", self.company_id.id),
                ],
                limit=1,
            )
        )

    def _get_own_sql(self):
        """Return the condition of the holdings ``h`` of this delivery's source."""
        return SQL(
            "h.company_id = %s AND h.source = %s", self.company_id.id, self.source
        )

    # full deliveries

    def _check_closing(self, confirmed):
        """Refuse a full delivery that is empty or closes too much, until confirmed."""
        [[open_count, count, customer_count]] = self.env.execute_query(
            SQL(
                """
                SELECT count(*), count(*) FILTER (WHERE s.ref IS NULL),
                       count(DISTINCT h.customer_id) FILTER (WHERE s.ref IS NULL)
                FROM relationship_holding h
                LEFT JOIN (SELECT DISTINCT ref FROM relationship_feed_stage) s
                    ON s.ref = h.ref
                WHERE %s AND h.active
                """,
                self._get_own_sql(),
            )
        )
        if confirmed or (self.row_count and count <= open_count * CLOSING_SHARE):
            return
        message = self.env._(
            "This full delivery holds %(rows)s rows and would close %(count)s of "
            "%(open)s holdings (of %(customers)s customers).",
            rows=self.row_count,
            count=count,
            open=open_count,
            customers=customer_count,
        )
        raise ClosingTooMany(message, count, customer_count)

    def _close_absent_holdings(self):
        self.env.cr.execute(
            SQL(
                """
                WITH closed AS (
                    UPDATE relationship_holding h
                    SET active = false, closed_on = %s,
                        write_uid = %s, write_date = now() AT TIME ZONE 'UTC'
                    WHERE %s AND h.active AND NOT EXISTS (
                        SELECT 1 FROM relationship_feed_stage s WHERE s.ref = h.ref)
                    RETURNING h.id, h.customer_id)
                INSERT INTO relationship_feed_touched SELECT * FROM closed
                """,
                self.env["crm.team"]._get_local_today(self.company_id),
                self.env.uid,
                self._get_own_sql(),
            )
        )
        self.closed_count = self.env.cr.rowcount

    # select, type and check

    def _is_delivered_already(self):
        """Tell whether each staged row is one holding, as it was delivered last.

        As many holdings found as there are rows: then no key comes twice either.
        """
        [[count]] = self.env.execute_query(
            SQL(
                """
                SELECT count(DISTINCT h.id) FROM relationship_feed_stage s
                JOIN relationship_holding h ON %s AND h.ref = s.ref
                WHERE h.active AND h.fingerprint IS NOT DISTINCT FROM %s
                """,
                self._get_own_sql(),
                self._get_fingerprint_sql(),
            )
        )
        return count == self.row_count

    def _select_changed_holdings(self):
        """Keep the staged rows that are new or not as they were delivered last."""
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMP TABLE relationship_feed_changed ON COMMIT DROP AS
                SELECT s.*, h.id AS record_id, h.customer_id AS old_customer_id,
                       h.active AND h.cost_amount > 0 AS is_known, %s AS fingerprint
                FROM relationship_feed_stage s
                LEFT JOIN relationship_holding h ON %s AND h.ref = s.ref
                WHERE %s AND (
                    h.id IS NULL OR NOT h.active OR h.fingerprint IS DISTINCT FROM %s)
                """,
                self._get_fingerprint_sql(),
                self._get_own_sql(),
                self._get_accepted_sql(),
                self._get_fingerprint_sql(),
            )
        )

    def _type_holdings(self):
        """Type and check the changed rows; return the checks."""
        holding = self.env["relationship.holding"]
        types = self._get_cell_types(holding, self.columns)
        del types["ref"]
        checks = [
            *self._get_required_checks(),
            *self._get_type_checks(types),
            *self._get_negative_checks(POSITIVE_COLUMNS),
            *self._get_reference_checks(),
        ]
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMP TABLE relationship_feed_typed ON COMMIT DROP AS
                SELECT t.*, %s AS failed_check
                FROM (
                    SELECT s.rn, s.record_id, s.old_customer_id, s.is_known,
                           s.fingerprint, s.ref, %s
                    FROM relationship_feed_changed s %s OFFSET 0
                ) t
                """,
                self._get_failed_check_sql(checks),
                SQL(", ").join(
                    [
                        *self._get_reference_columns(),
                        *self._get_cells_sql("relationship_feed_changed", types),
                    ]
                ),
                self._get_reference_joins(),
            )
        )
        return checks

    def _get_reference_columns(self):
        return [
            column
            for name, column in (
                ("customer_ref", SQL("s.customer_ref, p.id AS customer_id")),
                ("product_code", SQL("s.product_code, d.id AS product_id")),
                (
                    "currency",
                    SQL(
                        "s.currency, c.id AS currency_id, c.decimal_places, c.has_rate"
                    ),
                ),
            )
            if name in self.columns
        ]

    def _get_reference_joins(self):
        joins = {
            "customer_ref": SQL(
                """
                LEFT JOIN res_partner p ON p.company_id = %s AND p.ref = s.customer_ref
                    AND p.relationship_stage IS NOT NULL
                """,
                self.company_id.id,
            ),
            "product_code": SQL(
                "LEFT JOIN (%s) d ON d.default_code = s.product_code",
                self._get_product_query(),
            ),
            "currency": SQL(
                "LEFT JOIN (%s) c ON c.name = s.currency", self._get_currency_query()
            ),
        }
        return SQL(" ").join(
            join for column, join in joins.items() if column in self.columns
        )

    def _get_currency_query(self):
        """Return SQL of the active currencies, and whether each can be converted."""
        company = self.company_id
        return SQL(
            """
            SELECT c.id, c.name, c.decimal_places, c.id = %s OR EXISTS (
                SELECT 1 FROM res_currency_rate r WHERE r.currency_id = c.id
                AND coalesce(r.company_id, %s) = %s) AS has_rate
            FROM res_currency c WHERE c.active
            """,
            company.currency_id.id,
            company.root_id.id,
            company.root_id.id,
        )

    def _get_required_checks(self):
        """A new holding needs a customer and a product; given cells are not empty."""
        reason = self.env._("The cell is empty.")
        checks = []
        for column in REFERENCES:
            if column in self.columns:
                condition = SQL("t.%s IS NULL", SQL.identifier(column))
            elif column == "currency":
                continue  # a new holding is in the company's own
            else:
                condition = SQL("t.record_id IS NULL")
            checks.append((column, condition, reason))
        return checks

    def _get_reference_checks(self):
        checks = {
            "customer_ref": (
                SQL("t.customer_id IS NULL"),
                self.env._("No customer has the reference “%s”.", "%s"),
            ),
            "product_code": (
                SQL("t.product_id IS NULL"),
                self.env._("No product has the code “%s”.", "%s"),
            ),
            "currency": (
                SQL("t.currency_id IS NULL"),
                self.env._("No active currency has the code “%s”.", "%s"),
            ),
        }
        checks = [(name, *checks[name]) for name in checks if name in self.columns]
        if "currency" in self.columns:
            no_rate = self.env._("Currency “%s” has no rate.", "%s")
            checks.append(("currency", SQL("NOT t.has_rate"), no_rate))
        return checks
