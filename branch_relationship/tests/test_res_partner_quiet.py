from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common_disturb import DisturbCase


@tagged("post_install", "-at_install")
class TestResPartnerQuiet(DisturbCase):
    def _set(self, user, until, reason="Abroad"):
        self.customer.with_user(user).write(
            {"quiet_until": until, "quiet_reason": reason}
        )

    def test_set_by_hand_with_a_reason(self):
        card = Form(
            self.customer.with_user(self.rm),
            view="branch_relationship.res_partner_view_form",
        )
        card.quiet_until = "2026-10-03"
        with self.assertRaises(AssertionError):
            card.save()
        card.quiet_reason = "Abroad"
        card.save()
        self.assertEqual(str(self.customer.quiet_until), "2026-10-03")
        self.assertEqual(
            self.customer.with_user(self.rm).disturb_notice,
            "Quiet time until October 3 (Abroad)",
        )

    def test_noted_on_the_card(self):
        self.cr.flush()  # the moment in which Odoo writes what it tracked
        self._set(self.rm, "2026-10-03")
        self.cr.flush()
        message = self.customer.message_ids[0]
        self.assertEqual(message.author_id, self.rm.partner_id)
        values = message.sudo().tracking_value_ids
        self.assertEqual(
            values.field_id.mapped("name"), ["quiet_until", "quiet_reason"]
        )

    def test_manager_lengthens_and_does_not_shorten(self):
        self._set(self.rm, "2026-10-03")
        self._set(self.rm, "2026-10-10", "Still abroad")
        for until in ("2026-10-09", "2026-09-22", False):
            with self.assertRaises(UserError):
                self._set(self.rm, until)
        self.assertEqual(str(self.customer.quiet_until), "2026-10-10")
        self.assertEqual(self.customer.quiet_reason, "Still abroad")

    def test_head_of_the_branch_shortens(self):
        for user in self.head | self.root_head | self.admin:
            self.customer.quiet_until = "2026-10-03"
            self._set(user, "2026-09-30")
            self.customer.with_user(user).quiet_until = False
            self.assertFalse(self.customer.quiet_until or self.customer.quiet_reason)

    def test_what_is_over_is_anybodys_to_change(self):
        self.customer.quiet_until = "2026-09-22"
        self.customer.with_user(self.rm).quiet_until = False
        self.assertFalse(self.customer.quiet_until)

    def test_others_set_none(self):
        for user in (
            self.colleague
            | self.other_head
            | self.salesman
            | self.all_leads_salesman
            | self.employee
        ):
            with self.assertRaises(AccessError):
                self._set(user, "2026-10-03")
        self.assertFalse(self.customer.quiet_until)

    def test_notice(self):
        """What is over, and what was granted, is no notice."""
        self.customer.write({"quiet_until": "2026-09-22", "quiet_reason": "Abroad"})
        self._say(self.customer, "granted", "marketing")
        self.assertFalse(self.customer.disturb_notice)
        self._say(self.customer, "withdrawn", "marketing", "phone")
        self._say(self.customer, "withdrawn", "care")
        self.customer.quiet_until = "2026-09-23"
        self.assertEqual(
            self.customer.with_user(self.rm).disturb_notice,
            "Quiet time until September 23 (Abroad) · "
            "Refused: Personal Care, Marketing (Phone)",
        )

    def test_merging_keeps_the_longer(self):
        twin = self._create_customer(
            "Twin", quiet_until="2026-10-20", quiet_reason="Complaint"
        )
        self._set(self.rm, "2026-10-03")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.assertEqual(str(self.customer.quiet_until), "2026-10-20")
        self.assertEqual(self.customer.quiet_reason, "Complaint")
