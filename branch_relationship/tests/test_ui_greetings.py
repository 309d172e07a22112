from odoo.fields import Date
from odoo.tests import HttpCase, tagged

from .common_my_day import MyDayCase

DAY = Date.to_date("2026-09-23")


@tagged("post_install", "-at_install")
class TestUiGreetings(MyDayCase, HttpCase):
    """Four greetings of ``rm``, one of the colleague: opened, copied, and sent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.birthday = cls._create_content(
            "Birthday", "birthday", "2", delivery="batch", wording="Best, $customer"
        )
        cls.birthday.with_context(lang="zh_CN").write(
            {"name": "生日问候", "wording": "祝好，$customer"}
        )
        cls.greetings = cls._create_greetings(range(4))
        cls.other = cls._create_greetings([4], user_id=cls.colleague.id)

    @classmethod
    def _create_greetings(cls, numbers, **values):
        return cls.env["relationship.touchpoint"].union(
            *(
                cls._create_touchpoint(
                    cls._create_customer(f"Greeted {number}", **values),
                    DAY,
                    cls.birthday,
                )
                for number in numbers
            )
        )

    def assertSent(self):
        """All four are closed as sent and nothing else of theirs has changed."""
        self.env.invalidate_all()
        for greeting in self.greetings:
            self.assertEqual(
                (greeting.state, greeting.result, greeting.channel),
                ("done", "sent", "wechat"),
            )
            self.assertEqual(greeting.done_user_id, self.rm)
            self.assertEqual(greeting.done_date, DAY)
            self.assertFalse(greeting.customer_id.last_contact_date)
        batch = self.greetings.batch_id
        self.assertEqual((batch.open_count, batch.sent_count), (0, 4))
        self.assertFalse(batch.activity_ids, "the line's activity is done")
        self.assertEqual(self.other.state, "assigned")
        self.assertEqual(len(self.other.batch_id.activity_ids), 1)

    def test_send_greetings(self):
        (self.greetings | self.other)._assign_batches()
        self.start_tour("/odoo/my-day", "relationship_greetings", login="rel_rm")
        self.assertSent()

    def test_send_greetings_in_chinese(self):
        self.rm.lang = "zh_CN"
        (self.greetings | self.other)._assign_batches()
        self.start_tour(
            "/odoo/my-day", "relationship_greetings_chinese", login="rel_rm"
        )
        self.assertSent()
