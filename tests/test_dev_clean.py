"""./dev clean and stop: they remove and end what they say, and nothing else."""

import re

import pytest
from dev_checkout import Checkout

from devtools import environment, layout
from devtools.postgres import EmbeddedPostgres

PREFIX = layout.database_name("clean")
OWN = (f"{PREFIX}_demo", f"{PREFIX}_test")
# What a careless pattern would take for ours.
OTHERS = (f"{PREFIX}x_demo", f"{PREFIX.replace('_', 'x')}_demo")


@pytest.fixture
def checkout(tmp_path):
    checkout = Checkout(tmp_path, PREFIX)
    yield checkout
    checkout.dev("clean")


@pytest.fixture
def made(databases):
    """Databases of this checkout and of others, with their filestores."""
    for name in (*OWN, *OTHERS):
        databases.drop(name)
        databases.query(f'CREATE DATABASE "{name}"')
        (databases.filestore / name).mkdir(parents=True)
    yield (*OWN, *OTHERS)
    for name in (*OWN, *OTHERS):
        databases.drop(name)


def files(folder):
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


def test_clean_in_a_shared_home(checkout, databases, made):
    before = files(checkout.folder)
    checkout.local.mkdir()
    (checkout.local / "setup.log").write_text("noted\n")
    answer = checkout.dev("clean")
    assert answer.returncode == 0, answer.stderr
    dropped = re.findall(r"dropped database (\S+)", answer.stdout)
    assert sorted(dropped) == sorted(OWN)
    assert f"{layout.HOME} kept" in answer.stdout
    assert f"removing {checkout.local} " in answer.stdout
    assert files(checkout.folder) == before
    left = [name for name in made if databases.exists(name)]
    assert left == [*OTHERS]
    assert [name for name in made if (databases.filestore / name).exists()] == left
    assert environment.odoo_environment().is_complete


def test_own_home_is_stopped_and_removed(checkout, databases):
    before = files(checkout.folder)
    checkout.move_home()
    packages = next(checkout.local.glob("venv-*/lib/*/site-packages"))
    place = EmbeddedPostgres(packages, home=checkout.local).place
    assert "no PostgreSQL of ours ran" in checkout.dev("stop").stdout
    for end in (("stop",), ("clean",)):
        started = checkout.dev("psql")
        assert "embedded PostgreSQL" in started.stdout
        assert "no demo database yet" in started.stderr
        assert (place.data / "postmaster.pid").exists()
        answer = checkout.dev(*end)
        assert answer.returncode == 0, answer.stderr
        assert not (place.data / "postmaster.pid").exists()
    removed = re.findall(r"removing (\S+) ", answer.stdout)
    assert set(removed) == {
        str(path)
        for path in (checkout.local, place.state)
        if path == checkout.local or not path.is_relative_to(checkout.local)
    }
    assert not place.state.exists()
    assert files(checkout.folder) == before
    assert environment.odoo_environment().is_complete, "a link was not followed"
    assert databases.exists(layout.database_name("test"))
