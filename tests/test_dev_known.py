"""The lists of accepted skips and warnings, and the gate that reads them."""

import os
import subprocess
import sys

import pytest

from devtools import gate, known, layout

LOG = """2026-05-04 07:00:00,123 12 INFO bank odoo.modules: loading
2026-05-04 07:00:01,123 12 WARNING bank odoo.models: something is odd
and this is why
2026-05-04 07:00:02,123 12 INFO bank odoo.modules: loaded
2026-05-04 07:00:03,123 12 ERROR ? odoo.sql_db: bad query
"""

PREAMBLE = """
import logging, pytest, unittest
from odoo.tools import mute_logger

CASE, LOGGER = unittest.TestCase(), logging.getLogger("odoo.x")

"""


def test_entry_takes_the_comment_above_as_its_reason(tmp_path):
    path = tmp_path / "known.txt"
    path.write_text("# The embedded server\n# lacks it.\npg_trgm\n")
    (entry,) = known.read(path)
    assert entry.reason == "The embedded server lacks it."
    assert known.unlisted(["no pg_trgm here", "other"], [entry]) == ["other"]


def test_entry_without_reason_is_refused(tmp_path):
    path = tmp_path / "known.txt"
    path.write_text("# A heading.\n\npg_trgm\n")
    with pytest.raises(ValueError, match="pg_trgm.*reason"):
        known.read(path)


def test_missing_list_is_empty(tmp_path):
    assert known.read(tmp_path / "none.txt") == []


def test_own_lists_can_be_read():
    assert known.read(layout.ROOT / "tests" / "known_warnings.txt")
    known.read(layout.ROOT / "tests" / "known_skips.txt")


def test_log_gives_warnings_with_their_further_lines():
    odd, bad = gate.logged_warnings(LOG)
    assert odd.endswith("something is odd\nand this is why")
    assert bad.endswith("ERROR ? odoo.sql_db: bad query")


def test_warning_about_us_is_never_accepted(tmp_path):
    path = tmp_path / "known.txt"
    path.write_text("# All is well.\n.\n")
    about_us = "WARNING odoo.models: relationship.touchpoint has no access rule"
    texts = ["WARNING odoo.models: something", about_us]
    assert gate.unaccepted_warnings(texts, known.read(path)) == [about_us]


@pytest.mark.parametrize("processes", ["0", "2"])
@pytest.mark.parametrize(
    ("body", "code", "shown"),
    [
        ("pass", 0, "1 passed"),
        ("pytest.skip('no browser')", 1, "skipped: test_it.py::test_it"),
        ("LOGGER.error('broken')", 1, "ERROR odoo.x: broken"),
        ("with mute_logger('odoo.x'): LOGGER.error('meant')", 0, "1 passed"),
        ("with CASE.assertLogs('odoo.x'): LOGGER.error('meant')", 0, "1 passed"),
        ("raise ValueError", 1, "1 failed"),
    ],
)
def test_gate_turns_the_run_red(tmp_path, body, code, shown, processes):
    (tmp_path / "test_it.py").write_text(f"{PREAMBLE}def test_it():\n    {body}\n")
    command = [sys.executable, "-m", "pytest", "--rootdir=.", "-p", "no:odoo"]
    command += ["-n", processes, "-p", "devtools.gate", "test_it.py"]
    env = {**os.environ, "PYTHONPATH": str(layout.ROOT), "BRANCH_INSTALL_LOG": ""}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.returncode == code, done.stdout
    assert shown in done.stdout
