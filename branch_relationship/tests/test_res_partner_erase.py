from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .common_ledger import LedgerCase

SECRET = "S3CRET"


class EraseCase(LedgerCase):
    """Wang, of whom much is known; every word of it is marked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.wang = cls._create_known("Wang")

    @classmethod
    def _create_known(cls, name, **values):
        tea = cls.env["res.partner.category"].search([], limit=1)
        customer = cls._create_customer(
            name,
            form_of_address=f"{SECRET} address",
            birthdate="1980-09-25",
            gender="female",
            marital_status="married",
            education="tertiary",
            function=f"{SECRET} baker",
            job_level="owner",
            employer_type="own_business",
            external_asset_amount=80000,
            closeness="close",
            category_id=tea.ids,
            comment=f"<p>{SECRET} comment</p>",
            phone="555 0101",
            risk_tolerance="C3",
            **values,
        )
        cls._create_surroundings(customer)
        return customer

    @classmethod
    def _create_surroundings(cls, customer):
        cls.env["relationship.personal.date"].create(
            {
                "customer_id": customer.id,
                "name": f"{SECRET} wedding",
                "person_name": f"{SECRET} wife",
                "relation": "spouse",
                "date": "2010-10-01",
            }
        )
        done = cls._create_assigned(customer, "2026-09-21", cls.routine)
        done.with_user(cls.rm).record_outcome(
            {
                "result": "reached",
                "channel": "phone",
                "mood": "worried",
                "note": f"{SECRET} note",
                "next_step": f"{SECRET} step",
                "next_date": "2026-10-10",
            }
        )
        customer.with_user(cls.rm).message_post(body=f"{SECRET} chatter")
        activity = customer.activity_schedule(
            "mail.mail_activity_data_todo", summary=f"{SECRET} to do", note=SECRET
        )
        activity._action_done(feedback=f"{SECRET} feedback")
        cls.env["ir.attachment"].create(
            {"name": SECRET, "res_model": "res.partner", "res_id": customer.id}
        )

    def _find_secret(self, word=SECRET):
        """Return the columns of the whole database in which this word stands."""
        self.env.flush_all()
        columns = self.env.execute_query(
            SQL(
                """SELECT c.table_name, c.column_name
                     FROM information_schema.columns c
                     JOIN information_schema.tables t USING (table_schema, table_name)
                    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
                      AND c.data_type IN ('character varying', 'text', 'jsonb')
                      AND c.table_name NOT LIKE 'ir\\_ui\\_%%'"""
            )
        )
        return [
            f"{table}.{column}"
            for table, column in columns
            if self.env.execute_query(
                SQL(
                    "SELECT 1 FROM %s WHERE %s::text LIKE %s LIMIT 1",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    f"%{word}%",
                )
            )
        ]


@tagged("post_install", "-at_install")
class TestResPartnerErase(EraseCase):
    """The personal facts go, the customer stays."""

    def test_no_word_is_left(self):
        self.assertIn("relationship_personal_date.person_name", self._find_secret())
        self.assertIn("mail_message.body", self._find_secret())
        self.wang._erase_facts()
        self.assertEqual(self._find_secret(), ["ir_attachment.name"])

    def test_the_customer_stays(self):
        self.wang._erase_facts()
        self.assertRecordValues(
            self.wang,
            [
                {
                    "name": "Wang",
                    "phone": "555 0101",
                    "relationship_stage": "established",
                    "user_id": self.rm.id,
                    "risk_tolerance": "C3",
                    "birthdate": False,
                    "gender": False,
                    "external_asset_amount": 0,
                    "closeness": False,
                    "category_id": [],
                }
            ],
        )
        self.assertFalse(self.wang.personal_date_ids)

    def test_the_ledger_stays(self):
        done = self.wang.touchpoint_ids.filtered(lambda row: row.state == "done")
        self.wang._erase_facts()
        self.assertRecordValues(
            done,
            [
                {
                    "done_date": fields.Date.to_date("2026-09-23"),
                    "result": "reached",
                    "channel": "phone",
                    "mood": False,
                    "note": False,
                    "next_step": False,
                    "content_id": self.routine.id,
                    "done_user_id": self.rm.id,
                }
            ],
        )
        planned = self.wang.touchpoint_ids - done
        self.assertEqual(planned.state, "planned")
        self.assertFalse(planned.purpose)

    def test_open_occasions_lapse(self):
        """Nobody congratulates on a birthday that was to be forgotten."""
        content = self._create_content("Birthday", "birthday", "2")
        birthday = self._create_assigned(self.wang, "2026-09-25", content)
        other = self._create_assigned(self.customer, "2026-09-25", content)
        self.customer.birthdate = "1980-09-25"
        self.wang._erase_facts()
        self.assertEqual((birthday.state, other.state), ("skipped", "assigned"))
        self.assertFalse(birthday.activity_ids)

    def test_twice(self):
        self.wang._erase_facts()
        self.wang._erase_facts()
        self.assertEqual(self.wang.name, "Wang")

    def test_others_keep_everything(self):
        other = self._create_known("Li")
        before = self._read_known(other)
        self.wang._erase_facts()
        self.env.invalidate_all()
        self.assertEqual(self._read_known(other), before)

    def _read_known(self, customer):
        return (
            customer.read(customer._get_personal_fields()),
            customer.personal_date_ids.read(["name", "person_name"]),
            customer.touchpoint_ids.read(["state", "mood", "note", "purpose"]),
            customer.message_ids.mapped("body"),
        )

    def test_answers_are_nobodys(self):
        survey = self.env["survey.survey"].create(
            {"title": "S", "question_and_page_ids": [Command.create({"title": "Q"})]}
        )
        answer = survey._create_answer(partner=self.wang)
        answer.user_input_line_ids = [
            Command.create(
                {
                    "question_id": survey.question_ids.id,
                    "answer_type": "char_box",
                    "value_char_box": f"{SECRET} answer",
                }
            )
        ]
        self.wang._erase_facts()
        self.assertFalse(answer.partner_id)
        self.assertNotIn("value_char_box", str(self._find_secret()))
        self.assertTrue(answer.exists())


@tagged("post_install", "-at_install")
class TestResPartnerEraseCard(EraseCase):
    """Zhao has left the bank: nobody can tell who it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.zhao = cls._create_known(
            f"{SECRET} Zhao",
            ref=f"{SECRET}1",
            street=SECRET,
            vat=SECRET,
            email=f"{SECRET}@example.com",
        )
        cls.closed = cls._create_holding(
            cls.zhao, cls._create_product("deposit"), f"{SECRET}2", balance=100
        )
        cls.closed.active = False
        cls.consent = cls.env["relationship.consent"].create(
            {"customer_id": cls.zhao.id, "source": "form", "note": SECRET}
        )
        cls.below = cls.env["res.partner"].create(
            {"name": f"{SECRET} Office", "parent_id": cls.zhao.id, "phone": SECRET}
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": f"{SECRET} lead",
                "partner_id": cls.zhao.id,
                "contact_name": SECRET,
                "description": SECRET,
                "expected_revenue": 500,
            }
        )
        cls.lead.message_post(body=SECRET)
        cls.meeting = cls._create_meeting(f"{SECRET} talk", cls.zhao)
        cls.party = cls._create_meeting("Moon party", cls.zhao | cls.customer)
        cls.env["event.registration"].create(
            {"event_id": cls._create_event().id, "partner_id": cls.zhao.id}
        )

    @classmethod
    def _create_meeting(cls, name, partners):
        return cls.env["calendar.event"].create(
            {
                "name": name,
                "start": "2026-09-20 02:00:00",
                "stop": "2026-09-20 03:00:00",
                "partner_ids": [
                    Command.set((partners | cls.rm.partner_id).ids),
                ],
            }
        )

    @classmethod
    def _create_event(cls):
        return cls.env["event.event"].create(
            {
                "name": "Salon",
                "date_begin": "2026-09-20 02:00:00",
                "date_end": "2026-09-20 03:00:00",
            }
        )

    def test_no_word_is_left(self):
        self.wang._erase_facts()
        self.env["ir.attachment"].search([("name", "=", SECRET)]).filtered(
            lambda row: row.res_id == self.wang.id
        ).unlink()
        self.zhao._erase_card()
        self.assertEqual(self._find_secret(), [])

    def test_the_figures_stay(self):
        done = self.zhao.touchpoint_ids.filtered(lambda row: row.state == "done")
        self.zhao._erase_card()
        self.assertRecordValues(
            done,
            [
                {
                    "customer_id": self.zhao.id,
                    "done_date": fields.Date.to_date("2026-09-23"),
                    "result": "reached",
                    "channel": "phone",
                    "mood": "worried",
                    "branch_id": self.sub.id,
                    "done_user_id": self.rm.id,
                }
            ],
        )
        self.assertEqual(self.closed.balance, 100)
        self.assertEqual(self.lead.expected_revenue, 500)
        self.assertEqual(self.consent.state, "granted")
        self.assertEqual(self.party.name, "Moon party")

    def test_the_card_is_empty(self):
        self.zhao._erase_card()
        for card in self.zhao | self.below:
            self.assertEqual(card.name, f"#{card.id}")
            for name in card._get_erased_fields():
                self.assertFalse(card[name], name)
        self.assertRecordValues(
            self.zhao,
            [
                {
                    "active": False,
                    "relationship_stage": "lost",
                    "branch_id": self.sub.id,
                    "company_id": self.company.id,
                    "user_id": False,
                    "touchpoint_ids": self.zhao.touchpoint_ids.ids,
                }
            ],
        )
        states = set(self.zhao.touchpoint_ids.mapped("state"))
        self.assertEqual(states, {"done", "skipped"})

    def test_a_customer_who_holds_something(self):
        self._create_holding(
            self.wang, self.closed.product_id, "H1", balance=10, active=True
        )
        with self.assertRaisesRegex(UserError, "1 open holdings"):
            self.wang._erase_card()
        self.assertEqual(self.wang.form_of_address, f"{SECRET} address")

    def test_the_bank_delivers_the_same_reference_again(self):
        """Whoever comes back is a new customer."""
        self.zhao._erase_card()
        again = self._create_customer("Zhao", ref=f"{SECRET}1")
        self.assertNotEqual(again, self.zhao)
