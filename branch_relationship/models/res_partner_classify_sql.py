from odoo import api, models
from odoo.tools import SQL

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
                user_id, branch_id, manager_id, asset_amount, potential_score,
                company_id
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
        OFFSET has each row's points and levels worked out once, and handed on without
        being stored.
        """
        return SQL(
            """
            scored AS (%(scored)s OFFSET 0),
            placed AS (SELECT scored.*, %(placed)s FROM scored OFFSET 0),
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
            **self._get_contact_dates_sql("located", "segment"),
        }

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
