from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import RelationshipCase

FIGURES = [
    "relationship_daily_capacity",
    "relationship_downgrade_months",
    "relationship_max_attempts",
    "relationship_cover_days",
    "relationship_night_hour",
    "relationship_leap_day",
    "relationship_risk_test_months",
    "relationship_asset_move_months",
]
DEFAULTS = (15, 3, 3, 30, 5.0, "feb28", 12, 24)
DISTURB_FIGURES = {
    "relationship_marketing_consent": ("granted", "open"),
    "relationship_contact_cap": (4, 3),
    "relationship_cap_days": (30, 14),
    "relationship_quiet_days": (30, 60),
    "relationship_contact_hours": ("09:00-12:00, 14:00-20:00", "10:00-18:00"),
}


@tagged("post_install", "-at_install")
class TestRelationshipFigures(RelationshipCase):
    """Administrators of ours set the figures without being Odoo's administrators."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(dict(zip(FIGURES, DEFAULTS, strict=True)))
        cls.other_company = cls.env["res.company"].create({"name": "Another Bank"})

    def _open(self, user):
        return Form(self.env["relationship.figures"].with_user(user))

    def assertFigures(self, *values, company=None):
        record = (company or self.company).sudo()
        record.invalidate_recordset()
        self.assertEqual(tuple(record[name] for name in FIGURES), values)

    def test_administrator_sets_every_figure(self):
        self.assertFalse(self.admin.has_group("base.group_system"))
        self.assertFalse(self.admin.has_group("base.group_erp_manager"))
        figures = self._open(self.admin)
        self.assertEqual(figures.relationship_daily_capacity, 15)
        self.assertEqual(figures.relationship_downgrade_months, 3)
        figures.relationship_daily_capacity = 12
        figures.relationship_downgrade_months = 6
        figures.relationship_max_attempts = 2
        figures.relationship_cover_days = 10
        figures.relationship_night_hour = 4.5
        figures.relationship_leap_day = "mar1"
        figures.relationship_risk_test_months = 24
        figures.relationship_asset_move_months = 36
        self.assertEqual(figures.save().display_name, "Figures")
        self.assertFigures(12, 6, 2, 10, 4.5, "mar1", 24, 36)
        self.assertFigures(*DEFAULTS, company=self.other_company)
        figures.relationship_daily_capacity = 9
        figures.save()
        self.assertFigures(9, 6, 2, 10, 4.5, "mar1", 24, 36)

    def test_administrator_says_when_not_to_disturb(self):
        figures = self._open(self.admin)
        for name, (default, value) in DISTURB_FIGURES.items():
            self.assertEqual(figures[name], default, name)
            figures[name] = value
        figures.save()
        for name, (default, value) in DISTURB_FIGURES.items():
            self.assertEqual(self.company[name], value, name)
            self.assertEqual(self.other_company[name], default, name)

    def test_nothing_else_of_the_company(self):
        figures = self._open(self.admin).save()
        self.assertFalse(figures.env.su)
        self.assertEqual(
            {
                field.related.split(".")[-1]
                for field in figures._fields.values()
                if field.related
            },
            {*FIGURES, *DISTURB_FIGURES, "relationship_digest_mail"},
        )
        with self.assertRaises(AccessError):
            self.company.with_user(self.admin).relationship_daily_capacity = 1
        self.assertFigures(*DEFAULTS)

    def test_heads_and_managers_set_none(self):
        figures = self._open(self.admin).save()
        for user in (self.head, self.root_head, self.rm, self.employee):
            with self.subTest(user.login):
                own = figures.with_user(user)
                with self.assertRaises(AccessError):
                    own.create({"relationship_daily_capacity": 1})
                with self.assertRaises(AccessError):
                    own.write({"relationship_daily_capacity": 1})
                with self.assertRaises(AccessError):
                    own.read(["relationship_daily_capacity"])
        self.assertFigures(*DEFAULTS)

    def test_only_an_own_company(self):
        figures = self.env["relationship.figures"].with_user(self.admin)
        stranger = figures.with_context(allowed_company_ids=self.other_company.ids)
        with self.assertRaises(AccessError):
            stranger.create({"relationship_daily_capacity": 1})
        with self.assertRaises(AccessError):
            stranger.browse(figures.create({}).id).write(
                {"relationship_daily_capacity": 1}
            )
        # a company in the values is not taken
        figures.create(
            {"company_id": self.other_company.id, "relationship_daily_capacity": 7}
        )
        self.assertFigures(*DEFAULTS, company=self.other_company)
        self.assertFigures(7, *DEFAULTS[1:])

    @mute_logger("odoo.sql_db")
    def test_impossible_figures(self):
        for values in (
            {"relationship_daily_capacity": -1},
            {"relationship_downgrade_months": -1},
            {"relationship_cover_days": -1},
            {"relationship_max_attempts": 0},
            {"relationship_risk_test_months": 0},
            {"relationship_contact_cap": -1},
            {"relationship_quiet_days": -1},
            {"relationship_cap_days": 0},
            {"relationship_night_hour": 24},
            {"relationship_night_hour": -0.5},
        ):
            with self.subTest(values), self.assertRaises(IntegrityError):
                self.env["relationship.figures"].with_user(self.admin).create(values)
                self.env.flush_all()
        self.assertFigures(*DEFAULTS)
