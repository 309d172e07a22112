from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import RelationshipCase

KANBAN = {
    "display_name": {},
    "customer_summary": {},
    "contact_health": {},
    "asset_amount": {},
    "relationship_currency_id": {"fields": {"display_name": {}}},
    "relationship_stage": {},
    "next_contact_date": {},
    "segment_color": {},
    "category_id": {"fields": {"display_name": {}, "color": {}}},
}
LIST = {
    "complete_name": {},
    "segment_color": {},
    "segment_id": {"fields": {"display_name": {}}},
    "asset_amount": {},
    "relationship_currency_id": {"fields": {"display_name": {}}},
    "potential_score": {},
    "last_contact_date": {},
    "next_contact_date": {},
    "contact_health": {},
    "phone": {},
    "active": {},
}


@tagged("post_install", "-at_install")
class TestResPartnerAction(RelationshipCase):
    """What the manager's screens ask of the database, whatever the number of rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tags = cls.env["res.partner.category"].create(
            [{"name": "Tea"}, {"name": "Hiking"}]
        )
        segments = cls.high_high | cls.low_high | cls.high_low | cls.low_low
        for number in range(24):
            cls._create_customer(
                f"Customer {number:02}",
                segment_id=segments[number % 4].id,
                asset_amount=1000 * number,
                birthdate="1980-05-05",
                job_level="owner",
                category_id=tags.ids if number % 2 else False,
            )
        cls.foreign = cls._create_customer("Other's", user_id=cls.colleague.id)
        cls.action = cls.env.ref("branch_relationship.res_partner_action_relationship")

    def _get_rows(self):
        domain = safe_eval(self.action.domain, {"uid": self.rm.id})
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["res.partner"].with_user(self.rm), domain

    def test_list(self):
        customers, domain = self._get_rows()
        customers.web_search_read(domain, LIST, limit=80)
        customers, domain = self._get_rows()
        with self.assertQueryCount(15):
            found = customers.web_search_read(domain, LIST, limit=80)
        self.assertEqual(found["length"], 24)
        self.assertNotIn(self.foreign.id, [row["id"] for row in found["records"]])

    def test_kanban(self):
        def read():
            customers, domain = self._get_rows()
            return customers.with_context(read_group_expand=True).web_read_group(
                domain,
                ["segment_id"],
                ["__count"],
                auto_unfold=True,
                unfold_read_specification=KANBAN,
                unfold_read_default_limit=40,
            )

        read()
        with self.assertQueryCount(25):
            found = read()
        self.assertEqual(
            [(len(group["__records"]), group["__count"]) for group in found["groups"]],
            [(6, 6)] * 4,
        )

    def test_sums_by_group(self):
        """A list grouped by class sums assets by currency."""
        customers, domain = self._get_rows()
        groups = customers.web_read_group(
            domain,
            ["segment_id"],
            [
                "asset_amount:sum_currency",
                "relationship_currency_id:array_agg_distinct",
            ],
        )["groups"]
        self.assertEqual(
            [group["relationship_currency_id:array_agg_distinct"] for group in groups],
            [[self.company.currency_id.id]] * 4,
        )

    def test_views_open_for_every_role(self):
        views = [(view.view_id.id, view.view_mode) for view in self.action.view_ids] + [
            (self.action.search_view_id.id, "search")
        ]
        for user in self.rm | self.head | self.admin:
            found = self.env["res.partner"].with_user(user).get_views(views)
            self.assertIn("segment_id", found["views"]["list"]["arch"])
        plain = self.env["res.partner"].with_user(self.employee)
        arch = plain.get_view(self.env.ref("base.view_partner_form").id)["arch"]
        for name in ("relationship_stage", "segment_id", "action_make_customer"):
            self.assertFalse(f'name="{name}"' in arch, name)
