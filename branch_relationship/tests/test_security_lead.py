from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestSecurityLead(RelationshipCase):
    """Leads of branches and their reports, which "all documents" would show to all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Private Wang")
        cls.team = cls.env["crm.team"].create({"name": "No branch"})
        cls.lead = cls._create_lead(cls.sub, cls.rm)
        cls.plain = cls._create_lead(cls.team, cls.salesman)
        for lead in cls.lead | cls.plain:
            activity = lead.activity_schedule(
                "mail.mail_activity_data_call", user_id=cls.rm.id
            )
            activity.action_feedback(feedback="called")
        cls.env.flush_all()

    @classmethod
    def _create_lead(cls, team, user, **values):
        return cls.env["crm.lead"].create(
            {
                "name": "Mortgage",
                "type": "opportunity",
                "team_id": team.id,
                "user_id": user.id,
                **values,
            }
        )

    def assertSeenBy(self, lead, users):
        everyone = (
            self.rm
            | self.colleague
            | self.other_rm
            | self.head
            | self.other_head
            | self.root_head
            | self.admin
            | self.salesman
            | self.all_leads_salesman
        )
        for user in everyone:
            sees = user in users
            lead.invalidate_recordset()
            as_user = lead.with_user(user)
            domain = [("id", "=", lead.id)]
            self.assertEqual(as_user.has_access("read"), sees, user.login)
            self.assertEqual(bool(as_user.search(domain)), sees, user.login)
            groups = as_user._read_group(domain, ["user_id"])
            self.assertEqual(bool(groups), sees, user.login)
            if not sees:
                with self.assertRaises(AccessError):
                    as_user.write({"name": user.login})
        lead.invalidate_recordset()
        self.assertEqual(lead.name, "Mortgage")

    def test_lead_of_a_branch(self):
        self.assertSeenBy(self.lead, self.rm | self.head | self.root_head | self.admin)

    def test_lead_of_another_team_as_ever(self):
        self.assertSeenBy(
            self.plain,
            self.salesman
            | self.all_leads_salesman
            | self.head
            | self.other_head
            | self.root_head
            | self.admin,
        )

    def test_team_becomes_a_branch(self):
        self.team.write({"branch_code": "T", "company_id": self.company.id})
        self.assertSeenBy(self.plain, self.salesman | self.admin)

    def test_lead_without_salesperson(self):
        """It is for the members of its branch, unless it is on a customer."""
        lead = self._create_lead(self.sub, self.env["res.users"])
        lead.user_id = False
        members = self.rm | self.colleague
        heads = self.head | self.root_head | self.admin
        self.assertSeenBy(lead, members | heads)
        lead.partner_id = self.customer
        self.assertSeenBy(lead, self.rm | heads)

    def test_lead_on_a_customer_given_to_a_colleague(self):
        """Sales: own documents still means the salesperson's."""
        lead = self._create_lead(self.sub, self.colleague, partner_id=self.customer.id)
        self.assertSeenBy(
            lead, self.colleague | self.head | self.root_head | self.admin
        )

    def test_activity_report_follows(self):
        report = self.env["crm.activity.report"]
        for lead, users in (
            (self.lead, self.rm | self.head | self.root_head | self.admin),
            (self.plain, self.salesman | self.all_leads_salesman | self.other_head),
        ):
            domain = [("lead_id", "=", lead.id)]
            for user in users:
                as_user = report.with_user(user)
                self.assertEqual(as_user.search_count(domain), 1, user.login)
        domain = [("lead_id", "=", self.lead.id)]
        for user in (
            self.colleague
            | self.other_rm
            | self.other_head
            | self.salesman
            | self.all_leads_salesman
        ):
            as_user = report.with_user(user)
            self.assertEqual(as_user.search_count(domain), 0, user.login)
            self.assertFalse(as_user._read_group(domain, ["team_id"]))
