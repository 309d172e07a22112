from odoo.tests import HttpCase, tagged

from .common_handover import HandoverCase


@tagged("post_install", "-at_install")
class TestUiHandover(HandoverCase, HttpCase):
    """Handing over in the browser and in Chinese, as each role does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.rm | cls.head | cls.admin).lang = "zh_CN"
        cls.contact = cls._create_touchpoint(
            cls.customers[0], "2026-10-05", cls.routine
        )

    def test_head_hands_over_and_prepares_the_way_back(self):
        self.start_tour(
            "/odoo/branch-customers", "relationship_handover_head", login="rel_head"
        )
        self.assertEqual(
            [len(self._get_customers(user)) for user in self.colleague | self.newcomer],
            [3, 3],
        )
        self.assertEqual(self.contact.user_id, self.customers[0].user_id)
        back, done = self.handovers.search([], limit=2)
        self.assertEqual((done.state, done.done_user_id), ("done", self.head))
        self.assertEqual((back.state, back.origin_id), ("draft", done))
        self.assertEqual(back.line_ids.user_id, self.rm)

    def test_manager_proposes(self):
        self.start_tour(
            "/odoo/relationship-customers",
            "relationship_handover_manager",
            login="rel_rm",
        )
        handover = self.handovers.search([], limit=1)
        self.assertEqual(handover.state, "proposed")
        self.assertEqual(handover.line_ids.customer_id, self.customers)
        self.assertEqual(handover.line_ids.user_id, self.newcomer)
        self.assertEqual(self.customers.user_id, self.rm)

    def test_administrator_from_the_user(self):
        # who opens the form of a user administers Odoo, too
        self.admin.group_ids |= self.env.ref("base.group_system")
        self.start_tour("/odoo/users", "relationship_handover_admin", login="rel_admin")
        handover = self.handovers.search([], limit=1)
        self.assertEqual(handover.source_user_id, self.rm)
        self.assertEqual(handover.line_ids.customer_id, self.customers)

    def _get_customers(self, user):
        return self.customers.filtered(lambda row: row.user_id == user)
