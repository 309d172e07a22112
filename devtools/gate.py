"""A pytest plugin that keeps a green run honest.

It turns a run red that skipped a test, or in which Odoo logged a warning, unless
tests/known_skips.txt or tests/known_warnings.txt list it with a reason. A warning that
names our addons is never accepted. Records that a test expects (mute_logger,
assertLogs) do not get here: both cut the logger off from the root.

With several processes (pytest-xdist) each sends its warnings to the first, which
judges.
"""

import logging
import os
import re
from pathlib import Path

import pytest

from . import known, layout

OURS = re.compile(r"branch_relationship|relationship\.[a-z]")
LOG_LINE = re.compile(r"^\d{4}-\d\d-\d\d \S+ \d+ (WARNING|ERROR|CRITICAL) ")


def pytest_configure(config):
    config.pluginmanager.register(Gate(layout.ROOT / "tests"), "gate")


def unaccepted_warnings(texts, entries):
    """Return the warnings that are not listed, or that are about us."""
    about_us = [text for text in texts if OURS.search(text)]
    others = [text for text in texts if not OURS.search(text)]
    return about_us + known.unlisted(others, entries)


def logged_warnings(log_text):
    """Return the warnings in what an Odoo process printed, with their further lines."""
    entries = []
    for line in log_text.splitlines():
        if LOG_LINE.match(line):
            entries.append(line)
        elif entries and not re.match(r"^\d{4}-\d\d-\d\d ", line):
            entries[-1] += f"\n{line}"
    return entries


class Collector(logging.Handler):
    """Keeps what is logged from WARNING upward, with the test that ran."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts = []

    def emit(self, record):
        test = os.environ.get("PYTEST_CURRENT_TEST", "outside a test")
        self.texts.append(
            f"{record.levelname} {record.name}: {record.getMessage()} [{test}]"
        )


class Gate:
    """Watches one session."""

    def __init__(self, lists):
        self.known_skips = known.read(lists / "known_skips.txt")
        self.known_warnings = known.read(lists / "known_warnings.txt")
        self.skips = []
        self.collector = Collector()
        self.problems = []

    def pytest_sessionstart(self):
        logging.getLogger().addHandler(self.collector)

    def pytest_collectreport(self, report):
        self._note_skip(report)

    def pytest_runtest_logreport(self, report):
        self._note_skip(report)

    def _note_skip(self, report):
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = (
                report.longrepr[2]
                if isinstance(report.longrepr, tuple)
                else report.longrepr
            )
            self.skips.append(f"{report.nodeid}: {reason}")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node):
        self.collector.texts += getattr(node, "workeroutput", {}).get("warnings", [])

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        logging.getLogger().removeHandler(self.collector)
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["warnings"] = self.collector.texts
            return
        log = Path(os.environ.get("BRANCH_INSTALL_LOG") or os.devnull).read_text(
            errors="replace"
        )
        warnings = [
            f"{text} [while installing]" for text in logged_warnings(log)
        ] + self.collector.texts
        self.problems = [
            f"skipped: {text}" for text in known.unlisted(self.skips, self.known_skips)
        ]
        self.problems += unaccepted_warnings(warnings, self.known_warnings)
        if self.problems and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter):
        if not self.problems:
            return
        terminalreporter.section(
            "skips and warnings that are not accepted", sep="=", red=True, bold=True
        )
        for text in dict.fromkeys(self.problems):
            terminalreporter.line(text)
        terminalreporter.line(
            "Mend them, or list them with a reason in tests/known_*.txt."
        )
