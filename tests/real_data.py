"""The real banks' data beside the checkout, as deliveries; see its README there."""

import csv
import os
import pathlib
import subprocess
import sys
import tempfile

from odoo.fields import Command
from odoo.tests import TransactionCase

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = pathlib.Path(os.environ.get("BRANCH_SHARED", ROOT.parent / "shared"))
MAKER = SHARED / "data" / "make_feed.py"
KINDS = ("branches", "products", "customers", "holdings")
RM = "branch_relationship.branch_relationship_group_rm"
HEAD = "branch_relationship.branch_relationship_group_head"
ADMIN = "branch_relationship.branch_relationship_group_admin"


class RealDataCase(TransactionCase):
    """Delivers ``bank`` (berka or uci) to a company of its own, as its administrator.

    Heads and relationship managers are users before the first delivery; they become
    members of their branch after it (``join_branches``).
    """

    bank = None
    currency = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not MAKER.is_file():
            cls.skipTest(cls, f"the real data are not there: {MAKER}")
        cls.folder = pathlib.Path(
            cls.enterClassContext(tempfile.TemporaryDirectory(prefix=cls.bank))
        )
        subprocess.run(
            [sys.executable, MAKER, cls.bank, cls.folder],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        cls.company = cls._create_company()
        cls.admin = cls._create_users([{"login": "real.admin", "name": "Admin"}], ADMIN)
        cls.rows_of_users = cls.read_rows("rms")
        cls.users = cls._create_users(cls.rows_of_users, RM)
        cls.feeds = cls.env["relationship.feed"].with_user(cls.admin)

    @classmethod
    def read_rows(cls, name):
        with open(cls.folder / f"{name}.csv", encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    @classmethod
    def _create_company(cls):
        currency = cls.env["res.currency"].with_context(active_test=False)
        currency = currency.search([("name", "=", cls.currency)])
        currency.active = True
        return cls.env["res.company"].create(
            {"name": cls.bank, "currency_id": currency.id}
        )

    @classmethod
    def _create_users(cls, rows, group):
        users = cls.env["res.users"].with_context(
            no_reset_password=True, tracking_disable=True
        )
        return users.create(
            [
                {
                    "login": row["login"],
                    "name": row["name"],
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [Command.link(cls.env.ref(group).id)],
                }
                for row in rows
            ]
        )

    @classmethod
    def deliver(cls, kind, **options):
        with open(cls.folder / f"{kind}.csv", "rb") as stream:
            return cls.feeds._receive(kind, stream, **options)

    @classmethod
    def join_branches(cls):
        """Make the users members of their branches, the branches' heads heads."""
        members = {}
        for row, user in zip(cls.rows_of_users, cls.users, strict=True):
            members.setdefault(row["branch_code"], cls.users.browse())
            members[row["branch_code"]] |= user
        branches = cls.env["crm.team"].search([("company_id", "=", cls.company.id)])
        for branch in branches:
            branch.member_ids = members[branch.branch_code]
        branches.user_id.group_ids = [Command.link(cls.env.ref(HEAD).id)]
