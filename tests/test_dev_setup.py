"""What ./dev says when it cannot go on, and where it puts things."""

import socket
import subprocess
import sys

import pytest

from devtools import layout, odoo_source, progress, system
from devtools.progress import Failure


def release(folder, series):
    """Make a folder look like a checkout of Odoo."""
    (folder / "odoo").mkdir()
    (folder / "odoo" / "release.py").write_text(
        f"version_info = ({series}, 0, FINAL)\n"
    )
    return folder


def test_port_in_use_names_another():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        with pytest.raises(Failure, match=f"Port {port} is taken.*--port {port + 1}"):
            system.check_port(port)


def test_full_disk_is_noticed_before_the_work():
    with pytest.raises(Failure, match="1.0 GB left"):
        system.check_disk(free=1024**3)
    system.check_disk(free=5 * 1024**3)


def test_own_source_must_be_odoo(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(tmp_path))
    with pytest.raises(Failure, match="no checkout of Odoo"):
        odoo_source.own_source()


def test_own_source_is_taken(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_SOURCE", str(release(tmp_path, "19, 0")))
    assert odoo_source.own_source() == tmp_path
    odoo_source.check_release(tmp_path)


@pytest.mark.parametrize("series", ["18, 0", "19, 1"])
def test_other_odoo_is_refused(tmp_path, series):
    shown = series.replace(", ", ".")
    with pytest.raises(Failure, match=f"is Odoo {shown}, .*ODOO_SOURCE"):
        odoo_source.check_release(release(tmp_path, series))


@pytest.mark.parametrize(
    ("log", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("Temporary failure resolving 'archive'", "no network"),
        ("npm error code EAI_AGAIN", "no network"),
        ("E: Unable to locate package chromium", "is there a network"),
        ("ERROR: No matching distribution found for lxml", "Python 3.11"),
    ],
)
def test_log_gives_advice(log, advice):
    assert advice in progress.hint(log)


def test_no_advice_for_the_unknown():
    assert progress.hint("segmentation fault") == ""


def test_failed_command_shows_the_end_of_its_log(tmp_path, capsys):
    log = tmp_path / "log"
    command = [sys.executable, "-c", "print('No space left on device'); exit(3)"]
    with pytest.raises(
        Failure, match=r"(?s)Trying failed \(exit code 3\).*disk is full"
    ):
        progress.quietly(command, "Trying", log=log)
    assert "No space left" in capsys.readouterr().err


def test_missing_program_is_named(tmp_path):
    with pytest.raises(Failure, match="no-such-program is not installed"):
        progress.quietly(["no-such-program"], "Trying", log=tmp_path / "log")


def test_checkouts_have_databases_of_their_own(tmp_path, monkeypatch):
    monkeypatch.delenv("BRANCH_DB_PREFIX", raising=False)
    one, other = tmp_path / "a" / "My Bank", tmp_path / "b" / "My Bank"
    assert layout.database_prefix(one).startswith("my_bank_")
    assert layout.database_prefix(one) != layout.database_prefix(other)
    monkeypatch.setenv("BRANCH_DB_PREFIX", "mine")
    assert layout.database_prefix(one) == "mine"


def test_commands_explain_themselves():
    done = subprocess.run(
        [layout.ROOT / "dev", "--help"], capture_output=True, text=True, check=True
    )
    assert "run    Serve Odoo" in done.stdout
    assert "test   Run all tests" in done.stdout
