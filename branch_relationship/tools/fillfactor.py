"""Room on the pages of tables in which many rows change in one statement.

Where the new version of a row fits on its page, no index has to learn of it.
"""

from odoo.tools import SQL


def leave_room(cr, table, percent):
    """Fill new pages of a table to so many percent, unless its owner decided on that
    already."""
    if not get_fillfactor(cr, table):
        query = "ALTER TABLE %s SET (fillfactor = %s)"
        cr.execute(SQL(query, SQL.identifier(table), percent))


def take_room_back(cr, table, percent):
    """Undo what ``leave_room`` did, for an uninstallation."""
    if get_fillfactor(cr, table) == percent:
        cr.execute(SQL("ALTER TABLE %s RESET (fillfactor)", SQL.identifier(table)))


def get_fillfactor(cr, table):
    """Return the percentage to which a table's pages are filled; 0 = not set."""
    cr.execute(
        SQL(
            """
            SELECT option_value::int FROM pg_class, pg_options_to_table(reloptions)
             WHERE oid = to_regclass(%s) AND option_name = 'fillfactor'
            """,
            table,
        )
    )
    row = cr.fetchone()
    return row[0] if row else 0
