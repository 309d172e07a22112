"""An ordinary database before, with and after the addons.

One database lives through the whole life of the addons, once, and through a night with
customers and deliveries; each test looks at one thing that was noted on the way.
Ordinary contacts must not notice anything.
"""

import os

import addons_life
import night_program
import pytest

from devtools import gate, known, layout

DAY = "2026-09-23"


@pytest.fixture(scope="module")
def life(databases, odoo):
    """Live the whole life: install, upgrade, work, uninstall, install again."""
    name, ours = layout.database_name("install"), layout.installed_addons()
    log = layout.LOCAL / f"{name}.log"
    log.unlink(missing_ok=True)
    databases.clone(os.environ["BRANCH_CORE_TEMPLATE"], name)
    life = addons_life.Life(databases, name)
    life.query(addons_life.CONTACTS)
    life.look("before")
    odoo.install(name, install=ours, log=log)
    life.look("installed")
    odoo.install(name, upgrade=ours, log=log)
    life.look("upgraded")
    ends = night_program.run(odoo, name, DAY, "build", "deliveries", "night")
    assert all(end.endswith("ended") for end in ends), ends
    life.bank = life.count(addons_life.BANK_TABLES)
    life.look("worked")
    odoo.uninstall(name, layout.ADDONS[0], log=log)
    life.look("uninstalled")
    odoo.install(name, install=ours, log=log)
    life.look("installed again")
    yield life
    databases.drop(name)


def test_addons_come_and_go(life):
    ours = layout.installed_addons()
    for stage in ("installed", "upgraded", "installed again"):
        assert life.states[stage] == dict.fromkeys(ours, "installed"), stage
    for stage in ("before", "uninstalled"):
        assert life.states[stage] == dict.fromkeys(ours, "uninstalled"), stage


@pytest.mark.parametrize("table", addons_life.CONTACT_ROWS)
@pytest.mark.parametrize(
    "stage", ["installed", "upgraded", "worked", "uninstalled", "installed again"]
)
def test_ordinary_contacts_are_as_they_were(life, stage, table):
    _which, count = addons_life.CONTACT_ROWS[table]
    assert len(life.contacts["before"][table]) == count
    assert life.contacts[stage][table] == life.contacts["before"][table]


def test_there_was_a_bank_to_remove(life):
    assert all(life.bank.values()), life.bank


def test_upgrade_changes_no_structure(life):
    assert life.schema["upgraded"] == life.schema["installed"]
    assert life.registered["upgraded"] == life.registered["installed"]


@pytest.mark.parametrize("part", addons_life.SCHEMA)
def test_uninstall_leaves_no_structure(life, part):
    left = life.schema["uninstalled"][part] - life.schema["before"][part]
    assert not left
    assert life.schema["uninstalled"][part] == life.schema["before"][part]


def test_uninstall_leaves_no_records(life):
    assert life.registered["uninstalled"] == life.registered["before"]


def test_uninstall_leaves_nothing_that_names_us(life):
    named = life.named["uninstalled"]
    assert not {place: count for place, count in named.items() if count}
    assert any(life.named["worked"].values())


def test_second_install_is_like_the_first(life):
    assert life.schema["installed again"] == life.schema["installed"]
    assert life.registered["installed again"] == life.registered["installed"]


def test_nothing_is_warned_of(life):
    log = layout.LOCAL / f"{life.name}.log"
    warnings = gate.logged_warnings(log.read_text())
    entries = known.read(layout.ROOT / "tests" / "known_warnings.txt")
    assert gate.unaccepted_warnings(warnings, entries) == []
