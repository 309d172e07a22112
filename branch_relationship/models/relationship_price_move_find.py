from collections import defaultdict
from datetime import date

from odoo import api, models
from odoo.tools import SQL, groupby

from ..tools.price_move import Price, find_crossings


class RelationshipPriceMove(models.Model):
    """Finding the moves where prices land: the same prices again find the same."""

    _inherit = "relationship.price.move"

    @api.model
    def _follow_prices(self, changed):
        """Find, check again and withdraw moves after prices changed.

        :param changed: the earliest changed day by product id
        """
        # sudo: prices are the bank's, whoever delivers or corrects them
        self = self.sudo()
        watches = self._get_watches(changed)
        moves = self._get_moves_to_check(changed)
        starts = defaultdict(lambda: date.max)
        for (product, percent), watch in watches.items():
            start = self._get_start(watch, moves.get((product, percent)))
            starts[product] = min(starts[product], start)
        prices = self._get_prices(starts)
        for key, watch in watches.items():
            known = moves.get(key, self.browse())
            start = self._get_start(watch, known)
            self._follow_chain(
                key,
                watch,
                known,
                [price for price in prices.get(key[0], ()) if price.date >= start],
            )

    def _get_watches(self, changed):
        """Return the watch, or none yet, by (product id, threshold) in use."""
        thresholds = self._get_thresholds(changed)
        watches = self.env["relationship.price.watch"]
        known = {
            (watch.product_id.id, watch.threshold_percent): watch
            for watch in watches.search([("product_id", "in", list(changed))])
        }
        return {key: known.get(key, watches) for key in sorted(thresholds)}

    def _get_thresholds(self, products):
        """Return the (product id, threshold) in use: the product's own, else those of
        the contents; and those of its holdings."""
        for model in ("product.template", "relationship.holding"):
            self.env[model].flush_model(["price_move_percent"])
        self.env["relationship.care.content"].flush_model()
        return set(
            self.env.execute_query(
                SQL(
                    """
                    SELECT t.id, COALESCE(
                            NULLIF(t.price_move_percent, 0), c.threshold_percent)
                      FROM product_template t
                 LEFT JOIN relationship_care_content c
                        ON c.trigger = 'price_move' AND c.active
                     WHERE t.id = ANY(%(products)s)
                       AND COALESCE(
                            NULLIF(t.price_move_percent, 0), c.threshold_percent) > 0
                     UNION
                    SELECT h.product_id, h.price_move_percent
                      FROM relationship_holding h
                     WHERE h.product_id = ANY(%(products)s)
                       AND h.price_move_percent > 0 AND h.active
                    """,
                    products=list(products),
                )
            )
        )

    def _get_moves_to_check(self, changed):
        """Return the standing moves from the earliest changed day on, by chain."""
        moves = self.search(
            [
                ("product_id", "in", list(changed)),
                ("date", ">=", min(changed.values())),
                ("is_withdrawn", "=", False),
            ],
            order="date",
        ).filtered(lambda move: move.date >= changed[move.product_id.id])
        return moves.grouped(lambda move: (move.product_id.id, move.threshold_percent))

    def _get_start(self, watch, moves):
        """Return the day of the reference from which a chain is followed."""
        if moves:
            return moves[0].since
        return watch.reference_date or date.min

    def _get_prices(self, starts):
        """Return the prices by product id, each from its day on."""
        self.env["relationship.product.price"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.product_id, p.date, COALESCE(p.unit_value, 0)::float8,
                       COALESCE(p.dividend, 0)::float8
                  FROM relationship_product_price p
                  JOIN unnest(%s::int[], %s::date[]) AS s (product_id, start)
                    ON s.product_id = p.product_id AND p.date >= s.start
              ORDER BY p.product_id, p.date
                """,
                list(starts),
                list(starts.values()),
            )
        )
        return {
            product: [Price(*row[1:]) for row in found]
            for product, found in groupby(rows, lambda row: row[0])
        }

    def _follow_chain(self, key, watch, known, prices):
        if not any(price.value for price in prices):
            return
        found = find_crossings(
            prices,
            key[1] / 100,
            {move.date: move.percent_change for move in known},
            watch.checked_until or None,
        )
        self._write_moves(key, known, {crossing.date: crossing for crossing in found})
        first = next(price.date for price in prices if price.value)
        self._write_watch(
            key,
            watch,
            {
                "reference_date": found[-1].date if found else first,
                "checked_until": max(
                    filter(None, (watch.checked_until, prices[-1].date))
                ),
            },
        )

    def _write_moves(self, key, known, found):
        for move in known:
            crossing = found.pop(move.date, None)
            if not crossing:
                move.is_withdrawn = True
            elif self._prepare_values(crossing) != {
                "since": move.since,
                "percent_change": move.percent_change,
            }:
                move.write(self._prepare_values(crossing))
        self.create(
            [
                {
                    "product_id": key[0],
                    "threshold_percent": key[1],
                    "date": crossing.date,
                    **self._prepare_values(crossing),
                }
                for crossing in found.values()
            ]
        )

    def _prepare_values(self, crossing):
        return {
            "since": crossing.since,
            "percent_change": round(100 * crossing.change, 4),
        }

    def _write_watch(self, key, watch, values):
        if not watch:
            watch.create({"product_id": key[0], "threshold_percent": key[1], **values})
        elif values != {name: watch[name] for name in values}:
            watch.write(values)
