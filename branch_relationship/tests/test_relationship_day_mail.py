from odoo.fields import Date
from odoo.tests import tagged

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .common_day import DAY, DayCase


@tagged("post_install", "-at_install")
class TestRelationshipDayMail(DayCase, CronMixinCase):
    """The morning's digest as a mail."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.relationship_digest_mail = True

    def _dispatch(self, date=DAY):
        """Return the mails that this makes, by who gets them."""
        known = self.env["mail.mail"].search([])
        self.ledger._dispatch(date)
        mails = self.env["mail.mail"].search([]) - known
        self.assertTrue(all(len(mail.recipient_ids) == 1 for mail in mails))
        return {mail.recipient_ids.user_ids: mail for mail in mails}

    def test_off_unless_the_company_wants_it(self):
        self.assertFalse(
            self.env["res.company"].create({"name": "New"})["relationship_digest_mail"]
        )
        self.company.relationship_digest_mail = False
        self.assertEqual(self._dispatch(), {})

    def test_says_how_many_and_links_to_the_screen(self):
        mails = self._dispatch()
        self.assertEqual(
            set(mails), {self.rm, self.colleague, self.head, self.root_head}
        )
        base = self.company.get_base_url()
        for user, text, path in (
            (self.rm, "Contacts waiting in My Day: 2 · Greetings to send: 3", "my-day"),
            (
                self.head,
                "Contacts waiting in the branch: 3 · Greetings to send: 3 · "
                "In the branch pool: 1 · Absent today: 0",
                "branch-day",
            ),
        ):
            mail = mails[user]
            self.assertEqual((mail.subject, mail.state), (text, "outgoing"))
            self.assertIn(f'<a href="{base}/odoo/{path}">{text}</a>', mail.body_html)
            self.assertNotIn("Due", mail.body_html)

    def test_one_a_day(self):
        self.assertEqual(len(self._dispatch()), 4)
        self._create_due(self.routine, 1)
        self.assertEqual(self._dispatch(), {})
        self.assertEqual(len(self._dispatch(Date.to_date("2026-09-24"))), 4)

    def test_everybody_may_switch_it_off(self):
        self.rm.with_user(self.rm).relationship_digest_mail = False
        self.assertNotIn(self.rm, self._dispatch())
        self.assertEqual(len(self._get_digests(self.rm)), 1, "in Odoo as ever")

    def test_nobody_without_an_address(self):
        self.rm.email = False
        self.assertNotIn(self.rm, self._dispatch())

    def test_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.rm.lang = "zh_CN"
        mail = self._dispatch()[self.rm]
        self.assertEqual(mail.subject, "今日待联系：2 · 待发问候：3")
        self.assertIn("工作日早晨", mail.body_html)

    def test_the_queue_is_woken(self):
        with self.capture_triggers("mail.ir_cron_mail_scheduler_action") as triggers:
            self._dispatch()
        self.assertEqual(len(triggers.records), 1)
