"""Starting Odoo: configuration files, installs and upgrades, scripts in its shell."""

import configparser
import os
from pathlib import Path

from . import layout
from .progress import quietly

OPTIONS = {
    "data_dir": layout.DATA_DIR,
    "http_interface": "127.0.0.1",
    "list_db": False,
    "max_cron_threads": 0,
    "proxy_mode": False,
}


class Odoo:
    """The `odoo` program of an environment, with this checkout's addons."""

    def __init__(self, venv, variables):
        self.program = venv.folder / "bin" / "odoo"
        self.python = venv.python
        self.variables = variables

    def config(self, database, **options):
        """Write the configuration file for a database and return its path.

        The user's own file (ODOO_RC) is the ground, what belongs to this checkout is
        laid over it.
        """
        parser = configparser.RawConfigParser()
        own = os.environ.get("ODOO_RC")
        parser.read_string(Path(own).read_text() if own else "[options]\n")
        paths = [parser.get("options", "addons_path", fallback="")]
        paths += [layout.ROOT] if layout.installed_addons() else []
        ours = {
            **OPTIONS,
            "addons_path": ",".join(str(path) for path in paths if str(path)),
            **options,
        }
        ours.update(db_name=database, dbfilter=f"^{database}$")
        for name, value in ours.items():
            parser.set("options", name, str(value))
        path = layout.LOCAL / f"{database}.conf"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w") as output:
            parser.write(output)
        path.chmod(0o600)  # the user's own file may hold a password
        return path

    def command(self, database, *arguments):
        """Return the words that start Odoo on a database whose `config` was written."""
        program, *rest = arguments
        config = layout.LOCAL / f"{database}.conf"
        return [self.program, program, "-c", config, "-d", database, *rest]

    def install(self, database, install=(), upgrade=(), demo=False, log=None):
        """Install and upgrade modules; the log then holds Odoo's warnings."""
        arguments = ["server", "--stop-after-init", "--no-http", "--log-level=warn"]
        arguments += ["-i", ",".join(install)] if install else []
        arguments += ["-u", ",".join(upgrade)] if upgrade else []
        arguments += ["--with-demo"] if demo else []
        self.config(database)
        quietly(
            self.command(database, *arguments),
            f"Installing into {database}",
            log=log,
            env=self.variables,
        )

    def uninstall(self, database, module, log=None):
        """Remove a module and those that depend on it."""
        self.config(database)
        config = layout.LOCAL / f"{database}.conf"
        command = [self.program, "module", "uninstall", "-c", config, "-d", database]
        quietly([*command, module], f"Removing {module}", log=log, env=self.variables)

    def load_language(self, database, language=layout.LANGUAGE):
        """Activate a language beside English, with the terms of what is installed."""
        self.config(database)
        command = [
            self.program,
            "i18n",
            "loadlang",
            "-c",
            layout.LOCAL / f"{database}.conf",
            "-l",
            language,
        ]
        quietly(command, "Loading translations", env=self.variables)

    def script(self, database, name, **variables):
        """Run a file of devtools/scripts in Odoo's shell; it reads `variables`."""
        self.config(database)
        command = self.command(database, "shell", "--no-http", "--log-level=warn")
        text = (layout.SCRIPTS / name).read_bytes()
        quietly(
            command,
            f"The script {name}",
            env={**self.variables, **variables},
            input=text,
        )
