"""PGHOST and ODOO_RC lead ./dev to a server of the user's own; ours is not started."""

import os

import pytest
from dev_checkout import Checkout

from devtools import layout
from devtools.postgres import EmbeddedPostgres

WHERE = "print(env.cr.dbname, odoo.tools.config['limit_time_real_cron'])\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, databases, addons_database):
    """A checkout whose home has no server; its demo is on the tests' server."""
    folder = tmp_path_factory.mktemp("own")
    checkout = Checkout(folder, layout.database_name("own"))
    checkout.move_home()
    demo = checkout.copy_database(databases, addons_database, "demo")
    yield checkout
    checkout.dev("clean")
    databases.drop(demo)


@pytest.fixture
def own(checkout, monkeypatch):
    """Return a function that runs a command with these variables."""

    def dev(command, said, **variables):
        for name, value in variables.items():
            monkeypatch.setitem(checkout.variables, name, value)
        return checkout.dev(command, said=said)

    yield dev
    packages = next(checkout.local.glob("venv-*/lib/*/site-packages"))
    place = EmbeddedPostgres(packages, home=checkout.local).place
    assert not place.state.exists(), "our own server was started"


def test_pghost(own):
    server = {"PGHOST": os.environ["PGHOST"], "PGUSER": os.environ["PGUSER"]}
    answer = own("psql", "SELECT current_database()", **server)
    assert layout.database_name("own") + "_demo" in answer.stdout, answer.stderr


def test_odoo_rc(own, tmp_path):
    configuration = tmp_path / "odoo.conf"
    configuration.write_text(
        f"[options]\ndb_host = {os.environ['PGHOST']}\n"
        f"db_user = {os.environ['PGUSER']}\nlimit_time_real_cron = 77\n"
    )
    answer = own("shell", WHERE, ODOO_RC=str(configuration))
    assert answer.stdout == f"{layout.database_name('own')}_demo 77\n", answer.stderr


def test_server_that_is_not_there(own, tmp_path):
    answer = own("psql", "SELECT 1", PGHOST=str(tmp_path))
    assert answer.returncode == 1
    assert "PostgreSQL does not do as told" in answer.stderr
    assert str(tmp_path) in answer.stderr and "Traceback" not in answer.stderr


def test_configuration_that_is_not_there(own, tmp_path):
    answer = own("psql", "SELECT 1", ODOO_RC=str(tmp_path / "none.conf"))
    assert answer.returncode == 1
    assert f"ODOO_RC={tmp_path / 'none.conf'} is no file" in answer.stderr
