"""Virtual environments from pinned requirements, made when those change."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import layout, system
from .progress import Failure, quietly, step

OLDEST, NEWEST = (3, 10), (3, 13)
PREFERRED = (
    "python3.11",
    "python3.12",
    "python3.10",
    "python3.13",
)  # 3.11 is what CI runs on
SOURCE_PACKAGES = (
    "docopt,ofxparse"  # offered as pure Python source only: no compiler is needed
)


class Environment:
    """One virtual environment below HOME.

    Its folder is named after what it is made of: checkouts that share HOME and ask for
    different packages do not take each other's away.

    :param name: folder name, and the name in messages
    :param requirements: the requirement files that fill it
    """

    def __init__(self, name, requirements):
        self.name = name
        self.requirements = requirements
        self.base = interpreter()
        self.identity = layout.digest(*requirements, version_of(self.base))
        self.folder = layout.HOME / f"{name}-{self.identity}"
        self.python = self.folder / "bin" / "python"

    @property
    def site_packages(self):
        return next((self.folder / "lib").glob("python3.*/site-packages"))

    @property
    def is_complete(self):
        return self._complete.exists()

    @property
    def _complete(self):
        return self.folder / ".complete"

    def ensure(self):
        """Make the environment unless it is there."""
        if self.is_complete:
            return self
        system.check_disk()
        with step(f"Python packages ({self.name})"):
            shutil.rmtree(self.folder, ignore_errors=True)
            making = [self.base, "-m", "venv", self.folder]
            quietly(making, "Making a virtual environment")
            self._install()
        self._complete.touch()
        return self

    def _install(self):
        command = [
            self.python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
        command += ["--only-binary", ":all:", "--no-binary", SOURCE_PACKAGES]
        for path in self.requirements:
            command += ["-r", path]
        quietly(command, "Installing Python packages")


def odoo_environment():
    """The environment that Odoo and its tests run in."""
    files = [
        layout.REQUIREMENTS / "odoo.txt",
        layout.REQUIREMENTS / "test.txt",
        layout.ROOT / "requirements.txt",
    ]
    return Environment("venv", files)


def lint_environment():
    """The environment of the linters, apart from Odoo's pins."""
    return Environment("lint", [layout.REQUIREMENTS / "lint.txt"])


def interpreter():
    """Return a Python that Odoo 19 supports and that can make virtual environments."""
    candidates = [sys.executable] if OLDEST <= sys.version_info[:2] <= NEWEST else []
    candidates += filter(None, map(shutil.which, PREFERRED))
    found = next(filter(can_make_environments, candidates), None)
    if candidates and not found and not os.geteuid() and shutil.which("apt-get"):
        system.install(["python3-venv"])
        found = next(filter(can_make_environments, candidates), None)
    if not found:
        raise Failure(
            "Odoo 19 needs Python 3.10 to 3.13 with its venv module (3.11 is tested). "
            "On Debian: sudo apt-get install python3-venv"
        )
    return Path(found)


def can_make_environments(python):
    """Tell whether this Python holds what `python -m venv` needs."""
    trial = [python, "-c", "import ensurepip, venv"]
    return subprocess.run(trial, capture_output=True).returncode == 0


def version_of(python):
    """Return a Python's version and folder: a change of either makes new ones."""
    command = [python, "-c", "import sys; print(sys.version, sys.base_prefix)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
