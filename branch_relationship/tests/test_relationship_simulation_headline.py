from odoo.fields import Command
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestRelationshipSimulationHeadline(RelationshipCase):
    """None, one or many: the sentence is right in both languages."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")

    def _say(self, lang, now=0, later=0, months=3, exceeded=()):
        """Return headline and detail of such a result."""
        self.company.relationship_downgrade_months = months
        simulation = self.env["relationship.simulation"].create(
            {
                "is_computed": True,
                "now_count": now,
                "later_count": later,
                "load_ids": [
                    Command.create(
                        {"user_id": user.id, "contacts_after": 2, "capacity": 1}
                    )
                    for user in exceeded
                ],
            }
        )
        self.assertEqual(simulation.is_exceeded, bool(exceeded))
        simulation = simulation.with_context(lang=lang)
        return simulation.headline, simulation.detail

    def test_moves(self):
        free = "nobody exceeds the daily capacity"
        for counts, headline, detail in (
            ((0, 0), "No customer changes segment", ""),
            ((1, 0), "1 customer changes segment", "1 moves at once"),
            ((2, 0), "2 customers change segment", "2 move at once"),
            (
                (0, 1),
                "1 customer changes segment",
                "Nobody moves at once; 1 downgrade follows after 3 months below",
            ),
            (
                (1, 2),
                "3 customers change segment",
                "1 moves at once; 2 downgrades follow after 3 months below",
            ),
            (
                (0, 2, 1),
                "2 customers change segment",
                "Nobody moves at once; 2 downgrades follow after 1 month below",
            ),
        ):
            with self.subTest(counts):
                said = self._say("en_US", *counts)
                self.assertEqual(said, (f"{headline}, {free}", detail))

    def test_moves_in_chinese(self):
        free = "无人超出日联系量"
        for counts, headline, detail in (
            ((0, 0), "没有客户变动分层", ""),
            ((1, 0), "1 位客户将变动分层", "1 位立即生效"),
            ((2, 0), "2 位客户将变动分层", "2 位立即生效"),
            (
                (0, 1),
                "1 位客户将变动分层",
                "没有客户立即变动；1 位降级须满 3 个月",
            ),
            (
                (1, 2),
                "3 位客户将变动分层",
                "1 位立即生效；2 位降级须满 3 个月",
            ),
        ):
            with self.subTest(counts):
                said = self._say("zh_CN", *counts)
                self.assertEqual(said, (f"{headline}，{free}", detail))

    def test_workload(self):
        users = self.rm | self.colleague | self.other_rm | self.head
        rm, colleague = self.rm.name, self.colleague.name
        for exceeded, english, chinese in (
            (users[:1], f"{rm} will exceed", f"{rm}将超出日联系量"),
            (
                users[:2],
                f"{rm} and {colleague} will exceed",
                f"{rm}和{colleague}将超出日联系量",
            ),
            (
                users,
                f"{rm} and 3 others will exceed",
                f"{rm}及其他 3 人将超出日联系量",
            ),
        ):
            said, _detail = self._say("en_US", 1, exceeded=exceeded)
            expected = f"1 customer changes segment, {english} the daily capacity"
            self.assertEqual(said, expected)
            said, _detail = self._say("zh_CN", 1, exceeded=exceeded)
            self.assertEqual(said, f"1 位客户将变动分层，{chinese}")
