from lxml import etree

from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import HEAD, RM, RelationshipCase


@tagged("post_install", "-at_install")
class TestCrmTeam(RelationshipCase):
    """The tree of branches; what changes in it changes who sees what at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Private Wang")
        cls.deputy = cls._create_user("rel_deputy", RM)
        cls.new_head = cls._create_user("rel_new_head", HEAD)

    def assertSees(self, user, sees=True):
        customer = self.customer.with_user(user)
        customer.invalidate_recordset()
        self.assertEqual(customer.has_access("read"), sees)
        self.assertEqual(bool(customer.search([("id", "=", customer.id)])), sees)

    def test_new_head(self):
        self.assertSees(self.head)
        self.assertSees(self.new_head, False)
        self.sub.user_id = self.new_head
        self.assertSees(self.head, False)
        self.assertSees(self.new_head)

    def test_deputies(self):
        self.assertSees(self.deputy, False)
        self.sub.deputy_ids = self.deputy
        self.assertSees(self.deputy)
        self.sub.deputy_ids = [Command.unlink(self.deputy.id)]
        self.assertSees(self.deputy, False)
        self.branch.deputy_ids = self.deputy
        self.assertSees(self.deputy)

    def test_branch_made_with_deputies(self):
        self.assertSees(self.deputy, False)
        branch = self.env["crm.team"].create(
            {
                "name": "Above",
                "branch_code": "A",
                "company_id": self.company.id,
                "deputy_ids": [Command.link(self.deputy.id)],
            }
        )
        self.assertSees(self.deputy, False)
        self.sub.parent_id = branch
        self.assertSees(self.deputy)

    def test_moved_branch(self):
        self.assertSees(self.root_head)
        self.assertSees(self.other_head, False)
        self.sub.parent_id = self.other
        self.assertSees(self.other_head)
        self.sub.parent_id = False
        self.assertSees(self.root_head, False)
        self.assertSees(self.other_head, False)

    def test_archived_branch_keeps_its_head(self):
        self.sub.active = False
        self.assertSees(self.head)
        self.assertSees(self.root_head)

    def test_code_of_an_archived_branch(self):
        self.other.active = False
        new = self.env["crm.team"].create({"name": "New", "branch_code": "N"})
        refused = self.assertRaisesRegex(
            ValidationError, "archived branch Branch S2 has the code S2"
        )
        with refused:
            self.env["crm.team"].create({"name": "Newer", "branch_code": "S2"})
        with refused:
            new.branch_code = "S2"
        self.assertEqual(new.branch_code, "N")
        self.other.write({"branch_code": "S2", "active": True})
        self.assertTrue(self.other.active)

    def test_branches_go_by_their_own_words(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        action = self.env.ref("branch_relationship.crm_team_action_branch")
        teams = self.env["crm.team"].with_user(self.admin).with_context(lang="zh_CN")
        for view in action.view_ids.view_id:
            arch = etree.fromstring(teams.get_view(view.id)["arch"])
            labels = arch.xpath("//field[@name='user_id']/@string")
            labels += arch.xpath(
                "//label[@for='name']/@string | //list/field[@name='name']/@string"
            )
            self.assertEqual(labels, ["网点负责人", "网点"], view.name)

    def test_group_taken_away(self):
        self.assertSees(self.rm)
        self.rm.group_ids = self.env.ref("base.group_user")
        self.assertSees(self.rm, False)
        self.sub.user_id = self.salesman
        self.assertSees(self.salesman, False)

    def test_no_cycle(self):
        for parent in (self.branch, self.sub):
            with self.assertRaises(ValidationError) as refusal:
                self.branch.parent_id = parent
            self.assertIn("Branch R cannot stand below", str(refusal.exception))
        self.assertFalse(self.branch.parent_id)
        self.assertEqual(self.sub.parent_path, f"{self.branch.id}/{self.sub.id}/")

    def test_branch_has_a_company(self):
        branch = self.env["crm.team"].create({"name": "New", "branch_code": "N"})
        self.assertEqual(branch.company_id, self.env.company)
        self.assertFalse(self.env["crm.team"].create({"name": "Team"}).branch_code)

    def test_branch_with_customers_keeps_its_company(self):
        company = self.env["res.company"].create({"name": "Second Bank"})
        with self.assertRaises(ValidationError) as refusal:
            (self.sub | self.other).write({"company_id": company.id})
        self.assertIn("Branch S1 has customers", str(refusal.exception))
        self.sub.invalidate_recordset()
        self.assertEqual(self.sub.company_id, self.company)
