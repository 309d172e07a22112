"""Serve Odoo with both addons, demo data, English and Chinese.

The demo database is made the first time (about two minutes) and upgraded when the
addons' files changed. It keeps what you do in it; --new makes it afresh. Further
options go to Odoo's server.
"""

import argparse
import os

from .. import layout, server, system, templates
from ..progress import Failure, say
from ..workbench import Workbench, locked


def main(arguments):
    options, odoo_options = parser().parse_known_args(arguments)
    with locked(layout.LOCAL, "demo", "another ./dev run to prepare"):
        running = server.running()
        if running:
            raise Failure(
                f"A server of this checkout runs already (process {running}). "
                "`./dev stop` ends it."
            )
        system.check_port(options.port)
        bench = Workbench()
        database = prepare(bench, options)
        server.note(os.getpid())
    say(f"http://localhost:{options.port}  (Ctrl-C or `./dev stop` ends it)")
    print(describe_users(bench, database), flush=True)
    serve = ["server", f"--http-port={options.port}", "--log-level=warn"]
    command = bench.odoo.command(database, *serve, *odoo_options)
    os.execve(command[0], [str(word) for word in command], bench.variables)


def prepare(bench, options):
    """Return the demo database, ready to be served at the port."""
    if options.new:
        bench.databases.drop(layout.database_name("demo"))
    database = templates.demo(bench)
    # Where Odoo's own programs, such as the one that makes PDF documents, find it.
    address = f"'http://localhost:{options.port}'"
    sql = f"UPDATE ir_config_parameter SET value = {address} WHERE key = 'web.base.url'"
    bench.databases.query(sql, database)
    bench.odoo.config(database, http_interface=options.interface, max_cron_threads=1)
    return database


def parser():
    """Return the command's options."""
    result = argparse.ArgumentParser(
        "./dev run", description=__doc__, allow_abbrev=False
    )
    result.add_argument("--port", type=int, default=8069)
    result.add_argument(
        "--interface", default="127.0.0.1", help="0.0.0.0 lets other machines in"
    )
    result.add_argument(
        "--new", action="store_true", help="make the demo database afresh"
    )
    return result


USERS = """
    SELECT DISTINCT u.login, p.name
      FROM res_users u
      JOIN res_partner p ON p.id = u.partner_id
      JOIN res_groups_users_rel g ON g.uid = u.id
      JOIN ir_model_data d ON d.model = 'res.groups' AND d.res_id = g.gid

     WHERE u.active
       AND u.login != '__system__'
       AND d.module = 'branch_relationship'
       AND d.name = 'branch_relationship_group_{role}'
  ORDER BY u.login
"""
ROLES = {"admin": "administrator", "head": "branch head", "rm": "relationship manager"}


def describe_users(bench, database):
    """Return who can log in to the demo: the password of a demo user is the login."""
    found = {"admin": ("Administrator", "Odoo's administrator")}
    for role, title in ROLES.items():
        for login, name in bench.databases.query(USERS.format(role=role), database):
            found.setdefault(login, (name, title))
    lines = [
        f"    {login:12} {name}, {title}" for login, (name, title) in found.items()
    ]
    return "Log in as one of these; the password is the login:\n" + "\n".join(lines)
