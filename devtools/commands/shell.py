"""Open Odoo's shell on the demo database (--test: on the test database)."""

import argparse
import os

from .. import layout
from ..progress import Failure
from ..workbench import Workbench

# Which command makes which database.
MAKERS = {"demo": "run", "test": "test"}


def main(arguments):
    bench, database = choose("./dev shell", arguments)
    bench.odoo.config(database)
    command = bench.odoo.command(database, "shell", "--no-http", "--log-level=warn")
    os.execve(command[0], [str(word) for word in command], bench.variables)


def choose(name, arguments):
    """Return the workbench and the database that a command line asks for."""
    parser = argparse.ArgumentParser(name)
    parser.add_argument(
        "--test", action="store_true", help="the test database instead of the demo"
    )
    kind = "test" if parser.parse_args(arguments).test else "demo"
    bench = Workbench()
    return bench, existing_database(bench, kind)


def existing_database(bench, kind):
    """Return the name of a database of this checkout, which must be there."""
    database = layout.database_name(kind)
    if not bench.databases.exists(database):
        raise Failure(
            f"There is no {kind} database yet: `./dev {MAKERS[kind]}` makes it."
        )
    return database
