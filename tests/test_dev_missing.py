"""What ./dev says without a network and without a browser: both really are missing."""

import os
import re
import shutil
import socket
import sys
from pathlib import Path

import pytest
from dev_checkout import Checkout

from devtools import environment, layout, odoo_source, system
from devtools.progress import Failure

NO_NETWORK = "There seems to be no network"


@pytest.fixture
def offline(monkeypatch, tmp_path):
    """Send everything that leaves this machine to a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, address)
    for name in ("no_proxy", "NO_PROXY", "PIP_FIND_LINKS", "PIP_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_RETRIES", "1")
    monkeypatch.setattr(layout, "SETUP_LOG", tmp_path / "setup.log")


def test_python_packages_without_a_network(offline, tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("no-such-package-anywhere==1\n")
    packages = environment.Environment("venv", [requirements])
    packages.python = sys.executable
    with pytest.raises(Failure, match=f"(?s)Python packages failed.*{NO_NETWORK}"):
        packages._install()


@pytest.mark.skipif(not shutil.which("apt-get"), reason="no apt-get here")
def test_odoo_without_a_network(offline, tmp_path, monkeypatch):
    monkeypatch.setattr(odoo_source, "mirror", lambda: "http://archive.invalid/debian")
    with pytest.raises(Failure, match=f"(?s)archive's lists failed.*{NO_NETWORK}"):
        odoo_source.download(tmp_path)


def programs_without(folder, *names):
    """Fill a folder with links to all programs of this machine but these."""
    folder.mkdir()
    for directory in os.environ["PATH"].split(os.pathsep):
        for program in Path(directory).glob("*"):
            link = folder / program.name
            if program.name not in names and not link.is_symlink():
                link.symlink_to(program)
    return folder


def test_no_browser(tmp_path):
    checkout = Checkout(tmp_path, layout.database_name("browser"))
    checkout.move_home()
    path = programs_without(tmp_path / "bin", "apt-get", *system.BROWSERS)
    checkout.variables["PATH"] = str(path)
    done = checkout.dev("test")
    assert done.returncode == 1
    missing, command = done.stderr.strip().splitlines()
    assert re.match("Missing on this machine: .*chromium.* need a browser", missing)
    assert re.search("sudo apt-get install .*chromium", command)
    made = {item.name for item in checkout.local.iterdir() if not item.is_symlink()}
    assert made == {"setup.lock", "test.lock"}, "nothing was begun"
