from odoo import models
from odoo.tools import SQL

POSITIVE_COLUMNS = ("unit_value", "dividend")


class RelationshipFeed(models.Model):
    """Prices: unit value and dividend of a product on a day, merged by set."""

    _inherit = "relationship.feed"

    def _merge_prices(self, confirmed):
        price = self.env["relationship.product.price"]
        price.flush_model()
        self.env["product.template"].flush_model(["default_code", "company_id"])
        self._reject_keys()
        types = self._get_cell_types(price, self.columns)
        checks = self._get_price_checks(types)
        self._type_prices(types, checks)
        self._reject_failed(checks)
        values = [column for column in types if column != "date"]
        changed = self._update_prices(values)
        created = self._insert_prices(values)
        self.updated_count, self.created_count = len(changed), len(created)
        price.invalidate_model(flush=False)
        price._prices_changed(self._get_first_days(changed + created))

    def _get_first_days(self, rows):
        """Return the earliest day by product id."""
        first = {}
        for product, day in rows:
            first[product] = min(day, first.get(product, day))
        return first

    def _get_price_checks(self, types):
        return [
            *self._get_type_checks(types),
            *self._get_negative_checks(POSITIVE_COLUMNS),
            (
                "product_code",
                SQL("t.product_id IS NULL"),
                self.env._("No product has the code “%s”.", "%s"),
            ),
        ]

    def _type_prices(self, types, checks):
        self.env.cr.execute(
            SQL(
                """
                DROP TABLE IF EXISTS relationship_feed_typed;
                CREATE TEMP TABLE relationship_feed_typed ON COMMIT DROP AS
                SELECT t.*, r.id AS record_id, %s AS failed_check
                FROM (
                    SELECT s.rn, d.id AS product_id, %s
                    FROM relationship_feed_stage s
                    LEFT JOIN (%s) d ON d.default_code = s.product_code
                    WHERE s.is_rejected IS NULL OFFSET 0
                ) t
                LEFT JOIN relationship_product_price r
                    ON r.product_id = t.product_id AND r.date = t.date
                """,
                self._get_failed_check_sql(checks),
                SQL(", ").join(self._get_cells_sql("relationship_feed_stage", types)),
                self._get_product_query(),
            )
        )

    def _update_prices(self, columns):
        """Write what differs; return (product id, day) of it."""
        if not columns:
            return []
        return self.env.execute_query(
            SQL(
                """
                UPDATE relationship_product_price r
                SET write_uid = %s, write_date = now() AT TIME ZONE 'UTC', %s
                FROM relationship_feed_typed t
                WHERE r.id = t.record_id AND t.failed_check IS NULL AND (%s)
                RETURNING r.product_id, r.date
                """,
                self.env.uid,
                SQL(", ").join(
                    SQL("%s = round(t.%s, 6)", name, name)
                    for name in map(SQL.identifier, columns)
                ),
                SQL(" OR ").join(
                    SQL("coalesce(r.%s, 0) <> coalesce(round(t.%s, 6), 0)", name, name)
                    for name in map(SQL.identifier, columns)
                ),
            )
        )

    def _insert_prices(self, columns):
        """Insert the new ones; return (product id, day) of them."""
        names = [SQL.identifier(name) for name in columns]
        return self.env.execute_query(
            SQL(
                """
                INSERT INTO relationship_product_price (
                    product_id, date, create_uid, create_date, write_uid, write_date%s)
                SELECT t.product_id, t.date, %s, now() AT TIME ZONE 'UTC',
                       %s, now() AT TIME ZONE 'UTC'%s
                FROM relationship_feed_typed t
                WHERE t.record_id IS NULL AND t.failed_check IS NULL
                ORDER BY t.product_id, t.date
                RETURNING product_id, date
                """,
                SQL().join(SQL(", %s", name) for name in names),
                self.env.uid,
                self.env.uid,
                SQL().join(SQL(", round(t.%s, 6)", name) for name in names),
            )
        )
