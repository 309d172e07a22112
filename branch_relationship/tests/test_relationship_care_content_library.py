import re
from string import Template

from odoo.tests import TransactionCase, tagged

PREFIX = "relationship_care_content_"
EVERYBODY, RELATIONSHIP, TRACKED = (), ("relationship",), ("service", "value")
UPPER, OTHERS = ("high_high", "low_high"), ("high_low", "low_low")
#: What DOMAIN.md has: content -> trigger, lead days, orientations, segments,
#: delivery, active. Emotional care is for the relationship orientation. Everybody's
#: are service notices, regular talk, the birthday, the two great festivals, money
#: that leaves or comes and the risk test. All other tracking is for value and
#: service.
LIBRARY = {
    # emotional care: talk, birthday, days that matter, festivals, what they like
    "cadence": ("cadence", 0, EVERYBODY, (), "personal", True),
    "birthday": ("birthday", 0, EVERYBODY, (), "personal", True),
    "personal_date": ("personal_date", 0, RELATIONSHIP, (), "personal", True),
    "festival_great": ("festival", 3, EVERYBODY, UPPER, "personal", True),
    "festival_great_batch": ("festival", 0, EVERYBODY, OTHERS, "batch", True),
    "festival": ("festival", 2, RELATIONSHIP, UPPER, "personal", True),
    "festival_batch": ("festival", 0, RELATIONSHIP, OTHERS, "batch", True),
    "news_interest": ("news", 0, RELATIONSHIP, (), "personal", True),
    # after-sales tracking: due dates
    "maturity_30": ("maturity", 30, EVERYBODY, (), "personal", True),
    "maturity_7": ("maturity", 7, EVERYBODY, (), "personal", True),
    "maturity_0": ("maturity", 0, EVERYBODY, (), "personal", True),
    "maturity_after": ("maturity", -1, EVERYBODY, (), "personal", True),
    "overdue": ("overdue", 0, EVERYBODY, (), "personal", True),
    "payment_due": ("payment_due", 3, EVERYBODY, (), "personal", False),
    "risk_test_expiring": ("risk_test_expiring", 30, EVERYBODY, (), "personal", True),
    # movements, yield and dividend, take profit and stop loss, news of what they own
    "balance_fall": ("balance_move", 0, EVERYBODY, (), "personal", True),
    "balance_rise": ("balance_move", 0, EVERYBODY, (), "personal", True),
    "income_paid": ("income_paid", 0, TRACKED, (), "personal", True),
    "price_fall": ("price_move", 0, TRACKED, (), "personal", True),
    "price_rise": ("price_move", 0, TRACKED, (), "personal", True),
    "dividend": ("dividend", 0, TRACKED, (), "personal", True),
    "take_profit": ("take_profit", 0, TRACKED, (), "personal", True),
    "stop_loss": ("stop_loss", 0, TRACKED, (), "personal", True),
    "news_product": ("news", 0, TRACKED, (), "personal", True),
}
EMOTIONAL = {
    "cadence",
    "birthday",
    "personal_date",
    "festival_great",
    "festival_great_batch",
    "festival",
    "festival_batch",
    "news_interest",
}
#: Pass every do-not-disturb rule and reach customers of every stage.
SERVICE_NOTICES = {
    "maturity_30",
    "maturity_7",
    "maturity_0",
    "maturity_after",
    "overdue",
    "payment_due",
}
#: Percent and amount from which on a move is told.
THRESHOLDS = {
    "balance_fall": (20, 50_000),
    "balance_rise": (20, 50_000),
    "price_fall": (5, 0),
    "price_rise": (5, 0),
    "take_profit": (20, 0),
    "stop_loss": (10, 0),
}
CHINESE = re.compile("[\u4e00-\u9fff]")


@tagged("post_install", "-at_install")
class TestRelationshipCareContentLibrary(TransactionCase):
    """The shipped contents, worked out from the domain's facts, one by one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        rows = cls.env["ir.model.data"].search(
            [
                ("module", "=", "branch_relationship"),
                ("model", "=", "relationship.care.content"),
            ]
        )
        contents = cls.env["relationship.care.content"]
        cls.shipped = {
            row.name.removeprefix(PREFIX): contents.browse(row.res_id) for row in rows
        }

    def _get_names(self, records):
        """Return the ends of the external ids, sorted."""
        prefix = f"branch_relationship.{records._name.replace('.', '_')}_"
        names = records.get_external_id().values()
        return tuple(sorted(name.removeprefix(prefix) for name in names))

    def test_whole(self):
        self.assertEqual(self.shipped.keys(), LIBRARY.keys())

    def test_table(self):
        for name, expected in LIBRARY.items():
            content = self.shipped[name]
            with self.subTest(name):
                found = (
                    content.trigger,
                    content.lead_days,
                    self._get_names(content.orientation_ids),
                    self._get_names(content.segment_ids),
                    content.delivery,
                    content.active,
                )
                self.assertEqual(found, expected)

    def test_categories_and_notices(self):
        for name, content in self.shipped.items():
            with self.subTest(name):
                category = "emotional" if name in EMOTIONAL else "tracking"
                self.assertEqual(content.category, category)
                self.assertEqual(content.is_service_notice, name in SERVICE_NOTICES)
                self.assertFalse(content.is_marketing)

    def test_thresholds(self):
        found = {
            name: (content.threshold_percent, content.threshold_amount)
            for name, content in self.shipped.items()
            if content.threshold_percent
        }
        self.assertEqual(found, THRESHOLDS)

    def test_qingming_is_not_greeted(self):
        contents = self.env["relationship.care.content"].union(*self.shipped.values())
        greeted = self._get_names(contents.festival_ids)
        self.assertNotIn("qingming", greeted)
        self.assertGreaterEqual(set(greeted), {"spring", "mid_autumn", "double_ninth"})

    def test_words_in_both_languages(self):
        for name, content in self.shipped.items():
            texts = [(content, "name"), (content, "wording")]
            texts += [(wording, "text") for wording in content.wording_ids]
            for record, field in texts:
                with self.subTest(name, field=field):
                    english = record.with_context(lang="en_US")[field]
                    chinese = record.with_context(lang="zh_CN")[field]
                    self.assertFalse(CHINESE.search(english))
                    self.assertTrue(CHINESE.search(chinese))
                    self.assertLessEqual(
                        get_placeholders(chinese), get_placeholders(english)
                    )


def get_placeholders(text):
    return {match["named"] for match in Template.pattern.finditer(text)}
