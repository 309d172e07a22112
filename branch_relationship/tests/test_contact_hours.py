from datetime import time

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

from odoo.addons.branch_relationship.tools.contact_hours import (
    is_contact_hour,
    parse_hours,
)


@tagged("post_install", "-at_install")
class TestContactHours(TransactionCase):
    def test_parse(self):
        for text in ("09:00-12:00, 14:00-20:00", "9:00 – 12:00，14:00-20:00;"):
            self.assertEqual(
                parse_hours(text),
                [(time(9), time(12)), (time(14), time(20))],
                text,
            )
        for text in ("", False, None, " , "):
            self.assertEqual(parse_hours(text), [])

    def test_no_hours(self):
        for text in ("9-12", "12:00-9:00", "25:00-26:00", "at noon", "09:00-09:00"):
            with self.assertRaises(ValueError, msg=text):
                parse_hours(text)
            with self.assertRaises(ValidationError, msg=text):
                self.env.company.relationship_contact_hours = text

    def test_ends_count_to_the_next(self):
        text = "09:00-12:00"
        self.assertTrue(is_contact_hour(time(9), text))
        self.assertTrue(is_contact_hour(time(11, 59), text))
        self.assertFalse(is_contact_hour(time(12), text))
        self.assertTrue(is_contact_hour(time(3), ""))
