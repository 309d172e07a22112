from dataclasses import replace

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

#: Up to this share of the customers, looking up each one's holdings by the index beats
#: reading all holdings (measured: equal at a tenth).
SMALL_SHARE = 0.08


class ResPartner(models.Model):
    """The customer's card: how classification measures assets, potential and levels."""

    _inherit = "res.partner"

    def _get_classify_scored_sql(self, scope):
        """Return the query of the customers in scope with ``amount`` and ``score``."""
        query = self._get_classify_query(scope)
        points = self._get_classify_points_sql(scope, query)
        names = {*self._get_classify_columns(scope), *self._get_classify_reads()}
        return query.select(
            SQL.identifier(self._table, "id"),
            *(SQL.identifier(self._table, name) for name in sorted(names)),
            SQL("%s AS amount", self._get_classify_amount_sql()),
            SQL("greatest(0, least(100, %s)) AS score", points),
            SQL(
                "coalesce(res_partner.segment_locked_until >= %s, false) AS is_locked",
                scope.date,
            ),
        )

    def _get_classify_query(self, scope):
        """Return the query of the customers in scope."""
        query = Query(self.env, self._table, SQL.identifier(self._table))
        domain = scope.domain & self._get_classify_domain(scope.company)
        query.add_where(domain.optimize_full(self)._to_sql(self, self._table, query))
        return query

    def _set_classify_memory(self, scope):
        """Let the database choose how to find holdings by the size of the chunk.

        Its own estimate takes reading all holdings for cheaper than it is: without
        memory for their hash it goes by the index, with enough it never spills.
        """
        part = self._get_estimated_rows(scope)
        whole = self._get_estimated_rows(replace(scope, domain=Domain.TRUE))
        memory = "64kB" if part < whole * SMALL_SHARE else "64MB"
        self.env.cr.execute("SET LOCAL work_mem = %s", [memory])

    def _get_estimated_rows(self, scope):
        query = self._get_classify_query(scope)
        [[[plan]]] = self.env.execute_query(
            SQL("EXPLAIN (FORMAT JSON) %s", query.select())
        )
        return plan["Plan"]["Plan Rows"]

    @api.model
    def _get_classify_domain(self, company):
        """Return whom we classify: this company's customers, whatever their stage."""
        return (
            Domain("active", "=", True)
            & Domain("relationship_stage", "!=", False)
            & Domain("company_id", "=", company.id)
        )

    @api.model
    def _get_classify_amount_sql(self):
        """Return the amount measured: the monthly average, else the present assets."""
        return SQL(
            "greatest(coalesce(nullif(res_partner.asset_average, 0),"
            " res_partner.asset_amount, 0), 0)"
        )

    def _get_classify_points_sql(self, scope, query):
        """Return the sum of the points of all rules that fit, on this very query."""
        terms = [
            SQL("CASE WHEN %s THEN %s ELSE 0 END", condition, points)
            for condition, (_id, _domain, points) in zip(
                self._get_rule_conditions_sql(scope, query), scope.rules, strict=True
            )
        ]
        return SQL(" + ").join(terms) if terms else SQL("0")

    def _get_rule_conditions_sql(self, scope, query):
        """Return each rule's condition; many2one paths become joins of the query."""
        rule_model = self.env["relationship.potential.rule"]
        return [
            rule_model._compile_domain(domain, scope.date, self, query)
            for _id, domain, _points in scope.rules
        ]

    @api.model
    def _get_classify_axis_sql(self, scope, axis):
        """Return one axis' level by the figures, the level given and since when it
        waits below: ``ruled_``, ``placed_<axis>_level_id``, ``placed_.._below_since``.

        A level that is no longer in use is no reason to wait.
        """
        value = SQL("scored.amount") if axis == "asset" else SQL("scored.score")
        level = SQL.identifier("scored", f"{axis}_level_id")
        since = SQL.identifier("scored", f"{axis}_below_since")
        waits_since = SQL("coalesce(%s, %s)", since, scope.date)
        ruled = self._get_classify_level_sql(scope.levels[axis], value)
        waits = SQL(
            "(%(value)s < %(floor)s AND scored.segment_locked_until IS NULL"
            " AND %(date)s < %(since)s + make_interval(months => %(months)s))",
            value=value,
            floor=self._get_classify_floor_sql(scope.levels[axis], level),
            date=scope.date,
            since=waits_since,
            months=scope.downgrade_months,
        )
        return SQL(
            """
            %(ruled)s AS %(ruled_name)s,
            CASE WHEN scored.is_locked OR %(waits)s THEN %(level)s ELSE %(ruled)s END
                AS %(placed_name)s,
            CASE WHEN scored.is_locked THEN %(since)s
                 WHEN %(waits)s THEN %(waits_since)s END AS %(since_name)s
            """,
            ruled=ruled,
            waits=waits,
            level=level,
            since=since,
            waits_since=waits_since,
            ruled_name=SQL.identifier(f"ruled_{axis}_level_id"),
            placed_name=SQL.identifier(f"placed_{axis}_level_id"),
            since_name=SQL.identifier(f"placed_{axis}_below_since"),
        )

    @api.model
    def _get_classify_level_sql(self, levels, value):
        """Return the highest level that begins at or below the value, else NULL."""
        if not levels:
            return SQL("NULL::integer")
        return SQL(
            "CASE %s END",
            SQL(" ").join(
                SQL("WHEN %s >= %s THEN %s", value, floor, id_) for id_, floor in levels
            ),
        )

    @api.model
    def _get_classify_floor_sql(self, levels, level):
        """Return where this level begins, NULL when it is none in use."""
        if not levels:
            return SQL("NULL::integer")
        return SQL(
            "CASE %s %s END",
            level,
            SQL(" ").join(SQL("WHEN %s THEN %s", id_, floor) for id_, floor in levels),
        )
