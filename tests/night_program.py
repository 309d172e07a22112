"""Starts the program night_process.py on a database."""

import os
import subprocess

from devtools import gate, layout

PROGRAM = layout.ROOT / "tests" / "night_process.py"


def run(odoo, database, day, *whats):
    """Return how its processes ended; it must say nothing else."""
    done = subprocess.run(
        [odoo.python, PROGRAM, odoo.config(database), database, day, *whats],
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert gate.logged_warnings(done.stderr) == [], done.stderr
    return done.stdout.splitlines()
