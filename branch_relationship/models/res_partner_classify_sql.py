from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query

AXES = ("asset", "potential")


class ResPartner(models.Model):
    """The customer's card: the statement that classifies, step by step."""

    _inherit = "res.partner"

    def _get_classify_statement(self, scope):
        """Return the statement that writes; it yields (id, moved) of changed rows."""
        columns = list(self._get_classify_columns(scope))
        return SQL(
            """
            WITH %(result)s,
            changed AS MATERIALIZED (
                SELECT * FROM result WHERE (%(new)s) IS DISTINCT FROM (%(old)s)
            ),
            written AS (
                UPDATE res_partner
                   SET %(assign)s, write_uid = %(uid)s,
                       write_date = now() AT TIME ZONE 'UTC'
                  FROM changed
                 WHERE res_partner.id = changed.id
            ),
            history AS (%(history)s)
            SELECT id, segment_id IS DISTINCT FROM new_segment_id FROM changed
            """,
            result=self._get_classify_result_sql(scope),
            new=_join(SQL.identifier(f"new_{name}") for name in columns),
            old=_join(SQL.identifier(name) for name in columns),
            assign=_join(
                SQL(
                    "%s = %s",
                    SQL.identifier(name),
                    SQL.identifier("changed", f"new_{name}"),
                )
                for name in columns
            ),
            uid=self.env.context["relationship_uid"],
            history=self._get_classify_history_sql(scope),
        )

    def _get_classify_history_sql(self, scope):
        """Return the statement that notes each move out of the rows of ``changed``."""
        return SQL(
            """
            INSERT INTO relationship_segment_change (
                customer_id, date, old_segment_id, new_segment_id, direction, reason,
                user_id, branch_id, manager_id, asset_amount, potential_score, company_id
            )
            SELECT changed.id, %(date)s, changed.segment_id, changed.new_segment_id,
                   CASE WHEN changed.segment_id IS NULL THEN 'first'
                        WHEN target.sequence < origin.sequence THEN 'up'
                        WHEN target.sequence = origin.sequence THEN 'level'
                        ELSE 'down' END,
                   %(reason)s, %(uid)s, changed.branch_id, changed.user_id,
                   changed.amount, changed.score, %(company)s
              FROM changed
         LEFT JOIN relationship_segment origin ON origin.id = changed.segment_id
         LEFT JOIN relationship_segment target ON target.id = changed.new_segment_id
             WHERE changed.segment_id IS DISTINCT FROM changed.new_segment_id
          ORDER BY changed.id
            """,
            date=scope.date,
            reason=self.env.context["relationship_change_reason"],
            uid=self.env.context["relationship_uid"],
            company=scope.company.id,
        )

    def _get_classify_result_sql(self, scope):
        """Return the CTEs up to ``result``: a customer's columns and their new values.

        ``scored`` measures, ``placed`` finds each axis' level, ``result`` the segment
        and what follows from it. Nothing is written: a simulation reads it as it is.
        """
        return SQL(
            """
            scored AS MATERIALIZED (%(scored)s),
            placed AS (SELECT scored.*, %(placed)s FROM scored),
            located AS (
                SELECT placed.*,
                       CASE WHEN placed.is_locked THEN placed.segment_id
                            ELSE found.id END AS located_segment_id
                  FROM placed %(found)s
            ),
            result AS (
                SELECT located.*, %(columns)s
                  FROM located
             LEFT JOIN relationship_segment segment
                    ON segment.id = located.located_segment_id
            )
            """,
            scored=self._get_classify_scored_sql(scope),
            placed=_join(self._get_classify_axis_sql(scope, axis) for axis in AXES),
            found=self._get_classify_segment_join(
                scope,
                "found",
                SQL("placed.placed_asset_level_id"),
                SQL("placed.placed_potential_level_id"),
            ),
            columns=_join(
                SQL("%s AS %s", expression, SQL.identifier(f"new_{name}"))
                for name, expression in self._get_classify_columns(scope).items()
            ),
        )

    @api.model
    def _get_classify_reads(self):
        """Return the columns of a customer that the statement reads beside those it
        writes; an override may add names."""
        return (
            "asset_amount",
            "asset_average",
            "cadence_start",
            "own_contact_interval",
        ) + (
            "branch_id",
            "user_id",
        )

    def _get_classify_columns(self, scope):
        """Return the columns written, each with its expression over ``located`` and
        ``segment``; an override may add columns of res_partner."""
        return {
            "potential_score": SQL("located.score"),
            "asset_level_id": SQL("located.placed_asset_level_id"),
            "potential_level_id": SQL("located.placed_potential_level_id"),
            "asset_below_since": SQL("located.placed_asset_below_since"),
            "potential_below_since": SQL("located.placed_potential_below_since"),
            "segment_id": SQL("located.located_segment_id"),
            "segment_locked_until": SQL(
                "CASE WHEN located.is_locked THEN located.segment_locked_until END"
            ),
            "segment_lock_reason": SQL(
                "CASE WHEN located.is_locked THEN located.segment_lock_reason END"
            ),
            **self._contact_dates_sql("located", "segment"),
        }

    @api.model
    def _contact_dates_sql(self, customer, segment):
        """Return the expressions of the ideal and the latest date of the next contact.

        The set-wise twin of ``_update_contact_dates``: own interval, else the
        segment's, counted from ``cadence_start``. Empty without a start or an interval.

        :param customer: alias with ``cadence_start`` and ``own_contact_interval``
        :param segment: alias of ``relationship_segment``, may be an outer join
        """
        start = SQL.identifier(customer, "cadence_start")
        interval = SQL(
            "coalesce(nullif(%s, 0), %s)",
            SQL.identifier(customer, "own_contact_interval"),
            SQL.identifier(segment, "contact_interval"),
        )
        longest = SQL.identifier(segment, "max_interval")
        return {
            "next_contact_date": SQL("%s + %s", start, interval),
            "latest_contact_date": SQL(
                "%s + greatest(%s, %s)", start, longest, interval
            ),
        }

    def _get_classify_scored_sql(self, scope):
        """Return the query of the customers in scope with ``amount`` and ``score``."""
        query = Query(self.env, self._table, SQL.identifier(self._table))
        points = self._get_classify_points_sql(scope, query)
        domain = scope.domain & self._get_classify_domain(scope.company)
        query.add_where(domain.optimize_full(self)._to_sql(self, self._table, query))
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
            CASE WHEN scored.is_locked THEN %(since)s WHEN %(waits)s THEN %(waits_since)s
                END AS %(since_name)s
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

    @api.model
    def _get_classify_segment_join(self, scope, alias, asset_level, potential_level):
        """Return the join that finds the segment of two levels."""
        return SQL(
            """LEFT JOIN relationship_segment %(alias)s
                ON %(alias)s.asset_level_id = %(asset_level)s
               AND %(alias)s.potential_level_id = %(potential_level)s
               AND %(alias)s.company_id = %(company)s
               AND %(alias)s.active""",
            alias=SQL.identifier(alias),
            asset_level=asset_level,
            potential_level=potential_level,
            company=scope.company.id,
        )


def _join(parts):
    return SQL(", ").join(parts)
