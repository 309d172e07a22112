from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.birthday import birthday_keys
from ..tools.occasion import occasion_in, once_occasion, without_year

#: Of these people no date is kept that could be their birthdate (PIPL: under 14).
MINORS = ("child", "grandchild")
#: What decides when a date comes.
DAY_FIELDS = {"date", "calendar", "is_yearly"}


class RelationshipPersonalDate(models.Model):
    """A day that matters to a customer, or to someone around them: the wedding day, an
    exam, the opening of the shop. The customer's own birthday is on the card.

    - It is kept as birthdays are (``tools/birthday``): solar or lunar, every year or
      once.
    - Of a child only the occasion is kept, not the birthdate: the year of a past date
      is dropped on saving, and what is past and comes once is refused.
    """

    _name = "relationship.personal.date"
    _description = "Relationship Personal Date"
    _order = "customer_id, id"
    _rec_names_search = ["name", "person_name"]

    customer_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("relationship_stage", "!=", False)],
    )
    name = fields.Char(string="Occasion", required=True)
    relation = fields.Selection(
        [
            ("customer", "The Customer"),
            ("spouse", "Spouse"),
            ("child", "Child"),
            ("grandchild", "Grandchild"),
            ("parent", "Parent"),
            ("friend", "Friend"),
            ("pet", "Pet"),
            ("other", "Other"),
        ],
        string="Whose",
        required=True,
        default="customer",
    )
    person_name = fields.Char(string="Their Name")
    date = fields.Date(
        required=True,
        help="Of a child no birthdate is kept: the year of a past date is dropped.",
    )
    calendar = fields.Selection(
        [
            ("solar", "Solar"),
            ("lunar", "Lunar"),
            ("lunar_as_written", "Lunar, as Written"),
        ],
        required=True,
        default="solar",
        help="Lunar: the lunar day on which this date falls. As written: month and day "
        "of this date are lunar already.",
    )
    is_yearly = fields.Boolean(string="Every Year", default=True)
    active = fields.Boolean(default=True)
    # when it comes
    solar_key = fields.Integer(compute="_compute_keys", store=True)
    lunar_key = fields.Integer(compute="_compute_keys", store=True)
    once_date = fields.Date(
        compute="_compute_keys", store=True, help="The solar day of what comes once."
    )
    # with the customer: a branch's are found among the bank's without opening a row
    _solar_idx = models.Index(
        "(solar_key, customer_id, id) WHERE active AND solar_key > 0"
    )
    _lunar_idx = models.Index(
        "(lunar_key, customer_id, id) WHERE active AND lunar_key > 0"
    )
    _once_idx = models.Index(
        "(once_date, customer_id, id) WHERE active AND once_date IS NOT NULL"
    )

    @api.depends("date", "calendar", "is_yearly")
    def _compute_keys(self):
        for day in self:
            keys, once = (0, 0), False
            if day.date and day.is_yearly:
                keys = birthday_keys(day.date, day.calendar)
            elif day.date:
                once = once_occasion(day.date, day.calendar)
            day.solar_key, day.lunar_key = keys
            day.once_date = once

    @api.depends("name", "relation", "person_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for day in self:
            day.display_name = day.name
            if day._get_person():
                day.display_name = self.env._(
                    "%(person)s’s %(occasion)s",
                    person=day._get_person(),
                    occasion=day.name,
                )

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        days._forget_birthdates()
        return days

    def write(self, vals):
        customers = self.customer_id
        result = super().write(vals)
        if vals.keys() & (DAY_FIELDS | {"relation"}):
            self._forget_birthdates()
        if vals.keys() & (DAY_FIELDS | {"active", "customer_id"}):
            customers._close_lapsed_personal_dates()
        return result

    def unlink(self):
        customers = self.customer_id
        result = super().unlink()
        customers._close_lapsed_personal_dates()
        return result

    def _forget_birthdates(self):
        """Drop the year of a child's past date."""
        today = self.env.user._get_local_today()
        for day in self:
            if day.relation not in MINORS or day.date >= today:
                continue
            if not day.is_yearly:
                raise ValidationError(
                    self.env._(
                        "Of a child no past date is kept, which could be the "
                        "birthdate. Enter the coming day of “%s”.",
                        day.name,
                    )
                )
            day.date = without_year(day.date, day.calendar, today)

    def _get_person(self):
        """Say whose day it is, where it is not the customer's."""
        if self.person_name or self.relation in (False, "customer", "other"):
            return self.person_name
        labels = self._fields["relation"]._description_selection(self.env)
        return dict(labels)[self.relation]

    def _get_keys(self):
        return self.solar_key, self.lunar_key

    def _get_leap_day(self):
        # sudo: a setting of the bank
        return self.customer_id.company_id.sudo().relationship_leap_day or "feb28"

    def _get_date_in(self, year):
        """Return the day on which it comes in this year of its own calendar."""
        if any(self._get_keys()):
            return occasion_in(self._get_keys(), year, self._get_leap_day())
        return self.once_date
