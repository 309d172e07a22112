"""End the server and the embedded PostgreSQL of this checkout."""

import argparse

from .. import environment, layout, server
from ..postgres import EmbeddedPostgres
from ..progress import say


def main(arguments):
    parser = argparse.ArgumentParser("./dev stop", description=__doc__)
    parser.add_argument("--quiet", action="store_true")
    tell = (lambda text: None) if parser.parse_args(arguments).quiet else say
    tell("server ended" if server.stop() else "no server ran")
    tell("PostgreSQL ended" if stop_postgres() else "no PostgreSQL of ours ran")


def stop_postgres():
    """End the embedded PostgreSQL; tell whether one ran."""
    venv = environment.odoo_environment()
    return venv.python.exists() and EmbeddedPostgres(venv.site_packages, layout.HOME).stop()
