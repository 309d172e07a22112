import re
import zlib

import psycopg2

from odoo import models
from odoo.tools import SQL

from ..tools.feed_columns import FEED_KEYS
from ..tools.feed_csv import (
    LINE_LIMIT,
    NEUTRALISED_PATTERN,
    REJECT_COLUMNS,
    WHITESPACE,
    DeliveryRefused,
    parse_header,
)

#: Columns of the staging table that are no cells of the delivery's own.
STAGE_COLUMNS = ["rn", "is_rejected", *REJECT_COLUMNS]


class RelationshipFeed(models.Model):
    """Staging: the delivery's rows as text in a temporary table.

    ``relationship_feed_stage`` holds ``rn`` (1 = first row below the header), the
    delivered columns, and ``is_rejected`` for rows that are out already.
    """

    _inherit = "relationship.feed"

    def _stage(self, stream):
        """Read the checked stream into the staging table."""
        header = parse_header(
            stream.read_header(),
            self._get_feed_columns(self.kind),
            FEED_KEYS[self.kind],
        )
        self.columns = [name for name in header if name not in REJECT_COLUMNS]
        self._create_stage(header)
        self._copy_to_stage(stream, header)
        if set(header) & set(REJECT_COLUMNS):
            self._restore_neutralised()
        self._trim_keys()
        self._mask_accounts()

    def _create_stage(self, header):
        self.env.cr.execute(
            SQL(
                """
                SET LOCAL jit = off;
                SET LOCAL work_mem = '64MB';
                DROP TABLE IF EXISTS relationship_feed_stage;
                CREATE TEMP TABLE relationship_feed_stage (
                    rn int GENERATED ALWAYS AS IDENTITY (CACHE 1000),
                    is_rejected bool,
                    %s
                ) ON COMMIT DROP
                """,
                SQL(", ").join(SQL("%s text", SQL.identifier(name)) for name in header),
            )
        )

    def _copy_to_stage(self, stream, header):
        columns = SQL(", ").join(map(SQL.identifier, header))
        copy = SQL(
            "COPY relationship_feed_stage (%s) FROM STDIN "
            "(FORMAT csv, ENCODING 'UTF8', FORCE_NULL (%s))",
            columns,
            columns,
        )
        try:
            self.env.cr.copy_expert(copy.code, stream, LINE_LIMIT)
        except psycopg2.Error as error:
            raise stream.error or self._get_copy_refusal(error) from None
        if stream.error:
            raise stream.error
        self.row_count = self.env.cr.rowcount

    def _get_copy_refusal(self, error):
        """Say which line the database could not read: it names it in its context."""
        found = re.search(r"relationship_feed_stage\D+(\d+)", error.diag.context or "")
        return DeliveryRefused(
            self.env._(
                "Line %(line)s is not a whole row: it has more or fewer cells than the "
                "header, or a quote that does not close.",
                line=int(found[1]) + 1 if found else "?",
            )
        )

    def _restore_neutralised(self):
        """Take back the apostrophe that the download of rejects put before formulas."""
        columns = [SQL.identifier(name) for name in self.columns]
        is_neutralised = [
            SQL("%s ~ %s", column, NEUTRALISED_PATTERN) for column in columns
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE relationship_feed_stage SET %s WHERE %s",
                SQL(", ").join(
                    SQL(
                        "%s = CASE WHEN %s THEN substr(%s, 2) ELSE %s END",
                        c,
                        test,
                        c,
                        c,
                    )
                    for c, test in zip(columns, is_neutralised, strict=True)
                ),
                SQL(" OR ").join(is_neutralised),
            )
        )

    def _trim_keys(self):
        """Take the blanks off the keys: they tell no record from another."""
        for name in FEED_KEYS[self.kind]:
            column = SQL.identifier(name)
            trimmed = SQL("btrim(%s, %s)", column, WHITESPACE)
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE relationship_feed_stage SET %s = nullif(%s, '')
                    WHERE %s <> %s
                    """,
                    column,
                    trimmed,
                    column,
                    trimmed,
                )
            )

    def _mask_accounts(self):
        """Leave only masked account numbers, before anything is stored of them."""
        if "account_mask" in self.columns:
            digits = SQL(r"regexp_replace(account_mask, '\D', '', 'g')")
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE relationship_feed_stage
                    SET account_mask = '**** ' || right(%s, 4)
                    WHERE length(%s) > 8
                    """,
                    digits,
                    digits,
                )
            )

    def _reject_keys(self):
        """Reject rows without a key, and all rows of a key that comes twice."""
        keys = FEED_KEYS[self.kind]
        if self._has_clear_keys(keys):
            return
        columns = SQL(", ").join(map(SQL.identifier, keys))
        for name in keys:
            column = SQL.identifier(name)
            self._reject_staged(
                SQL("s.%s IS NULL", column), name, self.env._("The cell is empty.")
            )
        self._reject_staged(
            SQL(
                "(%s) IN (SELECT %s FROM relationship_feed_stage GROUP BY %s "
                "HAVING count(*) > 1)",
                columns,
                columns,
                columns,
            ),
            keys[0],
            self.env._("This key comes more than once in the file."),
        )

    def _has_clear_keys(self, keys):
        """Tell quickly whether each row has a key of its own.

        Hashes are counted; should two keys have the same one, a close look follows.
        """
        hashed = SQL("0")
        for name in keys:
            hashed = SQL("hashtextextended(%s, %s)", SQL.identifier(name), hashed)
        [[count]] = self.env.execute_query(
            SQL("SELECT count(DISTINCT %s) FROM relationship_feed_stage", hashed)
        )
        return count == self.row_count

    def _get_accepted_sql(self):
        """Return the condition of the staged rows ``s`` that are not rejected yet."""
        return SQL("s.is_rejected IS NULL") if self.reject_count else SQL("true")

    def _reject_staged(self, condition, column, reason):
        """Reject the staged rows ``s`` that meet the condition."""
        self._insert_rejects(
            SQL(
                """
                SELECT s.rn, %s::text, %s::text FROM relationship_feed_stage s
                WHERE s.is_rejected IS NULL AND %s
                """,
                column,
                reason,
                condition,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE relationship_feed_stage s SET is_rejected = true
                WHERE s.is_rejected IS NULL AND %s
                """,
                condition,
            )
        )

    def _insert_rejects(self, query):
        """Store rejects from a query of rn, column and reason, and count them."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO relationship_feed_reject (
                    feed_id, row, "column", reason, values,
                    create_uid, create_date, write_uid, write_date)
                SELECT %s, s.rn + 1, q.reject_column, q.reject_reason,
                       jsonb_strip_nulls(to_jsonb(s) - %s::text[]),
                       %s, now() AT TIME ZONE 'UTC', %s, now() AT TIME ZONE 'UTC'
                FROM (%s) q (rn, reject_column, reject_reason)
                JOIN relationship_feed_stage s ON s.rn = q.rn
                ORDER BY s.rn
                """,
                self.id,
                STAGE_COLUMNS,
                self.env.uid,
                self.env.uid,
                query,
            )
        )
        self.reject_count += self.env.cr.rowcount
        self.env["relationship.feed.reject"].invalidate_model()
        self.invalidate_recordset(["reject_ids"])

    def _get_fingerprint_sql(self):
        """Return the fingerprint of the staged row ``s``: of its columns and cells."""
        fingerprint = SQL("%s", zlib.crc32(",".join(self.columns).encode()))
        for name in self.columns:
            fingerprint = SQL(
                "hashtextextended(coalesce(s.%s, ''), %s)",
                SQL.identifier(name),
                fingerprint,
            )
        return SQL("%s::varchar", fingerprint)
