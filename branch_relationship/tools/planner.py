"""Keeping PostgreSQL's planner informed between the bulk writes of one job."""

from odoo.tools import SQL

# What the statements over a branch's customers join.
LEDGER_TABLES = (
    "relationship_holding",
    "relationship_touchpoint",
    "relationship_touchpoint_reason",
    "res_partner",
)
# Autovacuum looks after smaller changes in its own time.
STALE_FROM_ROWS = 1000
STALE_FROM_SHARE = 0.5


def analyze_stale(cr, *tables):
    """Refresh the statistics of tables of which a large part is new since the last.

    A night that follows a first delivery within seconds would otherwise be planned as
    if no branch had a customer. What this very transaction wrote counts, which
    autovacuum cannot see. Tables that another worker analyzes now are skipped.
    """
    analyzed = cr.precommit.data.setdefault("relationship_analyzed", {})
    cr.execute(
        SQL(
            """
            SELECT relname, greatest(reltuples, 0),
                   pg_stat_get_mod_since_analyze(oid),
                   pg_stat_get_xact_tuples_inserted(oid)
                   + pg_stat_get_xact_tuples_updated(oid)
              FROM pg_class
             WHERE oid = ANY(SELECT to_regclass(name) FROM unnest(%s) name)
          ORDER BY relname
            """,
            list(tables),
        )
    )
    for table, rows, elsewhere, here in cr.fetchall():
        changed = elsewhere + here
        if changed - analyzed.get(table, 0) > STALE_FROM_ROWS + STALE_FROM_SHARE * rows:
            cr.execute(SQL("ANALYZE (SKIP_LOCKED) %s", SQL.identifier(table)))
            analyzed[table] = changed
