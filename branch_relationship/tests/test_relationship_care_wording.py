from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common_my_day import MyDayCase

SPECIFICATION = {"wording": {}}


@tagged("post_install", "-at_install")
class TestRelationshipCareWording(MyDayCase):
    """What a customer likes chooses the words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        names = ("tea", "pet", "travel")
        cls.tea, cls.pet, cls.travel = (
            cls.env.ref(f"branch_relationship.res_partner_category_interest_{name}")
            for name in names
        )
        cls.cadence.wording = "Hello $customer"
        cls.wordings = cls.cadence.wording_ids.create(
            [
                cls._prepare_wording(cls.tea, "Tea, $customer?", 20),
                cls._prepare_wording(cls.pet, "The dog, $customer?", 10),
            ]
        )
        cls.touchpoint = cls._create_assigned(cls.anna, "2026-09-23", cls.cadence)

    @classmethod
    def _prepare_wording(cls, interest, text, sequence=10):
        return {
            "content_id": cls.cadence.id,
            "interest_id": interest.id,
            "text": text,
            "sequence": sequence,
        }

    def assert_said(self, words, *liked):
        self.anna.category_id = self.env["res.partner.category"].union(*liked)
        self.env.invalidate_all()
        touchpoint = self.touchpoint.with_user(self.rm)
        self.assertEqual(touchpoint.wording, words)
        self.assertEqual(touchpoint.my_day_panel()["wording"], words)

    def test_first_that_suits_else_the_default(self):
        green_tea = self.tea.create({"name": "Green", "parent_id": self.tea.id})
        other = self.tea.create({"name": "VIP"})
        self.assert_said("Hello Anna")
        self.assert_said("Hello Anna", self.travel, other)
        self.assert_said("Tea, Anna?", self.tea)
        self.assert_said("Tea, Anna?", self.travel, green_tea)
        self.assert_said("The dog, Anna?", self.tea, self.pet)
        self.wordings[0].sequence = 5
        self.assert_said("Tea, Anna?", self.tea, self.pet)
        self.wordings[0].interest_id = green_tea
        self.assert_said("The dog, Anna?", self.tea, self.pet)
        self.assert_said("Hello Anna", self.tea)

    def test_in_the_readers_language(self):
        self.anna.category_id = self.pet
        self.wordings[1].update_field_translations(
            "text", {"zh_CN": "$customer，狗狗好吗？"}
        )
        touchpoint = self.touchpoint.with_user(self.rm)
        self.assertEqual(touchpoint.wording, "The dog, Anna?")
        self.assertEqual(
            touchpoint.with_context(lang="zh_CN").wording, "Anna，狗狗好吗？"
        )

    def test_placeholders_are_checked_in_every_language(self):
        wording = self.wordings[0].with_user(self.admin)
        before = wording.text
        refused = [
            lambda: wording.write({"text": "Dear $kunde"}),
            lambda: wording.with_context(lang="zh_CN").write({"text": "$客户您好"}),
            lambda: wording.update_field_translations("text", {"zh_CN": "$kunde"}),
            lambda: wording.create(self._prepare_wording(self.travel, "5 $")),
        ]
        for write in refused:
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                write()
        self.env.invalidate_all()
        self.assertEqual(wording.text, before)
        self.assertEqual(wording.with_context(lang="zh_CN").text, before)
        self.assertEqual(len(self.cadence.wording_ids), 2)

    def test_nothing_is_evaluated(self):
        self.wordings[1].text = "{{ object.name }} %(customer)s {customer} $customer"
        self.assert_said("{{ object.name }} %(customer)s {customer} Anna", self.pet)

    def test_copied_with_the_content(self):
        copied = self.cadence.with_user(self.admin).copy()
        self.assertEqual(
            copied.wording_ids.mapped("text"), self.cadence.wording_ids.mapped("text")
        )

    def test_who_writes(self):
        for user in self.rm | self.head:
            wording = self.wordings[0].with_user(user)
            self.assertEqual(wording.text, "Tea, $customer?")
            with self.assertRaises(AccessError):
                wording.text = "Spy"
            with self.assertRaises(AccessError):
                wording.create(self._prepare_wording(self.travel, "Spy"))
            with self.assertRaises(AccessError):
                wording.unlink()
        with self.assertRaises(AccessError):
            self.wordings[0].with_user(self.salesman).search([])
        self.assertEqual(
            self.cadence.wording_ids.mapped("text"),
            ["The dog, $customer?", "Tea, $customer?"],
        )

    def test_not_of_another_bank(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.write(
            {"company_ids": [Command.set(bank.ids)], "company_id": bank.id}
        )
        theirs = self.wordings.with_user(self.admin).with_company(bank)
        self.assertFalse(theirs.search([("id", "in", self.wordings.ids)]))

    def test_query_count(self):
        """As many queries for the words of many as for those of few."""
        self._create_list(3)
        self._count_queries()
        short = self._count_queries()
        self._create_list(20)
        self.assertEqual(self._count_queries(), short)

    def _create_list(self, number):
        tags = [self.tea, self.pet, self.travel]
        for index in range(number):
            customer = self._create_customer(
                f"Many {number} {index}", category_id=tags[index % 3]
            )
            self._create_touchpoint(customer, "2026-09-23", self.cadence)

    def _count_queries(self):
        ledger = self.env["relationship.touchpoint"].with_user(self.rm)
        domain = [("content_id", "=", self.cadence.id), ("state", "=", "planned")]
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        ledger.web_search_read(domain, SPECIFICATION)
        return self.cr.sql_log_count - before
