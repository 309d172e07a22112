"""Remove all that ./dev made: packages, Odoo, databases, logs."""

import argparse
import shutil

from .. import layout, server
from ..progress import say, step
from ..workbench import Workbench, has_own_server
from .stop import embedded_postgres, stop_postgres


def main(arguments):
    parser = argparse.ArgumentParser("./dev clean", description=__doc__)
    parser.add_argument(
        "--shared", action="store_true", help="also a shared BRANCH_DEV_HOME"
    )
    everything = parser.parse_args(arguments).shared or not layout.is_home_shared()
    server.stop()
    if has_own_server() or not everything:
        drop_databases(Workbench().databases)
    folders = [layout.LOCAL]
    if everything:
        postgres = embedded_postgres()
        stop_postgres()
        folders += [layout.HOME, *([postgres.place.state] if postgres else [])]
    else:
        say(f"{layout.HOME} kept: others may use it (--shared removes it)")
    for folder in dict.fromkeys(folders):
        remove(folder)


def drop_databases(databases):
    """Drop this checkout's databases from a server that goes on without it."""
    for name in databases.names(f"{layout.database_prefix()}_"):
        databases.drop(name)
        say(f"dropped database {name}")


def remove(folder):
    """Remove a folder and say how much it held."""
    if folder.exists():
        files = [path for path in folder.rglob("*") if not path.is_dir()]
        size = sum(path.lstat().st_size for path in files)
        with step(f"removing {folder} ({len(files)} files, {size / 1024**2:.0f} MB)"):
            shutil.rmtree(folder)
