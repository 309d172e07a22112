from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestRelationshipAssetMoveClean(DueCase):
    """23 September 2026: what is older than 24 months is forgotten."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 12:00"))
        cls.moves = cls.env["relationship.asset.move"].sudo()
        cls.moves.search([]).unlink()
        cls.cadence.active = False
        cls.fall = cls.env.ref(
            "branch_relationship.relationship_care_content_balance_fall"
        )

    @classmethod
    def _create_move(cls, day, **values):
        return cls.moves.create(
            {
                "customer_id": cls.customer.id,
                "company_id": cls.company.id,
                "date": day,
                "amount_before": 500_000,
                "amount_after": 100_000,
                "amount_change": -400_000,
                **values,
            }
        )

    def _clean(self):
        return self.env["relationship.asset.move"]._gc_asset_moves()

    def test_older_than_kept(self):
        old, kept = map(self._create_move, ("2024-09-22", "2024-09-23"))
        returned = self._create_move("2024-09-24", returned_id=old.id)
        self.assertEqual(self._clean(), (1, False))
        self.assertEqual(self.moves.search([], order="date"), kept | returned)
        self.assertFalse(returned.returned_id)
        self.assertEqual(self._clean(), (0, False))

    def test_kept_always(self):
        old = self._create_move("2001-09-22")
        self.company.relationship_asset_move_months = 0
        self.assertEqual(self._clean(), (0, False))
        self.company.relationship_asset_move_months = 1
        self.assertEqual(self._clean(), (1, False))
        self.assertFalse(old.exists())

    def test_each_bank_keeps_its_own(self):
        bank = self.env["res.company"].create({"name": "Second Bank"})
        bank.relationship_asset_move_months = 12
        ours = self._create_move("2025-09-01")
        theirs = self._create_move("2025-09-01", company_id=bank.id)
        self.assertEqual(self._clean(), (1, False))
        self.assertEqual((ours | theirs).exists(), ours)

    def test_what_a_contact_tells_stays(self):
        """Also when the content is no longer in use."""
        told, untold = map(self._create_move, ("2026-09-22", "2026-09-22"))
        self.customer.asset_amount = 100_000
        untold.returned_id = told
        self.assertEqual(self._generate("2026-09-23"), 1)
        reason = self._get_open(self.customer).reason_ids
        self.assertEqual((reason.content_id, reason.source_id), (self.fall, told.id))
        words = reason.summary
        self.fall.active = False
        (told | untold).date = "2020-09-01"
        self.assertEqual(self._clean(), (1, False))
        self.assertEqual((told | untold).exists(), told)
        self.env.invalidate_all()
        self.assertEqual(reason.summary, words.replace("September 22", "September 1"))
