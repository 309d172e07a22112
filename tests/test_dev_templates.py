"""The test database: kept by --fast, made anew where what it needs is gone."""

import pytest

from devtools import layout, templates
from devtools.workbench import Workbench


@pytest.fixture
def bench(monkeypatch, tmp_path):
    """The workbench of a checkout without addons, whose databases are made quickly."""
    prefix = layout.database_name("templates")
    monkeypatch.setenv("BRANCH_DB_PREFIX", prefix)
    monkeypatch.setattr(layout, "LOCAL", tmp_path)
    monkeypatch.setattr(layout, "ADDONS", ())
    bench = Workbench()
    yield bench
    for name in bench.databases.names(f"{prefix}_"):
        bench.databases.drop(name)


def mark(bench, name):
    bench.databases.query("CREATE TABLE mark ()", name)


def is_marked(bench, name):
    return bench.databases.query("SELECT to_regclass('mark') IS NOT NULL", name) == [
        ["t"]
    ]


def test_last_test_database_is_kept(bench):
    name = templates.fresh_test_database(bench)
    mark(bench, name)
    assert templates.upgraded_test_database(bench) == name
    assert is_marked(bench, name)


def test_test_database_without_its_log_is_made_anew(bench):
    name = templates.fresh_test_database(bench)
    mark(bench, name)
    templates.install_log(name).unlink()
    assert templates.upgraded_test_database(bench) == name
    assert not is_marked(bench, name)
    assert templates.install_log(name).exists()


def test_template_without_its_log_is_made_anew(bench):
    template = templates.addons(bench)
    templates.install_log(template).touch()
    mark(bench, template)
    assert is_marked(bench, templates.addons(bench))
    templates.install_log(template).unlink()
    assert not is_marked(bench, templates.addons(bench))


def test_core_without_its_filestore_is_not_taken(bench):
    """As on a user's own server, after ./dev clean removed the home."""
    assert templates.is_whole(bench, templates.core(bench))
    name = layout.database_name("core")
    bench.databases.query(f"CREATE DATABASE {name}")
    assert not templates.is_whole(bench, name)
    (bench.databases.filestore / name).mkdir()
    assert templates.is_whole(bench, name)
