from odoo.tests import HttpCase, tagged

from .common import RelationshipCase

MY_DAY = "branch_relationship.relationship_touchpoint_action_my_day"
BRANCH_DAY = "branch_relationship.relationship_touchpoint_action_branch_day"


@tagged("post_install", "-at_install")
class TestResUsersStart(RelationshipCase, HttpCase):
    """What opens after login."""

    def _get_start(self, user):
        """Return the home action that the web client is given."""
        self.authenticate(user.login, user.login)
        answer = self.make_jsonrpc_request("/web/session/get_session_info", {})
        return answer["home_action_id"]

    def test_by_role(self):
        branch_day, my_day = self.env.ref(BRANCH_DAY).id, self.env.ref(MY_DAY).id
        for user, action in (
            (self.rm, my_day),
            (self.head, branch_day),
            (self.root_head, branch_day),
            (self.admin, False),
            (self.salesman, False),
            (self.employee, False),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._get_start(user), action)

    def test_deputy_starts_like_the_head(self):
        self.sub.deputy_ids = self.other_head
        self.other.user_id = False
        self.assertEqual(self._get_start(self.other_head), self.env.ref(BRANCH_DAY).id)

    def test_ordinary_team_is_no_branch(self):
        self.env["crm.team"].create({"name": "Sales", "user_id": self.admin.id})
        self.assertFalse(self._get_start(self.admin))

    def test_own_choice_counts(self):
        own = self.env.ref("base.action_partner_form")
        self.head.action_id = own.id
        self.assertEqual(self._get_start(self.head), own.id)
