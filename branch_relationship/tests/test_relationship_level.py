from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipLevel(RelationshipCase):
    """One level in use begins at a value; those in the archive take none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        levels = cls.env["relationship.level"].with_user(cls.admin)
        cls.archived = levels.create(
            {"name": "Old", "axis": "asset", "min_value": 6000000}
        )
        cls.archived.active = False

    def test_value_of_an_archived_level(self):
        level = self.archived.copy({"name": "New"})
        self.assertEqual((level.min_value, level.active), (6000000, False))
        level.active = True
        self.env.flush_all()
        thresholds = level._get_thresholds(self.company)["asset"]
        self.assertEqual(thresholds[0], (level.id, 6000000))

    @mute_logger("odoo.sql_db")
    def test_archived_level_does_not_come_back_beside_another(self):
        self.archived.copy({"name": "New", "active": True})
        with self.assertRaises(IntegrityError) as caught:
            self.archived.action_unarchive()
            self.env.flush_all()
        self.assertEqual(
            self.archived._sql_error_to_message(caught.exception),
            "This axis has a level from this value already.",
        )
