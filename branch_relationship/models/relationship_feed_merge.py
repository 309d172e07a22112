from odoo import models
from odoo.tools import SQL

from ..tools.feed_csv import NUMBER_PATTERN, parse_date


class RelationshipFeed(models.Model):
    """Holdings and prices: staged rows are typed, checked and merged by set.

    ``relationship_feed_typed`` holds one row per staged row that has to be looked at:
    ``rn``, ``record_id`` of the row it is about (NULL = new), the typed cells and
    ``failed_check``, the number of the first check it does not pass.
    """

    _inherit = "relationship.feed"

    def _merge_staged(self, confirmed):
        """Merge the staged rows into the kind's table.

        :param confirmed: an administrator agreed to close many holdings
        """
        mergers = {"holdings": self._merge_holdings, "prices": self._merge_prices}
        mergers[self.kind](confirmed)
        self.unchanged_count = (
            self.row_count - self.reject_count - self.created_count - self.updated_count
        )

    def _get_cell_types(self, model, columns):
        """Return the type of the model's field for each delivered column of its own."""
        return {
            column: model._fields[column].type
            for column in columns
            if column in model._fields
        }

    def _get_wrong_dates(self, table, types):
        """Return the texts in the table's date columns that are no dates."""
        dates = [column for column, kind in types.items() if kind == "date"]
        if not dates:
            return []
        texts = self.env.execute_query(
            SQL(" UNION ").join(
                SQL("SELECT %s FROM %s", SQL.identifier(column), SQL.identifier(table))
                for column in dates
            )
        )
        return [text for [text] in texts if text and not parse_date(text)]

    def _get_typed_sql(self, column, kind, wrong_dates):
        """Return the cell ``s.column`` as a value of the type, or NULL."""
        cell = SQL("s.%s", SQL.identifier(column))
        if kind == "date":
            if not wrong_dates:
                return SQL("%s::date", cell)
            return SQL(
                "CASE WHEN %s <> ALL(%s) THEN %s::date END", cell, wrong_dates, cell
            )
        if kind in ("float", "monetary"):
            return SQL(
                "CASE WHEN %s ~ %s THEN %s::numeric END", cell, NUMBER_PATTERN, cell
            )
        return cell

    def _get_type_checks(self, types):
        """Return checks of the cells' form: column, condition of failing, reason.

        In the reason %s stands for the cell.
        """
        no_date = self.env._("“%s” is no date of the form YYYY-MM-DD.", "%s")
        no_number = self.env._("“%s” is no number in range.", "%s")
        reasons = {"date": no_date, "float": no_number, "monetary": no_number}
        return [
            (
                column,
                SQL(
                    "t.%s IS NULL AND t.%s IS NOT NULL",
                    SQL.identifier(column),
                    SQL.identifier(f"{column}_text"),
                ),
                reasons[kind],
            )
            for column, kind in types.items()
            if kind in reasons
        ]

    def _get_negative_checks(self, columns):
        """Return checks of amounts that cannot be below zero."""
        reason = self.env._("“%s” is below zero.", "%s")
        return [
            (column, SQL("t.%s < 0", SQL.identifier(column)), reason)
            for column in columns
            if column in self.columns
        ]

    def _get_failed_check_sql(self, checks):
        if not checks:
            return SQL("NULL::int")
        return SQL(
            "CASE %s END",
            SQL(" ").join(
                SQL("WHEN %s THEN %s", condition, number)
                for number, (_column, condition, _reason) in enumerate(checks)
            ),
        )

    def _get_cells_sql(self, table, types):
        """Return the typed cells of the staged row ``s``, each beside its text."""
        wrong_dates = self._get_wrong_dates(table, types)
        return [
            SQL(
                "%s AS %s, s.%s AS %s",
                self._get_typed_sql(column, kind, wrong_dates),
                SQL.identifier(column),
                SQL.identifier(column),
                SQL.identifier(f"{column}_text"),
            )
            for column, kind in types.items()
        ]

    def _reject_failed(self, checks):
        """Reject the typed rows that failed a check; %s in a reason is the cell."""
        failed = SQL(
            "SELECT FROM relationship_feed_typed WHERE failed_check IS NOT NULL LIMIT 1"
        )
        if not self.env.execute_query(failed):
            return
        self._insert_rejects(
            SQL(
                """
                SELECT t.rn, c.reject_column,
                       format(c.reason, left(to_jsonb(s) ->> c.reject_column, 80))
                FROM relationship_feed_typed t
                JOIN relationship_feed_stage s ON s.rn = t.rn
                JOIN (VALUES %s) c (number, reject_column, reason)
                    ON c.number = t.failed_check
                """,
                SQL(", ").join(
                    SQL("(%s, %s, %s)", number, column, reason)
                    for number, (column, _condition, reason) in enumerate(checks)
                ),
            )
        )

    def _get_product_query(self):
        """Return SQL of the products' id by code; an active one goes before others."""
        return SQL(
            """
            SELECT DISTINCT ON (default_code) default_code, id FROM product_template
            WHERE default_code IS NOT NULL AND coalesce(company_id, %s) = %s
            ORDER BY default_code, active DESC, id
            """,
            self.company_id.id,
            self.company_id.id,
        )
