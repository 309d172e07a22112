"""A checkout of its own, in which ./dev may run, stop and clean."""

import os
import shutil
import subprocess

from devtools import environment, layout, odoo_source, templates
from devtools.workbench import Workbench

FOLDERS = ("devtools", "tests/bench", *layout.ADDONS)
FILES = ("dev", "requirements.txt")
PATIENCE = 300  # seconds after which a command is given up
SERVER_VARIABLES = ("PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "ODOO_RC")


class Checkout:
    """A copy of the files that ./dev works with.

    It shares packages, Odoo and PostgreSQL with the tests, unless it is given a home of
    its own. Its databases begin with ``prefix``.
    """

    def __init__(self, folder, prefix):
        self.folder, self.local, self.prefix = folder, folder / ".dev", prefix
        for name in FOLDERS:
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(layout.ROOT / name, folder / name, ignore=ignored)
        for name in FILES:
            shutil.copy(layout.ROOT / name, folder / name)
        source = odoo_source.ensure(environment.odoo_environment())
        self.variables = {
            **os.environ,
            "BRANCH_DB_PREFIX": prefix,
            "BRANCH_DEV_HOME": str(layout.HOME),
            "ODOO_SOURCE": str(source),
        }

    def move_home(self):
        """Give the checkout a home without a server; its packages are only a link."""
        for name in ("BRANCH_DEV_HOME", *SERVER_VARIABLES):
            self.variables.pop(name, None)
        packages = environment.odoo_environment().folder
        self.local.mkdir()
        (self.local / packages.name).symlink_to(packages)

    def copy_database(self, databases, template, kind):
        """Make a database of a kind that ./dev finds up to date; return its name."""
        name = f"{self.prefix}_{kind}"
        databases.clone(template, name)
        databases.set_stamp(name, templates.state(Workbench()))
        self.local.mkdir(exist_ok=True)
        (self.local / f"{name}.install.log").touch()
        return name

    def dev(self, *arguments, said=""):
        """Run a command to its end; it reads what is said to it."""
        return subprocess.run(
            [self.folder / "dev", *arguments],
            env=self.variables,
            input=said,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def start(self, *arguments):
        """Start a command that goes on; what it prints goes to a file."""
        with (self.folder / "printed.txt").open("w") as printed:
            return subprocess.Popen(
                [self.folder / "dev", *arguments],
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )

    @property
    def printed(self):
        return (self.folder / "printed.txt").read_text()
