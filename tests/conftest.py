"""What several test files share."""

import os

import pytest

from devtools import environment, layout
from devtools.databases import Databases
from devtools.odoo import Odoo


@pytest.fixture(scope="session")
def databases():
    return Databases(os.environ, layout.FILESTORE)


@pytest.fixture(scope="session")
def odoo():
    return Odoo(environment.odoo_environment(), os.environ)


@pytest.fixture(scope="session")
def addons_database(databases, odoo):
    """The name of a database with both addons and nothing else, to be copied."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = layout.database_name(f"plain{worker}")
    databases.clone(os.environ["BRANCH_CORE_TEMPLATE"], name)
    odoo.install(name, install=layout.installed_addons())
    yield name
    databases.drop(name)
