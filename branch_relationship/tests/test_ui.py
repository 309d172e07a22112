from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import RelationshipCase
from .common_my_day import MyDayCase


class MyDayUiCase(MyDayCase, HttpCase):
    """Three contacts of the morning: Anna's urgent, Ben's overdue, Carl's of today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._create_maturity()
        cls.second = cls._create_assigned(cls.ben, "2026-09-21", cls.cadence)
        cls.third = cls._create_assigned(cls.carl, "2026-09-23", cls.cadence)
        cls.anna.phone = "138 0000 2716"

    def assertReached(self, touchpoints):
        for touchpoint in touchpoints:
            self.assertEqual(
                (touchpoint.state, touchpoint.result, touchpoint.done_user_id),
                ("done", "reached", self.rm),
            )


@tagged("post_install", "-at_install")
class TestUi(MyDayUiCase):
    """The relationship manager's morning, in the browser."""

    def test_my_day(self):
        self.start_tour("/odoo", "relationship_my_day", login="rel_rm")
        self.assertReached(self.first | self.second)
        self.assertEqual(self.second.channel, "phone")
        self.assertFalse(self.second.needs_outcome)
        self.assertEqual(str(self.third.due_date), "2026-09-24")

    def test_my_day_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.rm.lang = "zh_CN"
        self.start_tour("/odoo/my-day", "relationship_my_day_chinese", login="rel_rm")
        self.assertReached(self.first)


@tagged("post_install", "-at_install")
class TestUiPhone(MyDayUiCase):
    """The same on a phone, where cards take the place of the list."""

    browser_size = "390x844"
    touch_enabled = True

    def test_my_day_on_the_phone(self):
        self.start_tour("/odoo/my-day", "relationship_my_day_phone", login="rel_rm")
        self.assertReached(self.first)


class ScreensCase(RelationshipCase, HttpCase):
    """A contact of today, a night that did without a file, a delivery and a product
    without grade; everybody reads Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        (cls.head | cls.admin).lang = "zh_CN"
        pet = cls.env.ref("branch_relationship.res_partner_category_interest_pet")
        anna = cls._create_customer("Anna", phone="138 0000 2716", category_id=pet.ids)
        cls.env["relationship.news"].create(
            {
                "name": "网点旁新开宠物医院",
                "interest_ids": pet.ids,
                "date_until": fields.Date.today(),
            }
        )
        cls.env["relationship.touchpoint"].create(
            {
                "customer_id": anna.id,
                "due_date": fields.Date.today(),  # as the browser has it
                "content_id": cls.env.ref(
                    "branch_relationship.relationship_care_content_cadence"
                ).id,
            }
        )
        night = {
            "date": fields.Date.today(),
            "state": "done",
            "company_id": cls.company.id,
        }
        cls.env["relationship.run"].create(
            [
                {**night, "step": "dispatch", "branch_id": cls.sub.id},
                {**night, "step": "feed", "error": "等待至 07:00：客户"},
            ]
        )
        cls.env["relationship.feed"].create({"name": "f.csv", "kind": "customers"})
        cls._create_product("fund", "Calm 180")


@tagged("post_install", "-at_install")
class TestUiScreens(ScreensCase):
    """Each screen opens in Chinese, and without an error."""

    def test_head(self):
        self.start_tour("/odoo", "relationship_screens_head", login="rel_head")

    def test_administrator(self):
        self.start_tour("/odoo", "relationship_screens_admin", login="rel_admin")


@tagged("post_install", "-at_install")
class TestUiScreensPhone(ScreensCase):
    browser_size = "375x667"
    touch_enabled = True

    def test_calendar(self):
        self.start_tour(
            "/odoo/contact-calendar", "relationship_screens_phone", login="rel_head"
        )
