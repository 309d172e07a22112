"""./dev run, shell and stop: the real server, on a database made beforehand."""

import json
import re
import socket
import time
import urllib.request
from subprocess import Popen

import pytest
from dev_checkout import PATIENCE, Checkout

from devtools import layout

MAKE_RUTH = (
    "env['res.users'].create({'name': 'Ruth', 'login': 'ruth', 'password': 'ruth', "
    "'group_ids': [(4, env.ref('branch_relationship.branch_relationship_group_rm').id)]"
    "}); env.cr.commit(); print('made in', env.cr.dbname)\n"
)
USERS = {
    "admin": "Administrator, Odoo's administrator",
    "ruth": "Ruth, relationship manager",
}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, databases):
    checkout = Checkout(tmp_path_factory.mktemp("run"), layout.database_name("run"))
    yield checkout
    for name in databases.names(f"{checkout.prefix}_"):
        databases.drop(name)


@pytest.fixture(scope="module")
def demo(checkout, databases, addons_database):
    return checkout.copy_database(databases, addons_database, "demo")


@pytest.fixture(scope="module")
def shell(checkout, demo):
    """What the shell answered when a relationship manager was made there."""
    return checkout.dev("shell", said=MAKE_RUTH)


@pytest.fixture(scope="module")
def server(checkout, shell):
    """The process and the port of a server that ./dev run started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = checkout.start("run", f"--port={port}")
    try:
        wait_for(process, port, checkout)
        yield process, port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(process, port, checkout):
    deadline = time.monotonic() + PATIENCE
    while not is_listening(port):
        assert process.poll() is None and time.monotonic() < deadline, checkout.printed
        time.sleep(0.1)


def is_listening(port):
    with socket.socket() as probe:
        return not probe.connect_ex(("127.0.0.1", port))


def log_in(port, database, login):
    """Return the name of the user whose password is the login."""
    params = {"db": database, "login": login, "password": login}
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/web/session/authenticate",
        json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)["result"]["name"]


def test_shell_before_the_first_run(checkout, databases):
    assert not databases.exists(f"{checkout.prefix}_demo")
    answer = checkout.dev("shell", said=MAKE_RUTH)
    assert answer.returncode == 1
    assert "no demo database yet: `./dev run` makes it" in answer.stderr


def test_shell_executes_a_line(shell, demo, databases):
    assert (shell.returncode, shell.stdout) == (0, f"made in {demo}\n"), shell.stderr
    made = databases.query("SELECT login FROM res_users WHERE login = 'ruth'", demo)
    assert made == [["ruth"]]


def test_run_on_a_taken_port(checkout):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        answer = checkout.dev("run", f"--port={port}")
    assert answer.returncode == 1
    assert f"Port {port} is taken" in answer.stderr
    assert f"./dev run --port {port + 1}" in answer.stderr


def test_run_shows_odoo(server, demo, databases):
    _process, port = server
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:
        assert page.status == 200 and "/web/login" in page.url
        assert 'name="password"' in page.read().decode()
    # Odoo keeps the address by which its administrator came last; nobody has yet.
    key = "SELECT value FROM ir_config_parameter WHERE key = 'web.base.url'"
    assert databases.query(key, demo) == [[f"http://localhost:{port}"]]


def test_run_prints_its_address_and_who_can_log_in(checkout, server, demo):
    _process, port = server
    assert f"http://localhost:{port} " in checkout.printed
    assert "the password is the login" in checkout.printed
    printed = dict(re.findall(r"^    (\S+) +(.+)$", checkout.printed, re.M))
    assert printed == USERS
    for login, words in printed.items():
        assert log_in(port, demo, login) == words.split(", ")[0]


def test_second_run_names_the_first(checkout, server):
    process, port = server
    answer = checkout.dev("run", f"--port={port + 1}")
    assert answer.returncode == 1
    assert f"runs already (process {process.pid})" in answer.stderr
    assert "`./dev stop` ends it" in answer.stderr
    assert is_listening(port)


def test_stop_ends_the_server_alone(checkout, server, databases):
    process, port = server
    stopping = Popen(
        [checkout.folder / "dev", "stop"], env=checkout.variables, stdout=-1
    )
    assert process.wait(PATIENCE) is not None
    said = stopping.communicate(timeout=PATIENCE)[0].decode()
    assert "server ended" in said and "PostgreSQL is left running" in said
    assert not is_listening(port)
    assert databases.exists(f"{checkout.prefix}_demo")
    assert "no server ran" in checkout.dev("stop").stdout
