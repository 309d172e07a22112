"""Run the benchmarks of tests/bench: ./dev bench [its own options]."""

import os

from .. import layout, templates
from ..progress import Failure
from ..workbench import Workbench


def main(arguments):
    program = layout.ROOT / "tests" / "bench" / "__main__.py"
    if not program.exists():
        raise Failure(f"{program.relative_to(layout.ROOT)} is not there yet.")
    bench = Workbench()
    template = templates.addons(bench)
    database = layout.database_name("bench")
    os.chdir(layout.ROOT)
    os.execve(
        bench.venv.python,
        [str(bench.venv.python), str(program), *arguments],
        variables(bench, template, database),
    )


def variables(bench, template, database):
    """Return the environment of the benchmarks.

    BRANCH_BENCH_TEMPLATE  database with both addons, to be copied (createdb -T)
    BRANCH_BENCH_DATABASE  the name that the copy is to have
    BRANCH_BENCH_CONFIG    Odoo's configuration file for that copy
    """
    return {
        **bench.variables,
        "BRANCH_BENCH_TEMPLATE": template,
        "BRANCH_BENCH_DATABASE": database,
        "BRANCH_BENCH_CONFIG": str(bench.odoo.config(database)),
    }
