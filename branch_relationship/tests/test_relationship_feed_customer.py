from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .feed_common import FeedCase

HEADER = (
    "ref,name,gender,birthdate,branch_code,rm_login,relationship_stage,is_payroll,"
    "asset_average,last_contact_date,phone"
)


@tagged("post_install", "-at_install")
class TestRelationshipFeedCustomer(FeedCase):
    def get_customer(self, ref):
        return self.env["res.partner"].search(
            [("ref", "=", ref), ("relationship_stage", "!=", False)]
        )

    def test_first_and_second_delivery(self):
        messages = self.env["mail.message"].search_count([])
        followers = self.env["mail.followers"].search_count([])
        mails = self.env["mail.mail"].search_count([])
        rows = (
            "C1,=Ann,female,1980-02-29,S1,rel_rm,established,1,1234.56,2026-09-01,+861",
            "C2,Bob,,,,,,,,,",
        )
        self.assertTaken(self.deliver("customers", HEADER, *rows), created=2)
        ann, bob = self.get_customer("C1"), self.get_customer("C2")
        self.assertEqual(ann.name, "=Ann")
        self.assertEqual(ann.gender, "female")
        self.assertEqual(ann.birthdate, fields.Date.to_date("1980-02-29"))
        self.assertEqual((ann.branch_id, ann.user_id), (self.sub, self.rm))
        self.assertEqual(ann.relationship_stage, "established")
        self.assertTrue(ann.is_payroll)
        self.assertEqual(ann.asset_average, 1234.56)
        self.assertEqual(ann.last_contact_date, fields.Date.to_date("2026-09-01"))
        self.assertEqual(ann.cadence_start, ann.last_contact_date)
        self.assertEqual(ann.phone, "+861")
        self.assertEqual((ann.company_id, bob.company_id), (self.company,) * 2)
        self.assertEqual(bob.relationship_stage, "prospect")
        self.assertFalse(bob.last_contact_date)
        self.assertEqual(self.env["mail.message"].search_count([]), messages)
        self.assertEqual(self.env["mail.followers"].search_count([]), followers)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        before = self.get_versions("res_partner")
        self.assertTaken(self.deliver("customers", HEADER, *rows), unchanged=2)
        self.assertEqual(self.get_versions("res_partner"), before)

    def test_empty_cells_leave_and_unknown_too(self):
        customer = self._create_customer(
            "Ann", ref="C1", gender="female", phone="1", is_payroll=True
        )
        feed = self.deliver("customers", HEADER, "C1,,unknown,,,,,,,,")
        self.assertTaken(feed, unchanged=1)
        self.assertEqual((customer.gender, customer.phone), ("female", "1"))
        feed = self.deliver("customers", HEADER, "C1,,,,,,,no,,,2")
        self.assertTaken(feed, updated=1)
        self.assertFalse(customer.is_payroll)
        self.assertEqual(customer.phone, "2")

    def test_labels_in_both_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        selection = self.env["ir.model.fields.selection"].search(
            [("field_id.name", "=", "gender"), ("field_id.model", "=", "res.partner")]
        )
        for option, label in zip(selection, ("男", "女"), strict=True):
            option.with_context(lang="zh_CN").name = label
        feed = self.deliver(
            "customers",
            "ref,name,gender,is_payroll",
            "C1,A,女,是",
            "C2,B,Male,否",
            "C3,C,FEMALE,Yes",
        )
        self.assertTaken(feed, created=3)
        self.assertEqual(self.get_customer("C1").gender, "female")
        self.assertTrue(self.get_customer("C1").is_payroll)
        self.assertEqual(self.get_customer("C2").gender, "male")
        self.assertEqual(self.get_customer("C3").gender, "female")

    def test_rejects_and_correction(self):
        self.env["res.partner"].create({"name": "Contact", "ref": "X1"})
        rows = (
            "X1,Ordinary,,,,,,,,,",
            "N2,Two,,2026-02-30,,,,,,,",
            "N3,Three,,,NONE,,,,,,",
            "N4,Four,,,,nobody,,,,,",
            "N5,Five,,,,portal,,,,,",
            "N6,Six,other,,,,,,,,",
            "N7,Seven,,,,,friend,,,,",
            "N8,Eight,,,,,,maybe,,,",
            "N9,Nine,,,,,,,1.000.000,,",
            "N10,Ten,,,,,,,,2999-01-01,",
            "N11,,,,,,,,,,",
            "N12,Twelve,,,S1,rel_rm,,,,,",
            "N13,a,,,,,,,,,",
            "N13,b,,,,,,,,,",
            ",c,,,,,,,,,",
        )
        feed = self.deliver("customers", HEADER, *rows)
        self.assertTaken(feed, created=1, rejected=14)
        self.assertRejects(
            feed,
            (2, "ref", "no customer"),
            (3, "birthdate", "2026-02-30"),
            (4, "branch_code", "NONE"),
            (5, "rm_login", "nobody"),
            (6, "rm_login", "portal"),
            (7, "gender", "other"),
            (8, "relationship_stage", "friend"),
            (9, "is_payroll", "maybe"),
            (10, "asset_average", "1.000.000"),
            (11, "last_contact_date", "not come"),
            (12, "name", "empty"),
            (14, "ref", "more than once"),
            (15, "ref", "more than once"),
            (16, "ref", "empty"),
        )
        text = feed._get_reject_csv().decode()
        for old, new in (
            ("X1,", "N1,"),
            ("2026-02-30,", "2000-02-29,"),
            ("NONE,", "S1,"),
            ("nobody,", "rel_rm,"),
            (",portal,", ",rel_rm,"),
            ("other,", ","),
            ("friend,", "met,"),
            ("maybe,", "true,"),
            ("1.000.000,", "1000000,"),
            ("2999-01-01,", "2020-01-01,"),
            ("N11,", "N11,Eleven"),
            ("N13,b", "N14,b"),
            ("\r\n,c", "\r\nN15,c"),
        ):
            self.assertIn(old, text)
            text = text.replace(old, new)
        feed = self.deliver_bytes("customers", text.encode())
        self.assertTaken(feed, created=14)
        contact = self.env["res.partner"].search([("name", "=", "Contact")])
        self.assertFalse(contact.relationship_stage)
        self.assertEqual(contact.ref, "X1")

    def test_manager_who_is_archived(self):
        """Who is new waits in the branch pool; the others stay where they are."""
        known = self._create_customer("Known", ref="C1")
        left = self._create_customer("Left", ref="C2", user_id=self.colleague.id)
        self.colleague.active = False
        rows = [f"C{number},Name,S1,rel_colleague" for number in (1, 2, 3, 4)]
        header = "ref,name,branch_code,rm_login"
        feed = self.deliver("customers", header, *rows)
        warning = (
            "“rel_colleague” (rm_login) is archived and was left out: new rows came in "
            "without, known ones keep theirs."
        )
        self.assertTaken(feed, created=2, updated=2, message=warning)
        self.assertEqual((known.name, known.user_id), ("Name", self.rm))
        self.assertEqual((left.name, left.user_id), ("Name", self.colleague))
        new = self.get_customer("C3")
        self.assertEqual((new.branch_id, new.user_id.id), (self.sub, False))
        self.assertTrue(new.with_user(self.head).has_access("read"))
        before = self.get_versions("res_partner")
        feed = self.deliver("customers", header, *rows)
        self.assertTaken(feed, unchanged=4, message=warning)
        self.assertEqual(self.get_versions("res_partner"), before)

    def test_row_that_a_rule_of_the_card_refuses(self):
        """The other rows of its batch land."""
        partner = self.env.registry["res.partner"]
        origin = partner.create
        refusal = "Bad is refused."

        def create(records, vals_list):
            if any(vals.get("name") == "Bad" for vals in vals_list):
                raise ValidationError(refusal)
            return origin(records, vals_list)

        self.patch(partner, "create", create)
        feed = self.deliver("customers", "ref,name", "C1,Good", "C2,Bad", "C3,Good")
        self.assertTaken(feed, created=2, rejected=1)
        self.assertRejects(feed, (3, False, refusal))

    def test_only_a_newer_contact_counts(self):
        customer = self._create_customer(
            "Ann", ref="C1", last_contact_date="2026-09-10"
        )
        header = "ref,last_contact_date"
        feed = self.deliver("customers", header, "C1,2026-09-01")
        self.assertTaken(feed, unchanged=1)
        feed = self.deliver("customers", header, "C1,2026-09-20")
        self.assertTaken(feed, updated=1)
        self.assertEqual(customer.last_contact_date, fields.Date.to_date("2026-09-20"))
        self.assertEqual(customer.cadence_start, fields.Date.to_date("2026-09-20"))

    def test_a_skip_after_the_reported_contact_stays(self):
        customer = self._create_customer("Ann", ref="C1", own_contact_interval=90)
        customer._record_contact(fields.Date.to_date("2026-06-01"))
        customer._restart_cadence(fields.Date.to_date("2026-09-20"))
        feed = self.deliver("customers", "ref,last_contact_date", "C1,2026-09-10")
        self.assertTaken(feed, updated=1)
        self.assertEqual(str(customer.last_contact_date), "2026-09-10")
        self.assertEqual(str(customer.cadence_start), "2026-09-20")
        self.assertEqual(str(customer.next_contact_date), "2026-12-19")
        feed = self.deliver("customers", "ref,last_contact_date", "C1,2026-09-21")
        self.assertTaken(feed, updated=1)
        self.assertEqual(str(customer.cadence_start), "2026-09-21")

    def test_archived_customer_stays_archived(self):
        customer = self._create_customer("Ann", ref="C1", active=False)
        feed = self.deliver("customers", "ref,name", "C1,Anna")
        self.assertTaken(feed, updated=1)
        self.assertEqual((customer.name, customer.active), ("Anna", False))
