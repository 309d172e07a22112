from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.branch_relationship.tests.common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointReport(RelationshipCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mine = cls._create_customer("Mine", segment_id=cls.high_high.id)
        cls.theirs = cls._create_customer("Theirs", user_id=cls.colleague.id)
        cls.content = cls.env["relationship.care.content"].create(
            {"name": "Call", "trigger": "cadence", "category": "tracking"}
        )
        cls.done = cls._create_touchpoint(
            cls.mine,
            "2026-09-21",
            state="done",
            result="reached",
            mood="pleased",
            done_date="2026-09-23",
        )
        cls.skipped = cls._create_touchpoint(cls.mine, "2026-09-10", state="skipped")
        cls.open = cls._create_touchpoint(cls.theirs, "2026-09-21")

    @classmethod
    def _create_touchpoint(cls, customer, due_date, **values):
        return cls.env["relationship.touchpoint"].create(
            {
                "customer_id": customer.id,
                "company_id": cls.company.id,
                "branch_id": cls.sub.id,
                "user_id": customer.user_id.id,
                "content_id": cls.content.id,
                "due_date": due_date,
                "first_due_date": due_date,
                **values,
            }
        )

    def _report(self, user):
        return self.env["relationship.touchpoint.report"].with_user(user)

    def test_row_says_what_came_of_it(self):
        row = self._report(self.rm).browse(self.done.id)
        self.assertEqual(row.touchpoint_id, self.done)
        self.assertEqual(row.category, "tracking")
        self.assertEqual(row.segment_id, self.high_high)
        self.assertEqual(row.days_late, 2)
        self.assertEqual((row.done_count, row.reached_count), (1, 1))

    def test_figures_equal_the_ledger(self):
        groups = self._report(self.rm)._read_group(
            [("customer_id", "=", self.mine.id)],
            ["state"],
            ["__count", "reached_count:sum"],
        )
        self.assertEqual(groups, [("done", 1, 1), ("skipped", 1, 0)])

    def test_reader_counts_only_what_he_may_see(self):
        ours = [("content_id", "=", self.content.id)]
        for user in (self.rm, self.colleague, self.head, self.other_head, self.admin):
            seen = self.env["relationship.touchpoint"].with_user(user).search(ours)
            rows = self._report(user).search(ours)
            self.assertEqual(rows.touchpoint_id, seen)
        self.assertEqual(
            self._report(self.rm).search(ours).touchpoint_id, self.done | self.skipped
        )
        self.assertFalse(self._report(self.other_head).search(ours))

    def test_row_keeps_the_segment_it_served(self):
        self.mine.write({"segment_id": self.low_low.id, "user_id": self.colleague.id})
        ours = [("content_id", "=", self.content.id)]
        for user, count in ((self.rm, 2), (self.colleague, 2), (self.head, 2)):
            groups = self._report(user)._read_group(ours, ["segment_id"], ["__count"])
            self.assertEqual(dict(groups).get(self.high_high), count, user.login)
            self.assertNotIn(self.low_low, dict(groups))

    def test_export_names_a_former_customer(self):
        self.env.ref("base.group_allow_export").user_ids += self.rm
        self.mine.write({"user_id": self.colleague.id, "phone": "555 0100"})
        row = self._report(self.rm).browse(self.done.id)
        self.env.invalidate_all()
        self.assertEqual(row.export_data(["customer_id"])["datas"], [["Mine"]])
        with self.assertRaises(AccessError):
            row.export_data(["customer_id", "customer_id/phone"])

    def test_row_opens_its_touchpoint(self):
        action = self._report(self.rm).browse(self.done.id).action_open_touchpoint()
        self.assertEqual(action["res_model"], "relationship.touchpoint")
        self.assertEqual(action["res_id"], self.done.id)
