from odoo.tools import SQL

from .models.res_partner_asset import FILLFACTOR
from .tools.fillfactor import take_room_back

RESTRICTING = """
    SELECT conrelid::regclass::text, conname FROM pg_constraint
     WHERE contype = 'f' AND confdeltype = 'r'
       AND confrelid::regclass::text LIKE 'relationship\\_%'
"""


def uninstall_hook(env):
    """Let the addon's records go, and give the contacts' table its filling of pages
    back.

    Odoo removes records before tables and columns; segments, contents and levels would
    be held by the customers and the ledger that go after them.
    """
    env.cr.execute(RESTRICTING)
    for table, name in env.cr.fetchall():
        query = "ALTER TABLE %s DROP CONSTRAINT %s"
        env.cr.execute(SQL(query, SQL.identifier(table), SQL.identifier(name)))
    take_room_back(env.cr, "res_partner", FILLFACTOR)
