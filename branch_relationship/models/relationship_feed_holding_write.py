from odoo import models
from odoo.tools import SQL

from .relationship_feed_holding import REFERENCES


class RelationshipFeed(models.Model):
    """Holdings: writing the typed rows and what follows for the customers.

    ``relationship_feed_touched`` collects the holdings written and their customers, and
    whether what they had gained was known before.
    """

    _inherit = "relationship.feed"

    def _write_typed_holdings(self):
        values = self._get_holding_values()
        self.updated_count = self._update_holdings(values)
        self.created_count = self._insert_holdings(values)

    def _get_holding_values(self):
        """Return the typed expression by field, of the columns delivered."""
        holding = self.env["relationship.holding"]
        types = self._get_cell_types(holding, self.columns)
        values = {
            name: SQL("t.%s", SQL.identifier(name))
            for column, name in REFERENCES.items()
            if column in self.columns
        }
        for column, kind in types.items():
            value = SQL("t.%s", SQL.identifier(column))
            if kind == "monetary":
                value = SQL("round(%s, %s)", value, self._get_decimal_places_sql())
            elif kind == "float":
                value = SQL("round(%s, 6)", value)
            if column != "ref":
                values[column] = value
        return values

    def _get_decimal_places_sql(self):
        if "currency" in self.columns:
            return SQL("t.decimal_places")
        return SQL("%s", self.company_id.currency_id.decimal_places)

    def _update_holdings(self, values):
        """Write the rows of known holdings that differ; return how many did."""
        self.env.cr.execute(
            SQL(
                """
                WITH updated AS (
                    UPDATE relationship_holding h
                    SET active = true, closed_on = NULL, fingerprint = t.fingerprint,
                        write_uid = %s, write_date = now() AT TIME ZONE 'UTC', %s
                    FROM relationship_feed_typed t
                    WHERE h.id = t.record_id AND t.failed_check IS NULL
                    AND (NOT h.active OR %s)
                    RETURNING h.id, h.customer_id, t.old_customer_id, t.is_known),
                touched AS (
                    INSERT INTO relationship_feed_touched
                    SELECT id, customer_id, is_known FROM updated
                    UNION ALL
                    SELECT id, old_customer_id, is_known FROM updated
                    WHERE customer_id <> old_customer_id)
                SELECT count(*) FROM updated
                """,
                self.env.uid,
                self._get_assignments(values),
                self._get_difference(values),
            )
        )
        [[count]] = self.env.cr.fetchall()
        return count

    def _get_assignments(self, values):
        values = {**values, "overdue_since": self._get_overdue_since_sql(values)}
        return SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value)
            for name, value in values.items()
        )

    def _get_overdue_since_sql(self, values):
        """Return since when the holding ``h`` is overdue once it has these values: one
        that is overdue already keeps its day, known or not."""
        return SQL(
            """
            CASE WHEN %s > 0 THEN
                CASE WHEN h.active AND h.overdue_amount > 0 THEN h.overdue_since
                ELSE %s END
            END
            """,
            values.get("overdue_amount", SQL("h.overdue_amount")),
            self.env["crm.team"]._get_local_today(self.company_id),
        )

    def _get_difference(self, values):
        """Return the condition that a holding is not as delivered; empty is zero."""
        holding = self.env["relationship.holding"]
        is_number = {
            name: holding._fields[name].type in ("float", "monetary") for name in values
        }
        return SQL(" OR ").join(
            SQL("coalesce(h.%s, 0) <> coalesce(%s, 0)", SQL.identifier(name), value)
            if is_number[name]
            else SQL("h.%s IS DISTINCT FROM %s", SQL.identifier(name), value)
            for name, value in values.items()
        ) or SQL("false")

    def _insert_holdings(self, values):
        """Insert the new holdings; return how many.

        Who delivered them is on the delivery: a user on each row would cost two more
        foreign keys.
        """
        if not {"customer_id", "product_id"} <= values.keys():
            return 0
        company = self.company_id
        values = {
            "currency_id": SQL("%s", company.currency_id.id),
            "overdue_since": SQL(
                "CASE WHEN %s > 0 THEN %s END",
                values.get("overdue_amount", SQL("0")),
                self.env["crm.team"]._get_local_today(company),
            ),
            **values,
        }
        self.env.cr.execute(
            SQL(
                """
                WITH inserted AS (
                    INSERT INTO relationship_holding (
                        company_id, source, ref, fingerprint, active,
                        create_date, write_date, %s)
                    SELECT %s, %s, t.ref, t.fingerprint, true,
                           now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC', %s
                    FROM relationship_feed_typed t
                    WHERE t.record_id IS NULL AND t.failed_check IS NULL
                    ORDER BY t.customer_id, t.rn
                    RETURNING id, customer_id)
                INSERT INTO relationship_feed_touched SELECT * FROM inserted
                """,
                SQL(", ").join(map(SQL.identifier, values)),
                company.id,
                self.source,
                SQL(", ").join(values.values()),
            )
        )
        return self.env.cr.rowcount

    # what follows

    def _refresh_rerated(self):
        """Sum anew where a rate came since the last delivery: no money moved by it."""
        currencies = self._get_rerated_currencies()
        if currencies:
            self.env["res.partner"]._write_asset_amounts(
                self.company_id,
                SQL(
                    """
                    SELECT DISTINCT customer_id FROM relationship_holding
                    WHERE active AND company_id = %s AND currency_id IN %s
                    """,
                    self.company_id.id,
                    tuple(currencies.ids),
                ),
            )

    def _get_rerated_currencies(self):
        last = self.search(
            [
                ("kind", "=", "holdings"),
                ("state", "=", "done"),
                ("company_id", "=", self.company_id.id),
            ],
            limit=1,
        )
        if not last:
            return self.env["res.currency"]
        today = self.env["crm.team"]._get_local_today(self.company_id)
        last_time = self.env["crm.team"]._get_local_time(
            last.create_date, self.company_id
        )
        rates = self.env["res.currency.rate"].search(
            [
                ("company_id", "in", (False, self.company_id.root_id.id)),
                ("name", "<=", today),
                "|",
                ("name", ">", last_time.date()),
                ("write_date", ">", last.create_date),
            ]
        )
        return rates.currency_id - self.company_id.currency_id

    def _refresh_touched(self, is_move):
        """Sum the assets of the customers concerned, and refresh what was read.

        :param is_move: what changes is money that moved
        """
        self.env.cr.execute("ANALYZE relationship_feed_touched")
        partners = self.env["res.partner"]
        partners._write_asset_amounts(
            self.company_id,
            SQL("SELECT DISTINCT customer_id FROM relationship_feed_touched"),
            is_move=is_move,
        )
        partners.invalidate_model(["holding_ids"], flush=False)
        ids = self.env.execute_query(
            SQL(
                "SELECT DISTINCT record_id FROM relationship_feed_touched "
                "WHERE record_id IS NOT NULL"
            )
        )
        holdings = self.env["relationship.holding"].browse(id_ for [id_] in ids)
        self.env["relationship.holding"].invalidate_model(flush=False)
        holdings.modified([*self._get_holding_values(), "active", "overdue_since"])
        self._follow_gains()

    def _follow_gains(self):
        """Note which holdings went beyond a threshold; new ones, and those whose cost
        was not known, call nobody."""
        is_known = SQL("TRUE") if "cost_amount" in self.columns else SQL("c.is_known")
        touched = SQL("h.id = c.record_id AND %s", is_known)
        self.env["relationship.gain.crossing"]._follow(
            SQL(
                "EXISTS (SELECT FROM relationship_feed_touched c WHERE %s)",
                touched,
            ),
            SQL(
                "NOT EXISTS (SELECT FROM relationship_feed_touched c"
                " WHERE h.id = c.record_id AND c.is_known)"
            ),
        )
