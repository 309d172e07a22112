from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tests import tagged

from .common import RM
from .common_day import DAY, DayCase

RM_TEXT = "Contacts waiting in My Day: 2 · Greetings to send: 3"
HEAD_TEXT = (
    "Contacts waiting in the branch: 3 · Greetings to send: 3 · "
    "In the branch pool: 1 · Absent today: %s"
)


@tagged("post_install", "-at_install")
class TestRelationshipDayDigest(DayCase):
    """The morning's digest in Odoo."""

    def test_manager_and_head_are_told_how_many(self):
        self.ledger._dispatch(DAY)
        self.assertEqual(self._get_digests(self.rm), [RM_TEXT])
        self.assertEqual(
            self._get_digests(self.colleague), ["Contacts waiting in My Day: 1"]
        )
        for user in (self.head, self.root_head):
            self.assertEqual(self._get_digests(user), [HEAD_TEXT % 0], user.login)
        for user in (self.other_rm, self.other_head, self.admin, self.employee):
            self.assertEqual(self._get_digests(user), [], user.login)

    def test_it_names_nobody_and_leads_to_the_screen(self):
        self.customer.user_id = self.head
        self._create_assigned(self.customer, DAY, self.urgent)
        self.ledger._dispatch(DAY)
        [message] = self._get_messages(self.head)
        self.assertIn('href="/odoo/my-day"', message.body)
        self.assertIn('href="/odoo/branch-day"', message.body)
        for word in ("Due", "Ledger Customer", "Routine", "Urgent", "Greeting<"):
            self.assertNotIn(word, message.body)

    def test_told_twice_it_is_one_message_with_the_last_number(self):
        self.ledger._dispatch(DAY)
        self._create_due(self.routine, 1)
        self.ledger._dispatch(DAY)
        self.assertEqual(self._get_digests(self.rm), [RM_TEXT.replace("2", "3")])
        day = self.days.search([("user_id", "=", self.rm.id)])
        self.assertEqual(
            (day.date, day.branch_id, day.contact_count, day.greeting_count),
            (DAY, self.sub, 2, 3),
            "what waited in the morning",
        )

    def test_yesterdays_is_read(self):
        self.ledger._dispatch(DAY)
        self._create_due(self.routine, 1, "2026-09-24")
        self.ledger._dispatch(Date.to_date("2026-09-24"))
        self.assertEqual(self._get_digests(self.rm), [RM_TEXT.replace("2", "3")])
        self.assertEqual(self._get_digests(self.rm, is_read=True), [RM_TEXT])

    def test_absent_people_are_counted_and_not_told(self):
        self.env["relationship.absence"].create(
            [
                {"user_id": user.id, "date_from": DAY, "date_to": DAY}
                for user in (self.rm, self.other_rm, self.root_head)
            ]
        )
        self.ledger._dispatch(DAY)
        self.assertEqual(self._get_digests(self.rm), [])
        self.assertEqual(self._get_digests(self.root_head), [])
        self.assertEqual(
            self._get_digests(self.head),
            [
                "Contacts waiting in the branch: 1 · In the branch pool: 6 · "
                "Absent today: 1"
            ],
        )

    def test_who_comes_back_is_told(self):
        absence = self.env["relationship.absence"].create(
            {"user_id": self.rm.id, "date_from": DAY, "date_to": DAY}
        )
        self.ledger._dispatch(DAY)
        absence.with_user(self.rm).unlink()
        self.assertEqual(self._get_digests(self.rm), [RM_TEXT])

    def test_nobody_is_told_on_a_day_off(self):
        self.ledger._dispatch(DAY)
        self.env["relationship.calendar.day"].create({"date": "2026-09-24"})
        self.ledger._dispatch(Date.to_date("2026-09-24"))
        self.assertEqual(self._get_digests(self.rm), [RM_TEXT])
        self.assertFalse(self.days.search([("date", "=", "2026-09-24")]))

    def test_deputies_are_told_as_heads(self):
        self.sub.deputy_ids = self.other_head
        self.ledger._dispatch(DAY)
        self.assertEqual(self._get_digests(self.other_head), [HEAD_TEXT % 0])

    def test_it_speaks_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.rm.lang = self.head.lang = "zh_CN"
        self.ledger._dispatch(DAY)
        self.assertEqual(self._get_digests(self.rm), ["今日待联系：2 · 待发问候：3"])
        self.assertEqual(
            self._get_digests(self.head),
            ["网点待联系：3 · 待发问候：3 · 待认领：1 · 今日缺勤：0"],
        )

    def test_managers_and_heads_read_their_days(self):
        self.ledger._dispatch(DAY)
        for user, count in (
            (self.rm, 1),
            (self.colleague, 1),
            (self.other_head, 0),
            (self.head, 3),
            (self.root_head, 3),
            (self.admin, 4),
        ):
            found = self.days.with_user(user).search([("date", "=", DAY)])
            self.assertEqual(len(found), count, user.login)

    def test_nobody_writes_their_days(self):
        self.ledger._dispatch(DAY)
        day = self.days.search([("user_id", "=", self.rm.id)])
        for user in (self.rm, self.head, self.admin, self.employee):
            days = self.days.with_user(user)
            for work in (
                lambda days: days.browse(day.id).write({"contact_count": 0}),
                lambda days: days.browse(day.id).unlink(),
                lambda days: days.create({"user_id": days.env.uid, "date": DAY}),
            ):
                with self.assertRaises(AccessError, msg=user.login):
                    work(days)
        with self.assertRaises(AccessError):
            self.days.with_user(self.employee).search([])
        self.assertEqual(day.contact_count, 2)

    def test_query_count(self):
        """Telling managers costs the same, however many there are."""
        counts = []
        for _round in range(3):
            managers = self.env["res.users"]
            for _number in range(10 * len(counts) or 1):
                login = f"rel_many_{self.env['res.users'].search_count([])}"
                managers |= self._create_user(login, RM)
            for manager in managers:
                self._create_due(self.routine, 1, user_id=manager.id)
            self.ledger._dispatch_branch(self.sub, DAY)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self.days._tell(managers, DAY)), len(managers))
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLess(counts[1], 40)
        self.assertEqual(counts[1], counts[2])
