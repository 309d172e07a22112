import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .test_res_partner_erase import SECRET, EraseCase


class PrivacyCase(EraseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.last_log = cls.env["privacy.log"].search([], order="id desc", limit=1)
        cls.strangers = (
            cls.rm
            | cls.colleague
            | cls.other_rm
            | cls.other_head
            | cls.salesman
            | cls.all_leads_salesman
            | cls.employee
        )

    def _get_logs(self):
        return self.env["privacy.log"].search([("id", ">", self.last_log.id or 0)])


@tagged("post_install", "-at_install")
class TestResPartnerDisclose(PrivacyCase, HttpCase):
    """What is kept about a customer, in a file of their language."""

    def _download(self, user):
        self.authenticate(user.login, user.login)
        url = self.wang.with_user(user).action_disclose_personal()["url"]
        answer = self.url_open(url)
        answer.raise_for_status()
        return openpyxl.load_workbook(io.BytesIO(answer.content))

    def _read(self, sheet):
        header, *rows = [list(row) for row in sheet.values]
        return [dict(zip(header, row, strict=True)) for row in rows]

    def test_what_is_told(self):
        self.wang.function = "=1+1"
        self._create_holding(
            self.wang, self._create_product("deposit"), "H1", balance=700
        )
        book = self._download(self.head)
        card = {row["Fact"]: row["Value"] for row in self._read(book["Card"])}
        self.assertEqual(card["Name"], "Wang")
        self.assertEqual(card["Gender"], "Female")
        self.assertEqual(card["Job Position"], "=1+1")
        self.assertEqual(str(card["Birthdate"])[:10], "1980-09-25")
        self.assertEqual(card["Assets Elsewhere"], 80000)
        cells = [cell for row in book["Card"].iter_rows() for cell in row]
        self.assertNotIn("f", {cell.data_type for cell in cells})
        dates = self._read(book["Relationship Personal Date"])
        self.assertEqual(dates[0]["Occasion"], f"{SECRET} wedding")
        self.assertEqual(dates[0]["Whose"], "Spouse")
        contacts = self._read(book["Relationship Touchpoint"])
        self.assertIn(f"{SECRET} note", [row["Note"] for row in contacts])
        self.assertIn("Worried", [row["Mood"] for row in contacts])
        self.assertEqual(self._read(book["Relationship Holding"])[0]["Balance"], 700)

    def test_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.wang.lang = "zh_CN"
        book = self._download(self.head)
        values = [row[1] for row in book.worksheets[0].values]
        self.assertIn("女", values)

    def test_who_may(self):
        for user in self.head | self.root_head | self.admin:
            with self.subTest(user.login):
                before = self._get_logs()
                self._download(user)
                log = self._get_logs() - before
                self.assertEqual(log.user_id, user)
                self.assertEqual(log.anonymized_name, "W***")
                self.assertIn(f"#{self.wang.id}", log.execution_details)
        logs = self._get_logs()
        for user in self.strangers:
            with self.subTest(user.login):
                with self.assertRaises(UserError):
                    self.wang.with_user(user).action_disclose_personal()
                self.authenticate(user.login, user.login)
                with mute_logger("odoo.http"):
                    answer = self.url_open(
                        f"/relationship/personal-file/{self.wang.id}"
                    )
                self.assertNotEqual(answer.status_code, 200)
                self.assertNotIn(SECRET, answer.text)
        self.assertEqual(self._get_logs(), logs)

    def test_no_customer(self):
        firm = self.env["res.partner"].create({"name": "Firm"})
        with self.assertRaisesRegex(UserError, "no customer"):
            firm.with_user(self.admin).action_disclose_personal()


@tagged("post_install", "-at_install")
class TestResPartnerEraseDialog(PrivacyCase):
    """The dialog for a customer who asks to be forgotten."""

    def _open(self, user):
        action = self.wang.with_user(user).action_erase_personal()
        dialogs = self.env[action["res_model"]].with_user(user)
        return Form(dialogs.with_context(**action["context"]))

    def test_consequences_are_said(self):
        form = self._open(self.head)
        self.assertIn("Gender", form.going)
        self.assertIn("Relationship Personal Date: 1", form.going)
        self.assertIn("Words and moods of contacts: 1", form.going)
        self.assertIn("2 contacts with day, channel and result", form.staying)
        form.scope = "card"
        self.assertIn("Name, reference, phone", form.going)
        self.assertIn("2 contacts without name or words", form.staying)

    def test_heads_and_administrators_erase(self):
        for user in self.head | self.root_head | self.admin:
            with self.subTest(user.login):
                self.wang.gender = "female"
                form = self._open(user)
                with self.assertRaises(AssertionError):
                    form.save()
                form.request = "Form 12"
                form.save().action_erase()
                self.assertFalse(self.wang.gender)
                log = self._get_logs()[:1] if user == self.head else self._get_logs()
                self.assertIn("Form 12", log.mapped("additional_note"))
        body = self.wang.message_ids.sorted("id")[-1].body
        self.assertIn("Personal facts erased on request: Form 12", body)

    def test_the_whole_card(self):
        form = self._open(self.head)
        form.scope = "card"
        form.request = "Letter"
        form.save().action_erase()
        self.assertEqual(self.wang.name, f"#{self.wang.id}")
        self.assertEqual(self._get_logs().anonymized_name, "W***")

    def test_others_do_not(self):
        before = self.wang.read(self.wang._get_personal_fields())
        dialogs = self.env["res.partner.erase"]
        for user in self.strangers:
            with self.subTest(user.login):
                with self.assertRaises(UserError):
                    self.wang.with_user(user).action_erase_personal()
                with self.assertRaises(UserError):
                    dialogs.with_user(user).create(
                        {"customer_id": self.wang.id, "request": "I want to"}
                    ).action_erase()
        self.assertEqual(self.wang.read(self.wang._get_personal_fields()), before)
        self.assertFalse(self._get_logs())

    def test_the_log_is_the_administrators(self):
        self.wang.with_user(self.head)._disclose_personal()
        log = self._get_logs()
        self.assertEqual(log.with_user(self.admin).anonymized_email, "")
        with self.assertRaises(AccessError):
            log.with_user(self.admin).write({"additional_note": "x"})
        for user in self.rm | self.head:
            with self.assertRaises(AccessError):
                log.with_user(user).read(["anonymized_name"])


@tagged("post_install", "-at_install")
class TestPrivacyLookup(PrivacyCase):
    """Odoo's look-up finds a customer's rows by the card."""

    def test_customer_without_an_address(self):
        system = self.admin
        system.group_ids += self.env.ref("base.group_system")
        other = self._create_known("Wang")  # of the same name
        action = self.wang.with_user(system).action_privacy_lookup()
        lookups = self.env["privacy.lookup.wizard"].with_user(system)
        form = Form(lookups.with_context(**action["context"]))
        lookup = form.save()
        lookup.action_lookup()
        found = {(line.res_model, line.res_id) for line in lookup.line_ids}
        for records in (
            self.wang,
            self.wang.personal_date_ids,
            self.wang.touchpoint_ids,
        ):
            for record in records:
                self.assertIn((record._name, record.id), found)
        self.assertNotIn(("res.partner", other.id), found)
        self.assertNotIn(
            ("relationship.personal.date", other.personal_date_ids.id), found
        )

    def test_others_as_ever(self):
        firm = self.env["res.partner"].create(
            {"name": "Some Firm", "email": "firm@example.com"}
        )
        lookup = self.env["privacy.lookup.wizard"].create(
            {"name": firm.name, "email": firm.email}
        )
        lookup.action_lookup()
        self.assertIn(firm.id, lookup.line_ids.mapped("res_id"))
