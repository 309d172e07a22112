"""Run all tests, browser included: ./dev test [--fast] [what pytest takes].

Without options: on new copies of a template database with both addons, which is made
again when their files changed, one for each processor. With --fast: on the last test
database, only upgraded where files changed. Paths, -k, -x and so on go to pytest, and
then one process runs. It fails on skips and warnings that tests/known_*.txt do not
list.
"""

import argparse
import os
import subprocess

from .. import layout, templates
from ..progress import say
from ..workbench import Workbench, locked

MOST_PROCESSES = 4  # each with Odoo and a browser: 1.5 GB


def main(arguments):
    options, pytest_arguments = parser().parse_known_args(arguments)
    with locked(layout.LOCAL, "test", "another test run of this checkout"):
        bench = Workbench(for_tests=True)
        prepare = (
            templates.upgraded_test_database
            if options.fast
            else templates.fresh_test_database
        )
        database = prepare(bench)
        command = [
            bench.venv.python,
            "-m",
            "pytest",
            *odoo_options(bench, database),
            *(pytest_arguments or side_by_side()),
        ]
        say(f"tests on {database}")
        return subprocess.run(
            command, cwd=layout.ROOT, env=variables(bench, database)
        ).returncode


def parser():
    """Return the command's options."""
    result = argparse.ArgumentParser(
        "./dev test", description=__doc__, allow_abbrev=False
    )
    result.add_argument(
        "--fast", action="store_true", help="keep the last test database"
    )
    return result


def side_by_side():
    """Return what spreads all tests over the processors; a class stays together."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    return [f"--numprocesses={processes}", "--dist=loadscope"]


def odoo_options(bench, database):
    """Return what pytest-odoo needs; the level, because the gate looks at warnings."""
    config = bench.odoo.config(database)
    return [
        f"--odoo-config={config}",
        f"--odoo-database={database}",
        "--odoo-http",
        "--odoo-log-level=warn",
    ]


def variables(bench, database):
    """Return the environment of the tests.

    BRANCH_CORE_TEMPLATE is a database with Odoo's own modules only: tests that install,
    upgrade or remove addons do so on copies of it. BRANCH_INSTALL_LOG holds what Odoo
    said while the addons were installed into the test database.
    """
    return {
        **bench.variables,
        "BRANCH_CORE_TEMPLATE": templates.core(bench),
        "BRANCH_INSTALL_LOG": str(templates.install_log(database)),
    }
