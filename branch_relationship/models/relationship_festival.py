from calendar import monthrange

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.festival import A_LEAP_YEAR, LAST_WEEK, FestivalRule


class RelationshipFestival(models.Model):
    """A day that comes every year, of the sun, the moon or the solar terms.

    It belongs to no company: whether, whom and how a bank greets on it is said by its
    care contents. Its days are computed (``relationship_festival_date``).
    """

    _name = "relationship.festival"
    _description = "Relationship Festival"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    calendar = fields.Selection(
        [
            ("solar", "Solar Date"),
            ("lunar", "Lunar Date"),
            ("term", "Solar Term"),
            ("weekday", "Weekday of a Month"),
        ],
        required=True,
        default="solar",
        help="Lunar dates are kept in the ordinary month, never in a leap month; "
        "day 30 is day 29 in a short month.",
    )
    month = fields.Integer(default=1)
    day = fields.Integer(string="Day of Month", default=1)
    term = fields.Selection(
        [
            ("xiaohan", "Minor Cold"),
            ("dahan", "Major Cold"),
            ("lichun", "Start of Spring"),
            ("yushui", "Rain Water"),
            ("jingzhe", "Awakening of Insects"),
            ("chunfen", "Spring Equinox"),
            ("qingming", "Pure Brightness"),
            ("guyu", "Grain Rain"),
            ("lixia", "Start of Summer"),
            ("xiaoman", "Grain Buds"),
            ("mangzhong", "Grain in Ear"),
            ("xiazhi", "Summer Solstice"),
            ("xiaoshu", "Minor Heat"),
            ("dashu", "Major Heat"),
            ("liqiu", "Start of Autumn"),
            ("chushu", "End of Heat"),
            ("bailu", "White Dew"),
            ("qiufen", "Autumn Equinox"),
            ("hanlu", "Cold Dew"),
            ("shuangjiang", "Descent of Frost"),
            ("lidong", "Start of Winter"),
            ("xiaoxue", "Minor Snow"),
            ("daxue", "Major Snow"),
            ("dongzhi", "Winter Solstice"),
        ],
        string="Solar Term",
    )
    week = fields.Selection(
        [
            ("1", "First"),
            ("2", "Second"),
            ("3", "Third"),
            ("4", "Fourth"),
            (str(LAST_WEEK), "Last"),
        ],
        default="1",
    )
    weekday = fields.Selection(
        [
            ("0", "Monday"),
            ("1", "Tuesday"),
            ("2", "Wednesday"),
            ("3", "Thursday"),
            ("4", "Friday"),
            ("5", "Saturday"),
            ("6", "Sunday"),
        ],
        default="6",
    )
    gender = fields.Selection(
        [("female", "Women"), ("male", "Men")],
        string="Only",
        help="Whose festival it is; empty is everybody's.",
    )
    min_age = fields.Integer(
        string="From Age",
        help="Who is younger, or of unknown age, is not greeted; 0 is everybody.",
    )
    days_off = fields.Integer(
        string="Days Off by Law",
        help="Public holiday by law: so many days from this one on. They fill the "
        "calendar of a year whose days off are not published yet.",
    )
    note = fields.Char(translate=True, help="What to know before greeting anybody.")
    content_ids = fields.Many2many(
        "relationship.care.content",
        string="Care Contents",
        readonly=True,
        help="The care contents that greet on this festival.",
    )

    _check_days_off = models.Constraint(
        "CHECK(days_off BETWEEN 0 AND 31)", "A festival has 0 to 31 days off."
    )
    _check_min_age = models.Constraint("CHECK(min_age >= 0)", "An age is not negative.")

    @api.constrains("calendar", "month", "day", "term", "week", "weekday")
    def _check_rule(self):
        for festival in self:
            if not festival._is_rule_complete():
                raise ValidationError(
                    self.env._("“%s” has no such day.", festival.name or "")
                )

    def write(self, vals):
        rules = {festival: festival._get_rule() for festival in self}
        result = super().write(vals)
        moved = self.filtered(lambda festival: festival._get_rule() != rules[festival])
        if moved:
            # sudo: open greetings follow, whoever may see their customers
            self.env["relationship.touchpoint.reason"].sudo()._release_festivals(moved)
        return result

    def _is_rule_complete(self):
        """Tell whether the values name a day that comes every year."""
        self.ensure_one()
        if self.calendar == "term":
            return bool(self.term)
        if not 1 <= self.month <= 12:
            return False
        if self.calendar == "weekday":
            return bool(self.week and self.weekday)
        longest = 30
        if self.calendar == "solar":
            longest = monthrange(A_LEAP_YEAR, self.month)[1]
        return 1 <= self.day <= longest

    def _get_rule(self):
        """Return what ``tools/festival.py`` reckons with."""
        self.ensure_one()
        return FestivalRule(
            calendar=self.calendar,
            month=self.month,
            day=self.day,
            term=self.term or "",
            week=int(self.week),
            weekday=int(self.weekday),
        )
