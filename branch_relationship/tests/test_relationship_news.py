from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import Form, tagged

from .common_due import DueCase

XMLID = "branch_relationship.relationship_care_content_news_"
TAG = "branch_relationship.res_partner_category_interest_"


class NewsCase(DueCase):
    """Wednesday 23 September 2026, 00:30 in Shanghai: Wang holds Calm 180."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))
        cls._archive_other_customers()
        cls.customer.active = True
        cls.cadence.active = False
        cls.product_news = cls.env.ref(f"{XMLID}product")
        cls.interest_news = cls.env.ref(f"{XMLID}interest")
        cls.calm = cls._create_product("wealth", "Calm 180")
        cls.bold = cls._create_product("fund", "Bold")
        cls.pet, cls.tea = cls.env.ref(f"{TAG}pet"), cls.env.ref(f"{TAG}tea")
        cls.holding = cls._create_holding(cls.customer, cls.calm, "H1", balance=9)

    @classmethod
    def _create_news(cls, name="News", user=None, **values):
        values = {
            "name": name,
            "date_from": "2026-09-23",
            "date_until": "2026-09-30",
            "branch_id": False,
            **values,
        }
        if "product_ids" in values:
            values.update(is_financial=True, product_ids=values["product_ids"].ids)
        if "interest_ids" in values:
            values["interest_ids"] = values["interest_ids"].ids
        return cls.env["relationship.news"].with_user(user or cls.admin).create(values)

    def _get_told(self, news):
        reasons = self.env["relationship.touchpoint.reason"].search(
            [("source_model", "=", news._name), ("source_id", "=", news.id)]
        )
        return reasons.touchpoint_id.customer_id

    def _night(self, date):
        runs = self.env["relationship.run"]
        for step in ("due", "expire"):
            run = getattr(runs, f"_step_{step}")
            run(self.company, self.sub, Date.to_date(date))


@tagged("post_install", "-at_install")
class TestRelationshipNews(NewsCase):
    def test_holders_are_told_once(self):
        self._create_holding(self.customer, self.bold, "H2")
        self._create_customer("Holds nothing")
        former = self._create_customer("Former")
        self._create_holding(former, self.calm, "H3", active=False)
        news = self._create_news(product_ids=self.calm | self.bold)
        self.assertEqual(self._generate("2026-09-23"), 1)
        self.assertPlan(self.customer, ("2026-09-23", self.product_news))
        reason = self._get_open(self.customer).reason_ids
        self.assertEqual(
            (reason.cycle, reason.source_model, reason.source_id),
            (str(news.id), "relationship.news", news.id),
        )
        for date in ("2026-09-23", "2026-09-24", "2026-09-30"):
            self.assertEqual(self._generate(date), 0)

    def test_friends_are_told(self):
        green_tea = self.tea.create({"name": "Green", "parent_id": self.tea.id})
        friends = [
            self._create_customer("Tea", category_id=self.tea.ids),
            self._create_customer("Green", category_id=(green_tea | self.pet).ids),
        ]
        self._create_customer("Pets", category_id=self.pet.ids)
        news = self._create_news(interest_ids=self.tea)
        self.assertEqual(self._generate("2026-09-23"), 2)
        self.assertEqual(self._get_told(news), friends[0] | friends[1])
        for friend in friends:
            self.assertPlan(friend, ("2026-09-23", self.interest_news))
        self.assertEqual(self._generate("2026-09-24"), 0)

    def test_validity(self):
        self._create_news(
            product_ids=self.calm, date_from="2026-09-28", date_until="2026-09-29"
        )
        for date, count in (("2026-09-25", 0), ("2026-09-30", 0), ("2026-09-28", 1)):
            self.assertEqual(self._generate(date), count, date)
        self.assertPlan(self.customer, ("2026-09-28", self.product_news))

    def test_notice(self):
        self.product_news.notice_days = 5
        self._create_news(product_ids=self.calm, date_from="2026-09-28")
        self.assertEqual(self._generate("2026-09-23"), 1)
        self.assertPlan(self.customer, ("2026-09-28", self.product_news))
        self.assertEqual(self._generate("2026-09-28"), 0)

    def test_who_comes_later_is_told_then(self):
        """A new holder, or news written after the night, or nights missed."""
        self._create_news(product_ids=self.calm)
        self._generate("2026-09-23")
        late = self._create_customer("Late")
        self._create_holding(late, self.calm, "H2")
        self.assertEqual(self._generate("2026-09-25"), 1)
        self.assertPlan(late, ("2026-09-25", self.product_news))

    def test_day_off_moves_after(self):
        self._create_news(product_ids=self.calm, date_from="2026-09-26")
        self._generate("2026-09-26")  # a Saturday
        self._generate("2026-09-28")
        self.assertPlan(self.customer, ("2026-09-28", self.product_news))

    def test_whom_it_suits(self):
        """What is about products is for the value and service orientations, what they
        like for the relationship orientation, both for those without one yet."""
        product = self._create_news(product_ids=self.calm)
        interest = self._create_news(interest_ids=self.pet)
        told = {}
        for code in ("relationship", "value", "service"):
            orientation = self.env.ref(
                f"branch_relationship.relationship_orientation_{code}"
            )
            told[code] = self._create_customer(
                code, orientation_id=orientation.id, category_id=self.pet.ids
            )
            self._create_holding(told[code], self.calm, code)
        prospect = self._create_customer(
            relationship_stage="prospect", category_id=self.pet.ids
        )
        self._create_holding(prospect, self.calm, "prospect")
        self._generate("2026-09-23")
        self.assertEqual(
            self._get_told(product), self.customer | told["value"] | told["service"]
        )
        self.assertEqual(self._get_told(interest), told["relationship"])

    def test_of_a_branch_and_those_below(self):
        elsewhere = self._create_customer(
            "Else", branch_id=self.other.id, user_id=self.other_rm.id
        )
        self._create_holding(elsewhere, self.calm, "H2")
        nobody = self._create_customer("Nobody's", branch_id=False)
        self._create_holding(nobody, self.calm, "H3")
        for branch, told in (
            (self.sub, self.customer),
            (self.branch, self.customer | elsewhere),
            (self.sub.browse(), self.customer | elsewhere | nobody),
        ):
            news = self._create_news(product_ids=self.calm, branch_id=branch.id)
            self.assertEqual(news.customer_count, len(told))
            self._generate("2026-09-23")
            self.assertEqual(self._get_told(news), told, branch.name)

    def test_of_each_bank(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.company_ids |= bank
        news = self._create_news(product_ids=self.calm, company_id=bank.id)
        self.product_news.copy({"company_id": bank.id})
        self.assertEqual(self._generate("2026-09-23"), 0)
        self.assertFalse(self._get_told(news))

    # what is over

    def assert_lapsed(self, words):
        self.assertEqual(
            self.customer.touchpoint_ids.mapped(
                lambda row: (row.state, row.skip_reason)
            ),
            [("skipped", words)],
        )

    def test_withdrawn(self):
        for withdraw in ("action_archive", "unlink"):
            with self.env.cr.savepoint() as savepoint:
                news = self._create_news(product_ids=self.calm)
                self._night("2026-09-23")
                self._get_open(self.customer)._assign()
                getattr(news, withdraw)()
                self.assert_lapsed("news withdrawn")
                self.assertEqual(self._generate("2026-09-23"), 0)
                savepoint.rollback()

    def test_withdrawn_before_it_is_assigned(self):
        news = self._create_news(product_ids=self.calm)
        self._night("2026-09-23")
        news.active = False
        self.assertPlan(self.customer, ("2026-09-23", self.product_news))
        self._night("2026-09-24")
        self.assert_lapsed("news withdrawn")

    def test_out_of_date(self):
        self._create_news(product_ids=self.calm)
        self._night("2026-09-23")
        self._night("2026-09-30")
        self.assertPlan(self.customer, ("2026-09-23", self.product_news))
        self._night("2026-10-01")
        self.assert_lapsed("news out of date")

    def test_shortened(self):
        news = self._create_news(
            product_ids=self.calm, date_from="2026-09-01", date_until="2026-09-30"
        )
        self._generate("2026-09-23")
        self._get_open(self.customer)._assign()
        news.date_until = "2026-09-23"
        self.assertPlan(self.customer, ("2026-09-23", self.product_news))
        with self.shanghai("2026-09-24 00:30"):
            news.date_until = "2026-09-23"
        self.assert_lapsed("news out of date")

    def test_sold_meanwhile(self):
        self._create_news(product_ids=self.calm)
        self._night("2026-09-23")
        self.holding.active = False
        self._night("2026-09-24")
        self.assert_lapsed("no longer concerned")

    def test_no_longer_liked(self):
        green_tea = self.tea.create({"name": "Green", "parent_id": self.tea.id})
        self.customer.category_id = green_tea | self.pet
        self._create_news(interest_ids=self.tea)
        self._night("2026-09-23")
        self.customer.category_id = green_tea
        self._night("2026-09-24")
        self.assertPlan(self.customer, ("2026-09-23", self.interest_news))
        self.customer.category_id = self.pet
        self._night("2026-09-25")
        self.assert_lapsed("no longer concerned")

    def test_for_others_after_all(self):
        """Changed before the customer was told."""
        for values in (
            {"product_ids": [Command.set(self.bold.ids)]},
            {"branch_id": self.other.id},
            {
                "is_financial": False,
                "interest_ids": [Command.set(self.pet.ids)],
                "product_ids": [Command.clear()],
            },
        ):
            with self.env.cr.savepoint() as savepoint:
                news = self._create_news(product_ids=self.calm | self.bold)
                self._generate("2026-09-23")
                self._get_open(self.customer)._assign()
                news.branch_id = self.branch
                news.product_ids = self.calm
                self.assertPlan(self.customer, ("2026-09-23", self.product_news))
                news.write(values)
                self.assert_lapsed("no longer concerned")
                savepoint.rollback()

    def test_other_reasons_stay(self):
        self.holding.matures_on = "2026-09-23"
        self.maturity_after.active = False
        news = self._create_news(product_ids=self.calm)
        self._generate("2026-09-23")
        both = self.maturity_0, self.product_news
        self.assertPlan(self.customer, ("2026-09-23", *both))
        self._get_open(self.customer)._assign()
        news.active = False
        self.assertPlan(self.customer, ("2026-09-23", self.maturity_0))

    def test_merged_customers(self):
        """Both were told the same: nothing is lost, and nobody is told again."""
        twin = self._create_customer("Twin", segment_id=self.high_high.id)
        self._create_holding(twin, self.calm, "H2")
        news = self._create_news(product_ids=self.calm)
        self._night("2026-09-23")
        contacts = (self.customer | twin).touchpoint_ids
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
        self.assertEqual(self.customer.touchpoint_ids, contacts)
        self.assertEqual(self._get_told(news), self.customer)
        self.assertPlan(self.customer, ("2026-09-23", self.product_news))
        self.assertEqual(self._generate("2026-09-24"), 0)

    # what is said

    def test_words(self):
        self._create_holding(self.customer, self.bold, "H2")
        self._create_news("Half-year report", body="All well.", product_ids=self.calm)
        self._generate("2026-09-23")
        self.product_news.wording = "$customer, $product: $news, $news_text, $date"
        touchpoint = self._get_open(self.customer).with_user(self.rm)
        self.assertEqual(
            touchpoint.reason_summary, "Half-year report (until September 30)"
        )
        self.assertEqual(
            touchpoint.wording,
            "Wang, Calm 180: Half-year report, All well., September 30",
        )
        preview = self.env["relationship.wording.preview"].with_user(self.rm)
        dialog = preview.create({"content_id": self.product_news.id})
        self.assertEqual(dialog.customer_id, self.customer)
        self.assertEqual(dialog.words, touchpoint.wording)

    def test_words_of_what_it_is_about(self):
        """Who loves a dog and tea is told of tea in the words of tea."""
        self.customer.category_id = self.tea | self.pet
        for interest, words in (
            (self.tea, "Good day Wang, this made me think of you: News. It opens."),
            (
                self.pet,
                "Good day Wang, this may interest you and your four-legged friend: "
                "News. It opens.",
            ),
        ):
            with self.env.cr.savepoint() as savepoint:
                self._create_news(body="It opens.", interest_ids=interest)
                self._generate("2026-09-23")
                touchpoint = self._get_open(self.customer).with_user(self.rm)
                self.assertEqual(touchpoint.wording, words)
                preview = self.env["relationship.wording.preview"].with_user(self.rm)
                dialog = preview.create({"content_id": self.interest_news.id})
                self.assertEqual(dialog.words, words)
                savepoint.rollback()

    # whom it would concern

    def test_estimate(self):
        """Before the night: as many as the night will tell."""
        likes = self._create_customer("Likes", category_id=self.pet.ids)
        value = self.env.ref("branch_relationship.relationship_orientation_value")
        self._create_customer(category_id=self.pet.ids, orientation_id=value.id)
        for news, told in (
            (self._create_news(product_ids=self.calm), self.customer),
            (self._create_news(interest_ids=self.pet), likes),
        ):
            self.assertEqual(news.customer_count, 1)
            action = news.action_view_customers()
            self.assertEqual(self.env["res.partner"].search(action["domain"]), told)
        self.assertEqual(self._generate("2026-09-23"), 2)

    def test_estimate_counts_what_one_sees(self):
        news = self._create_news(product_ids=self.calm)
        for user, count in ((self.rm, 1), (self.colleague, 0), (self.head, 1)):
            self.env.invalidate_all()
            self.assertEqual(news.with_user(user).customer_count, count, user.login)

    def test_says_whom_it_is_for(self):
        for values in (
            {"is_financial": True, "interest_ids": self.pet},
            {"interest_ids": self.pet.browse()},
        ):
            with self.assertRaises(ValidationError):
                self._create_news(**values)

    # who writes it

    def test_heads_write_for_their_branches(self):
        news = self.env["relationship.news"].with_user(self.head)
        with Form(news) as form:
            form.name = "A school opens"
            form.interest_ids.add(self.pet)
            form.date_until = "2026-09-30"
            self.assertEqual(form.branch_id, self.sub)
        values = {"interest_ids": self.pet}
        for branch in (self.other, self.branch, self.sub.browse()):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._create_news(user=self.head, branch_id=branch.id, **values)
        theirs = self._create_news(branch_id=self.other.id, **values)
        with self.assertRaises(AccessError):
            theirs.with_user(self.head).name = "Spy"
        mine = form.record
        with self.assertRaises(AccessError):
            mine.branch_id = False
        with self.assertRaises(AccessError):
            mine.unlink()
        mine.action_archive()
        self.assertFalse(mine.active)
        root = self._create_news(
            user=self.root_head, branch_id=self.branch.id, **values
        )
        self.assertEqual(root.branch_id, self.branch)

    def test_managers_read_and_others_do_not(self):
        news = self._create_news(product_ids=self.calm)
        as_rm = news.with_user(self.rm)
        self.assertEqual(as_rm.name, "News")
        with self.assertRaises(AccessError):
            as_rm.name = "Spy"
        with self.assertRaises(AccessError):
            as_rm.unlink()
        with self.assertRaises(AccessError):
            self._create_news(user=self.rm, product_ids=self.calm)
        for user in self.employee | self.salesman | self.all_leads_salesman:
            with self.assertRaises(AccessError):
                news.with_user(user).search([])
        self.assertEqual(news.name, "News")

    def test_administrator_of_another_bank(self):
        news = self._create_news(product_ids=self.calm)
        bank = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.write(
            {"company_ids": [Command.set(bank.ids)], "company_id": bank.id}
        )
        theirs = news.with_user(self.admin).with_company(bank)
        self.assertFalse(theirs.search([("id", "=", news.id)]))
