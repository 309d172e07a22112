from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipWordingPreview(DueCase):
    """Wednesday 23 September 2026, 00:30 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.maturity_7.wording = (
            "$form_of_address: $product, $amount, $date, $days_left. $rm, $branch"
        )
        cls.customer.form_of_address = "Mr Wang"
        cls.rm.name = "Lin"
        cls.deposit = cls._create_product("deposit", "Calm 180")

    def _preview(self, content, customer=None, user=None):
        previews = self.env["relationship.wording.preview"].with_user(user or self.rm)
        return previews.create(
            {"content_id": content.id, "customer_id": (customer or self.customer).id}
        )

    def _create_maturity(self):
        for number, day in enumerate(("2027-03-01", "2026-12-01", "2026-08-01")):
            self._create_holding(
                self.customer,
                self.deposit,
                f"D{number}",
                balance=(299999, 300000, 300001)[number],
                matures_on=day,
            )

    def test_next_occasion(self):
        """Nothing of it is in the ledger, and nothing comes there by looking."""
        self._create_maturity()
        before = self._get_ledger()
        preview = self._preview(self.maturity_7)
        self.assertEqual(
            preview.words,
            "Mr Wang: Calm 180, $300,000, December 1, 69. Lin, Branch S1",
        )
        self.assertEqual(preview.occasion, "Calm 180: $300,000 matures on December 1")
        self.assertFalse(preview.missing_names)
        self.env.flush_all()
        self.assertEqual(self._get_ledger(), before)

    def test_missing_values_are_pointed_out(self):
        preview = self._preview(self.maturity_7)
        self.assertEqual(
            preview.words,
            "Mr Wang: $product, $amount, September 23, $days_left. Lin, Branch S1",
        )
        self.assertEqual(preview.missing_names, "$product $amount $days_left")
        self.assertFalse(preview.occasion)
        self.customer.write({"branch_id": False})
        preview = self._preview(self.maturity_7, user=self.admin)
        self.assertEqual(preview.missing_names, "$product $amount $days_left $branch")

    def test_no_days_left_is_no_missing_value(self):
        self._create_holding(self.customer, self.deposit, "D1", matures_on="2026-09-23")
        self.maturity_0.wording = "$days_left"
        preview = self._preview(self.maturity_0)
        self.assertEqual((preview.words, preview.missing_names), ("0", ""))

    def test_last_occasion_of_the_ledger(self):
        """The next overdue is not known ahead; the open one is."""
        loan = self._create_holding(
            self.customer,
            self._create_product("loan", "Home Loan"),
            "L1",
            balance=-90000,
            overdue_amount=2500,
        )
        self.overdue.wording = "$product $amount"
        self._generate("2026-09-23")
        self.assertIn(
            loan.id, self._get_open(self.customer).reason_ids.mapped("source_id")
        )
        preview = self._preview(self.overdue)
        self.assertEqual(preview.words, "Home Loan $2,500")

    def test_birthday_and_cadence(self):
        self.customer.birthdate = "1980-09-23"
        self.birthday.wording = self.cadence.wording = "$customer"
        self._contact(self.customer, "2026-09-20")
        self.assertEqual(
            self._preview(self.birthday).occasion, "Birthday on September 23"
        )
        preview = self._preview(self.cadence)
        self.assertEqual(preview.words, "Wang")
        self.assertEqual(preview.occasion, "Last contact 3 days ago, interval 15 days")

    def test_interest_chooses(self):
        pet = self.env.ref("branch_relationship.res_partner_category_interest_pet")
        self.customer.category_id = pet
        self.assertIn("four-legged", self._preview(self.cadence).words)

    def test_language(self):
        self._create_maturity()
        self.maturity_7.update_field_translations(
            "wording", {"zh_CN": "$product有$amount，$date到期"}
        )
        self.customer.lang = "zh_CN"
        preview = self._preview(self.maturity_7)
        self.assertEqual(preview.lang, "zh_CN")
        self.assertEqual(preview.words, "Calm 180有30万 USD，12月1日到期")
        preview.lang = "en_US"
        self.assertIn("December 1", preview.words)

    def test_no_wording(self):
        self.overdue.wording = False
        self.assertFalse(self._preview(self.overdue).words)

    def test_dialog_begins_with_a_customer_who_had_one(self):
        self._create_maturity()
        colleagues = self._create_customer("Li", user_id=self.colleague.id)
        self._create_holding(colleagues, self.deposit, "D9", matures_on="2026-09-30")
        self.customer.holding_ids[:1].matures_on = "2026-09-30"
        self._generate("2026-09-23")
        previews = self.env["relationship.wording.preview"].with_context(
            default_content_id=self.maturity_7.id
        )
        for user, customer in (
            (self.rm, self.customer),
            (self.colleague, colleagues),
            (self.other_rm, self.env["res.partner"]),
        ):
            with Form(previews.with_user(user)) as dialog:
                self.assertEqual(dialog.customer_id, customer)
                self.assertEqual(bool(dialog.words), bool(customer))

    def test_customer_whom_the_user_may_not_read(self):
        self._create_maturity()
        for user in self.colleague | self.other_head:
            with self.assertRaises(AccessError):
                self._preview(self.maturity_7, user=user).read(["words"])
        for user in self.head | self.admin:
            self.assertIn("Calm 180", self._preview(self.maturity_7, user=user).words)
        with self.assertRaises(AccessError):
            self._preview(self.maturity_7, user=self.salesman)
