"""The embedded PostgreSQL: where it lives, and that it survives a crash."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from devtools import environment, postgres

ROOT_USER, ORDINARY_USER = 0, 1000


@pytest.fixture
def folder():
    """A folder that anybody may enter, as a checkout below /home or /srv is."""
    path = Path(tempfile.mkdtemp(prefix="branch-"))
    path.chmod(0o755)
    (path / "wheel").mkdir()
    yield path
    shutil.rmtree(path)


def test_open_folder_holds_the_cluster(folder):
    for user in (ROOT_USER, ORDINARY_USER):
        place = postgres.choose_place(folder, folder / "wheel", user)
        assert place.state == folder / "pg"
        assert place.install == folder / "wheel"


def test_closed_folder_sends_only_root_away(folder):
    folder.chmod(0o700)
    place = postgres.choose_place(folder, folder / "wheel", ROOT_USER)
    assert place.state.parent == Path("/var/tmp")
    assert place.install.is_relative_to(place.state)
    assert place.install.name == "wheel"
    own = postgres.choose_place(folder, folder / "wheel", ORDINARY_USER)
    assert own.state == folder / "pg"


def test_deep_folder_keeps_the_socket_path_short(folder):
    deep = folder / ("x" * 100)
    place = postgres.choose_place(deep, folder / "wheel", ORDINARY_USER)
    assert place.state.parent == Path("/var/tmp")
    assert place.install == folder / "wheel"


def test_server_comes_back_after_a_crash(folder):
    packaged = environment.odoo_environment().site_packages
    server = postgres.EmbeddedPostgres(packaged, home=folder)
    server.ensure()
    assert server.place.data.stat().st_mode & 0o777 == 0o700
    assert server.place.socket.stat().st_mode & 0o777 == 0o700
    number = (server.place.data / "postmaster.pid").read_text().splitlines()[0]
    os.kill(int(number), signal.SIGKILL)
    server.ensure()
    assert server.stop()
    assert not server.stop()
    if server.place.state.parent == Path("/var/tmp"):
        shutil.rmtree(server.place.state)
