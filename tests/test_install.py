"""An ordinary database before, with and after the addons.

One database lives through the whole life of the addons, once; each test looks at one
thing that was noted on the way. Ordinary contacts must not notice anything.
"""

import os

import pytest

from devtools import environment, gate, known, layout
from devtools.databases import Databases
from devtools.odoo import Odoo

CONTACTS = """
    INSERT INTO res_partner (
        name, complete_name, type, active, is_company, email, ref, lang, parent_id,
        user_id, company_id, create_uid, write_uid, create_date, write_date
    )
    SELECT 'Contact ' || n, 'Contact ' || n, 'contact', n % 10 > 0, n % 4 = 0,
           'contact' || n || '@example.com', 'REF' || n, 'en_US',
           CASE WHEN n % 5 = 0 THEN 1 END, CASE WHEN n % 3 = 0 THEN 2 END,
           CASE WHEN n % 2 = 0 THEN 1 END, 1, 1, now(), now()
      FROM generate_series(1, 300) n
"""
SCHEMA = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable
          FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """
        SELECT conrelid::regclass, conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "functions": """
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
    "storage": """
        SELECT relname, reloptions FROM pg_class
         WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    """,
    "triggers": """
        SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal
    """,
}
# What an addon adds rows to, and Odoo's removal of an addon takes them from. Not
# ir_model_constraint: of any addon, Odoo keeps the notes (though not the keys) of
# foreign keys on other addons' tables.
REGISTERED = (
    "ir_act_window",
    "ir_asset",
    "ir_config_parameter",
    "ir_cron",
    "ir_model",
    "ir_model_access",
    "ir_model_fields",
    "ir_model_fields_selection",
    "ir_model_relation",
    "ir_rule",
    "ir_ui_menu",
    "ir_ui_view",
    "mail_activity_type",
    "res_groups",
    "res_groups_privilege",
)


class Life:
    """The database, and what was seen at each stage of its life."""

    def __init__(self, databases, odoo, name, log):
        self.databases, self.odoo, self.name, self.log = databases, odoo, name, log
        self.contacts, self.schema, self.registered, self.states = {}, {}, {}, {}
        self.partner_columns = [
            row[0]
            for row in self.query(
                "SELECT quote_ident(column_name) FROM information_schema.columns"
                " WHERE table_name = 'res_partner' ORDER BY 1"
            )
        ]

    def query(self, sql):
        return self.databases.query(sql, self.name)

    def look(self, stage):
        """Note what the database holds at a stage."""
        columns = ", ".join(self.partner_columns)
        contacts = "SELECT {} FROM res_partner WHERE ref LIKE 'REF%' ORDER BY id"
        self.contacts[stage] = self.query(contacts.format(columns))
        self.schema[stage] = {
            part: {"|".join(row) for row in self.query(sql)}
            for part, sql in SCHEMA.items()
        }
        self.registered[stage] = {
            table: self.query(f"SELECT count(*) FROM {table}")[0][0]
            for table in REGISTERED
        }
        modules = (
            "SELECT name, state FROM ir_module_module WHERE name LIKE 'branch\\_%'"
        )
        self.states[stage] = dict(self.query(modules))


@pytest.fixture(scope="module")
def life():
    """Live the whole life: install, upgrade, uninstall, install again."""
    databases = Databases(os.environ, layout.FILESTORE)
    odoo = Odoo(environment.odoo_environment(), os.environ)
    name, ours = layout.database_name("install"), layout.installed_addons()
    log = layout.LOCAL / f"{name}.log"
    log.unlink(missing_ok=True)
    databases.clone(os.environ["BRANCH_CORE_TEMPLATE"], name)
    life = Life(databases, odoo, name, log)
    life.query(CONTACTS)
    life.look("before")
    odoo.install(name, install=ours, log=log)
    life.look("installed")
    odoo.install(name, upgrade=ours, log=log)
    life.look("upgraded")
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


@pytest.mark.parametrize(
    "stage", ["installed", "upgraded", "uninstalled", "installed again"]
)
def test_ordinary_contacts_are_as_they_were(life, stage):
    assert len(life.contacts["before"]) == 300
    assert life.contacts[stage] == life.contacts["before"]


def test_upgrade_changes_no_structure(life):
    assert life.schema["upgraded"] == life.schema["installed"]
    assert life.registered["upgraded"] == life.registered["installed"]


@pytest.mark.parametrize("part", SCHEMA)
def test_uninstall_leaves_no_structure(life, part):
    left = life.schema["uninstalled"][part] - life.schema["before"][part]
    assert not left
    assert life.schema["uninstalled"][part] == life.schema["before"][part]


def test_uninstall_leaves_no_records(life):
    assert life.registered["uninstalled"] == life.registered["before"]


def test_second_install_is_like_the_first(life):
    assert life.schema["installed again"] == life.schema["installed"]
    assert life.registered["installed again"] == life.registered["installed"]


def test_nothing_is_warned_of(life):
    warnings = gate.logged_warnings(life.log.read_text())
    entries = known.read(layout.ROOT / "tests" / "known_warnings.txt")
    assert gate.unaccepted_warnings(warnings, entries) == []
