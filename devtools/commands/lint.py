"""Check style and conventions; --fix mends what a program can mend.

Needs neither Odoo nor a database.
"""

import argparse
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from .. import checks, environment, layout
from ..node import Node
from ..progress import say
from ..workbench import locked


def main(arguments):
    options = parser().parse_args(arguments)
    with locked(layout.HOME, "setup", "another set-up to finish"):
        venv = environment.lint_environment().ensure()
        node = Node(venv).ensure()
    if options.advice:
        return show_advice(venv)
    todo = checks.all_checks(venv, node)
    if options.fix:
        for check in todo:
            check.mend()
    with ThreadPoolExecutor(2) as pool:
        wrong = sum(pool.map(report, todo))
    say(
        f"{wrong} of {len(todo)} checks failed"
        if wrong
        else f"all {len(todo)} checks passed"
    )
    return min(wrong, 1)


def parser():
    """Return the command's options."""
    result = argparse.ArgumentParser("./dev lint", description=__doc__)
    result.add_argument("--fix", action="store_true", help="mend what can be mended")
    result.add_argument(
        "--advice",
        action="store_true",
        help="print what is no mistake but worth a look",
    )
    return result


def report(check):
    """Run a check and say how it went; tell whether it failed."""
    begun = time.monotonic()
    wrong = check.run()
    seconds = time.monotonic() - begun
    say(f"{'FAILED' if wrong else 'ok    '} {check.name} ({seconds:.1f} s)")
    if wrong:
        print(wrong, flush=True)
    return bool(wrong)


def show_advice(venv):
    """Print the advice of pylint, which fails nothing."""
    command = [
        venv.folder / "bin" / "pylint",
        "--rcfile=.pylintrc",
        "--exit-zero",
        *layout.installed_addons(),
    ]
    return subprocess.run(command, cwd=layout.ROOT).returncode
