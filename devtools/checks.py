"""The checks of `./dev lint`: which program looks at which files."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import layout, words

JAVASCRIPT = (".js", ".cjs")
PRETTY = (".js", ".cjs", ".scss", ".xml", ".yml")


@dataclass
class Check:
    """One check: a program, or a function that returns lines about what is wrong.

    :ivar fix: the program that mends what it can, if there is one
    """

    name: str
    command: list = field(default_factory=list)
    fix: list = field(default_factory=list)
    function: Callable = None
    variables: dict = None

    def run(self):
        """Return what is wrong, as text; an empty text if nothing is."""
        return "\n".join(self.function()) if self.function else self._call(self.command)

    def mend(self):
        """Mend what the program can mend."""
        if self.fix:
            self._call(self.fix)

    def _call(self, command):
        """Return what a program says when it is not content."""
        done = subprocess.run(
            [str(word) for word in command],
            cwd=layout.ROOT,
            env=self.variables,
            capture_output=True,
            text=True,
        )
        said = (done.stdout + done.stderr).strip()
        return said or "failed" if done.returncode else ""


def tracked_files():
    """Return the repository's files, new ones included, ignored ones not."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    printed = subprocess.run(
        command, cwd=layout.ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [
        Path(line) for line in printed.splitlines() if (layout.ROOT / line).is_file()
    ]


def all_checks(venv, node):
    """Return every check, given the linters' environment and Node."""
    files = tracked_files()
    return [
        *python_checks(venv),
        *odoo_checks(venv, files),
        *browser_checks(node, files),
        *text_checks(venv, files),
    ]


def python_checks(venv):
    """Return the checks of any Python code."""
    ruff = venv.folder / "bin" / "ruff"
    return [
        Check(
            "ruff check",
            [ruff, "check", "--quiet", "--output-format=concise"],
            fix=[ruff, "check", "--quiet", "--fix"],
        ),
        Check(
            "ruff format",
            [ruff, "format", "--check"],
            fix=[ruff, "format", "--quiet"],
        ),
    ]


def odoo_checks(venv, files):
    """Return the checks of Odoo's own conventions."""
    addons = layout.installed_addons()
    if not addons:
        return []
    programs = venv.folder / "bin"
    return [
        Check(
            "pylint-odoo",
            [programs / "pylint", "--rcfile=.pylintrc-mandatory", *addons],
        ),
        Check("oca-checks", [programs / "oca-checks-odoo-module", *addons]),
        Check("outdated Odoo", function=lambda: words.outdated(files)),
    ]


def browser_checks(node, files):
    """Return the checks of what the browser gets, and of other structured text."""
    pretty = [path for path in files if path.suffix in PRETTY]
    scripts = [path for path in files if path.suffix in JAVASCRIPT]
    prettier, eslint = node.command("prettier"), node.command("eslint")
    return [
        Check(
            "prettier",
            [*prettier, "--check", *pretty],
            [*prettier, "--write", *pretty],
            variables=node.variables,
        ),
        Check(
            "eslint",
            [*eslint, *scripts],
            [*eslint, "--fix", *scripts],
            variables=node.variables,
        ),
    ]


def text_checks(venv, files):
    """Return the checks of translations, workflows and names."""
    programs = venv.folder / "bin"
    workflows = [path for path in files if path.match(".github/workflows/*.yml")]
    catalogues = [path for path in files if path.name == f"{layout.LANGUAGE}.po"]
    schema = [
        programs / "check-jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
    ]
    translations = [venv.python, layout.SCRIPTS / "check_translations.py", *catalogues]
    return [
        *([Check("workflows", [*schema, *workflows])] if workflows else []),
        *([Check("translations", translations)] if catalogues else []),
        Check("registries", function=lambda: words.registries(files)),
    ]
