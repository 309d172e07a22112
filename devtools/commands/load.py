"""Deliver a file to the demo: ./dev load KIND FILE [--full] [--source NAME].

Prints what was created, updated and refused. The rows that were not taken are written
beside the file, as FILE.rejects.csv.
"""

import argparse
from pathlib import Path

from .. import layout
from ..progress import Failure, step
from ..workbench import Workbench
from .shell import existing_database

KINDS = ("branches", "products", "customers", "holdings", "prices")


def main(arguments):
    options = parser().parse_args(arguments)
    path = options.file.resolve()
    if not path.is_file():
        raise Failure(f"There is no file {options.file}.")
    bench = Workbench()
    database = existing_database(bench, "demo")
    result = layout.LOCAL / "load.txt"
    with step(f"{options.kind} from {path.name}"):
        bench.odoo.script(
            database,
            "load_feed.py",
            BRANCH_FEED_KIND=options.kind,
            BRANCH_FEED_FILE=str(path),
            BRANCH_FEED_SOURCE=options.source,
            BRANCH_FEED_FULL=str(int(options.full)),
            BRANCH_FEED_RESULT=str(result),
        )
    print(result.read_text())


def parser():
    """Return the command's options."""
    result = argparse.ArgumentParser("./dev load", description=__doc__)
    result.add_argument("kind", choices=KINDS)
    result.add_argument("file", type=Path)
    result.add_argument("--full", action="store_true", help="all that the source has")
    result.add_argument("--source", default="core", help="the delivering system")
    return result
