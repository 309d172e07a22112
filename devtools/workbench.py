"""The workbench: what every command that touches Odoo needs, made ready in order."""

import configparser
import contextlib
import fcntl
import os
from functools import cached_property
from pathlib import Path

from . import environment, layout, odoo_source, system
from .databases import Databases
from .odoo import Odoo
from .postgres import EmbeddedPostgres
from .progress import Failure, say

CLIENT_VARIABLES = {
    "db_host": "PGHOST",
    "db_port": "PGPORT",
    "db_user": "PGUSER",
    "db_password": "PGPASSWORD",
}


@contextlib.contextmanager
def locked(folder, name, waiting_for):
    """Hold a lock file, saying what is waited for when somebody else holds it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for {waiting_for}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


class Workbench:
    """Packages, Odoo and PostgreSQL, ready to use.

    Set PGHOST, or ODOO_RC with a configuration file of Odoo's, to use a PostgreSQL
    server of your own: then ours is not started. The role needs the right to create
    databases.
    """

    def __init__(self, for_tests=False):
        with locked(layout.HOME, "setup", "another set-up to finish"):
            system.ensure_packages(for_tests)
            self.venv = environment.odoo_environment().ensure()
            self.source = odoo_source.ensure(self.venv)
            self.postgres = EmbeddedPostgres(self.venv.site_packages)
            if not has_own_server():
                self.postgres.ensure()

    @cached_property
    def variables(self):
        """The environment variables of everything that is started."""
        variables = {**os.environ, "LC_ALL": "C.UTF-8"}
        variables.pop(
            "PYTHONDONTWRITEBYTECODE", None
        )  # reading Odoo anew takes 8 seconds each time
        programs = [
            str(self.venv.folder / "bin"),
            variables["PATH"],
            str(self.postgres.packaged / "bin"),
        ]
        if has_own_server():
            variables.update(own_server())
        else:
            variables.update(self.postgres.environment())
            programs.insert(1, str(self.postgres.place.programs))
        variables["PATH"] = os.pathsep.join(programs)
        return variables

    @cached_property
    def databases(self):
        return Databases(self.variables, layout.FILESTORE)

    @cached_property
    def odoo(self):
        return Odoo(self.venv, self.variables)

    @property
    def core_identity(self):
        """A text that changes with whatever a core database is made of."""
        return layout.digest(
            odoo_source.identity(self.source),
            self.venv.identity,
            layout.CORE_MODULES,
            layout.LANGUAGE,
        )


def has_own_server():
    """Tell whether the user named a PostgreSQL server."""
    return bool(os.environ.get("PGHOST") or os.environ.get("ODOO_RC"))


def own_server():
    """Return the client programs' variables for the server that ODOO_RC names."""
    path = os.environ.get("ODOO_RC")
    if not path:
        return {}
    if not Path(path).is_file():
        raise Failure(f"ODOO_RC={path} is no file, and must be Odoo's configuration.")
    options = configparser.RawConfigParser()
    options.read_string(Path(path).read_text())
    named = {
        variable: options.get("options", name, fallback="")
        for name, variable in CLIENT_VARIABLES.items()
    }
    return {
        variable: value
        for variable, value in named.items()
        if value not in ("", "False")
    }
