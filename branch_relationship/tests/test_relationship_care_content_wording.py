from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipCareContentWording(RelationshipCase):
    """A wording knows its placeholders, in every language."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        contents = cls.env["relationship.care.content"].with_user(cls.admin)
        cls.content = contents.create(
            {
                "name": "Talk",
                "trigger": "cadence",
                "wording": "$customer ${form_of_address} $product $amount $days_left"
                " $festival $date $rm $branch, 5 $$",
            }
        )

    def test_unknown_placeholder_is_named(self):
        before = self.content.wording
        for text, word in (
            ("Dear $kunde", "“$kunde”"),
            ("Dear ${customers}", "“$customers”"),
            ("It costs 5 $", "“$”"),
            ("$ 5 for $customer", "“$ 5 for $customer”"),
        ):
            with self.assertRaises(ValidationError) as caught:
                self.content.wording = text
            self.assertIn(word, str(caught.exception))
            self.content.invalidate_recordset()
            self.assertEqual(self.content.wording, before)
        with self.assertRaises(ValidationError):
            self.content.copy({"wording": "$kunde"})

    def test_translation(self):
        in_chinese = self.content.with_context(lang="zh_CN")
        before = in_chinese.wording
        with self.assertRaises(ValidationError):
            in_chinese.wording = "$客户您好"
        with self.assertRaises(ValidationError):
            self.content.update_field_translations("wording", {"zh_CN": "$kunde"})
        self.env.invalidate_all()
        self.assertEqual(in_chinese.wording, before)
        self.content.update_field_translations("wording", {"zh_CN": "$customer 您好"})
        self.assertEqual(in_chinese.wording, "$customer 您好")
