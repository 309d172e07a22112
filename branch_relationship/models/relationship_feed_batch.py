import time

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.feed_row import FeedRow, parse_cell
from .relationship_feed_stage import STAGE_COLUMNS

#: Rows taken between two commits.
BATCH_SIZE = 1000
#: Context of all records a delivery writes: no mail, no messages, no followers.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
}
SELECTION_LANGUAGES = ("en_US", "zh_CN")


class RelationshipFeed(models.Model):
    """Branches, products and customers: ``create`` and ``write`` in batches.

    Staged rows wait in ``relationship.feed.row`` and leave it in the transaction that
    takes them, so that a delivery killed half-way goes on where it stopped. Customers
    are committed batch by batch; branches and products, whose rows refer to each
    other, are one batch.
    """

    _inherit = "relationship.feed"

    def _queue_staged(self):
        """Move the staged rows to the waiting ones."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO relationship_feed_row (feed_id, row, values)
                SELECT %s, s.rn + 1, jsonb_strip_nulls(to_jsonb(s) - %s::text[])
                FROM relationship_feed_stage s
                WHERE s.is_rejected IS NULL ORDER BY s.rn
                """,
                self.id,
                STAGE_COLUMNS,
            )
        )
        self.state = "running"

    def _take_batch(self):
        """Take the next rows; the delivery is done when none are left.

        :return: how many rows were taken
        """
        self.ensure_one()
        # the waiting rows and the bank's master data are the delivery's to write:
        # whoever starts it was checked to be an administrator
        feed = self.sudo().with_context(**QUIET)
        started = time.monotonic()
        waiting = feed._get_waiting_rows()
        if feed._has_lost_rows():
            feed._stage_again(feed._open_kept_delivery())
            return 0
        if waiting:
            feed._take_rows([FeedRow(row.row, row["values"]) for row in waiting])
            waiting.unlink()
        if len(waiting) < BATCH_SIZE or feed.kind != "customers":
            feed._set_done()
        feed.seconds += time.monotonic() - started
        return len(waiting)

    def _get_waiting_rows(self):
        return self.env["relationship.feed.row"].search(
            [("feed_id", "=", self.id)],
            limit=BATCH_SIZE if self.kind == "customers" else None,
            order="row",
        )

    def _take_rows(self, rows):
        """Take one batch: resolve each row to a record and values, then write."""
        for row in rows:
            row.cells = {name: text.strip() for name, text in row.cells.items()}
            row.cells = {name: text for name, text in row.cells.items() if text}
        takers = {
            "branches": self._take_branches,
            "products": self._take_products,
            "customers": self._take_customers,
        }
        takers[self.kind](rows)
        self._store_rejects([row for row in rows if row.problem])

    # cells

    def _get_given(self, special):
        """Return the delivered columns that are named like a field.

        :param special: the columns resolved elsewhere
        """
        return [column for column in self.columns if column not in special]

    def _parse_cells(self, rows, model, columns):
        """Put these cells into the rows' values; an empty cell leaves the field."""
        for column in columns:
            field = model._fields[column]
            keys = field.type == "selection" and self._get_selection_keys(field)
            for row in rows:
                if column not in row.cells:
                    continue
                value = parse_cell(field.type, row.cells[column], keys)
                if value is None:
                    row.reject(column, self._get_cell_reason(field, row.cells[column]))
                elif value is not False or field.type == "boolean":
                    row.values[column] = value

    def _get_cell_reason(self, field, text):
        text = text[:80]
        if field.type == "date":
            return self.env._("“%s” is no date of the form YYYY-MM-DD.", text)
        if field.type in ("float", "monetary", "integer"):
            return self.env._("“%s” is no number in range.", text)
        return self.env._("“%s” is not one of the known values.", text)

    def _get_selection_keys(self, field):
        """Return the field's keys by casefolded key and label, in both languages."""
        keys = {}
        for lang in SELECTION_LANGUAGES:
            options = field._description_selection(self.with_context(lang=lang).env)
            keys.update({label.casefold(): key for key, label in options})
        keys.update({key.casefold(): key for key, _label in options})
        return keys

    # references

    def _get_by_key(self, model, key, texts, domain=()):
        """Return the model's records with one of these keys, by key."""
        records = model.with_context(active_test=False).search(
            [(key, "in", sorted(texts)), *domain], order="active DESC, id"
        )
        by_key = {}
        for record in records:
            by_key.setdefault(record[key], record)
        return by_key

    def _get_users(self, rows, column):
        """Return the company's users that the column names, by login; archived too."""
        logins = {row.cells[column] for row in rows if column in row.cells}
        users = self.env["res.users"].with_context(active_test=False)
        users = users.search(
            [
                ("login", "in", sorted(logins)),
                ("share", "=", False),
                ("company_ids", "in", self.company_id.ids),
            ]
        )
        return {user.login: user for user in users}

    def _resolve_users(self, rows, column):
        """Set the rows' user from the login in the column."""
        users = self._get_users(rows, column)
        for row in rows:
            if login := row.cells.get(column):
                self._resolve_user(row, column, users.get(login))

    def _resolve_user(self, row, column, user):
        """Take the user, but leave out somebody archived: a new customer waits in the
        branch pool, and whoever has a known one keeps it."""
        login = row.cells[column]
        if not user:
            row.reject(column, self.env._("No user has the login “%s”.", login))
        elif user.active:
            row.values["user_id"] = user.id
        else:
            self._warn(
                self.env._(
                    "“%(login)s” (%(column)s) is archived and was left out: new rows "
                    "came in without, known ones keep theirs.",
                    login=login,
                    column=column,
                )
            )

    def _reject_nameless(self, row):
        if not row.record and not row.values.get("name"):
            row.reject("name", self.env._("The cell is empty."))

    # records

    def _apply_rows(self, rows, model):
        """Create and write the records of the good rows, and count.

        Should the batch fail, each row is tried by itself, and those that fail are
        rejected with the error's words.
        """
        rows = [row for row in rows if not row.problem]
        new = [row for row in rows if not row.record]
        try:
            with self.env.cr.savepoint():
                self._write_records([row for row in rows if row.record])
                self._create_records(new, model)
                self.env.flush_all()
        except (UserError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            for row in new:
                row.record = None
            if len(rows) == 1:
                rows[0].reject(False, self._get_error_reason(error))
                return
            for row in rows:
                self._apply_rows([row], model)

    def _get_error_reason(self, error):
        if isinstance(error, psycopg2.Error):
            return error.diag.message_primary or str(error)
        return str(error)

    def _create_records(self, rows, model):
        records = model.create([self._prepare_record_values(row) for row in rows])
        self.created_count += len(records)
        for row, record in zip(rows, records, strict=True):
            row.record = record

    def _prepare_record_values(self, row):
        return row.values

    def _write_records(self, rows):
        """Write only what differs."""
        for row in rows:
            values = self._get_changed_values(row.record, row.values)
            if values:
                self._write_record(row.record, values)
                self.updated_count += 1
            else:
                self.unchanged_count += 1

    def _write_record(self, record, values):
        record.write(values)

    def _get_changed_values(self, record, values):
        def differs(name, value):
            field = record._fields[name]
            if isinstance(record[name], models.BaseModel):
                return record[name].id != value
            return field.convert_to_cache(value, record) != field.convert_to_cache(
                record[name], record
            )

        return {name: value for name, value in values.items() if differs(name, value)}

    def _store_rejects(self, rows):
        self.env["relationship.feed.reject"].create(
            [
                {
                    "feed_id": self.id,
                    "row": row.number,
                    "column": row.problem[0],
                    "reason": row.problem[1],
                    "values": row.cells,
                }
                for row in rows
            ]
        )
        self.reject_count += len(rows)
