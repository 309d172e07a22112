from odoo.tests import TransactionCase, tagged

from odoo.addons.branch_relationship.tools.fillfactor import (
    get_fillfactor,
    leave_room,
    take_room_back,
)


@tagged("post_install", "-at_install")
class TestFillfactor(TransactionCase):
    def test_tables_whose_rows_change_have_room(self):
        self.assertEqual(get_fillfactor(self.env.cr, "res_partner"), 60)
        self.assertEqual(get_fillfactor(self.env.cr, "relationship_holding"), 80)

    def test_the_owners_decision_stands(self):
        self.env.cr.execute("CREATE TEMP TABLE roomy (id int) WITH (fillfactor = 90)")
        leave_room(self.env.cr, "roomy", 60)
        take_room_back(self.env.cr, "roomy", 60)
        self.assertEqual(get_fillfactor(self.env.cr, "roomy"), 90)

    def test_room_is_taken_back(self):
        self.env.cr.execute("CREATE TEMP TABLE full_pages (id int)")
        leave_room(self.env.cr, "full_pages", 60)
        self.assertEqual(get_fillfactor(self.env.cr, "full_pages"), 60)
        take_room_back(self.env.cr, "full_pages", 60)
        self.assertEqual(get_fillfactor(self.env.cr, "full_pages"), 0)
