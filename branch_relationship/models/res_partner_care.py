from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: dates of contact and the health that follows from them."""

    _inherit = "res.partner"

    touchpoint_ids = fields.One2many(
        "relationship.touchpoint", "customer_id", groups=RM_GROUP
    )
    own_contact_interval = fields.Integer(
        copy=False,
        groups=RM_GROUP,
        help="Days between contacts agreed with this customer. 0 takes the segment's.",
    )
    contact_interval = fields.Integer(
        compute="_compute_contact_interval", groups=RM_GROUP
    )
    last_contact_date = fields.Date(readonly=True, copy=False, groups=RM_GROUP)
    cadence_start = fields.Date(readonly=True, copy=False, groups=RM_GROUP)
    next_contact_date = fields.Date(readonly=True, copy=False, groups=RM_GROUP)
    latest_contact_date = fields.Date(readonly=True, copy=False, groups=RM_GROUP)
    contact_health = fields.Selection(
        [
            ("green", "In Time"),
            ("amber", "Due"),
            ("red", "Too Late"),
            ("grey", "Never Contacted"),
        ],
        compute="_compute_contact_health",
        search="_search_contact_health",
        groups=RM_GROUP,
    )

    _user_next_contact_idx = models.Index(
        "(user_id, next_contact_date) WHERE relationship_stage IS NOT NULL"
    )
    _next_contact_idx = models.Index(
        "(next_contact_date) WHERE relationship_stage IS NOT NULL"
    )
    _user_name_idx = models.Index(
        "(user_id, complete_name, id DESC) WHERE relationship_stage IS NOT NULL"
    )

    def _compute_contact_interval(self):
        for partner in self:
            partner.contact_interval = (
                partner.own_contact_interval or partner.segment_id.contact_interval
            )

    def _record_contact(self, date):
        """Note a reached two-way contact of this local day: the cadence restarts."""
        for partner in self:
            if not partner.last_contact_date or partner.last_contact_date < date:
                partner.last_contact_date = date
        self._restart_cadence(date)

    def _restart_cadence(self, date):
        """Count the contact interval from this day on (contact, skip or expiry)."""
        for partner in self:
            partner.cadence_start = date
        self._update_contact_dates()

    def _update_contact_dates(self):
        """Set the ideal and the latest date of the next contact from the cadence."""
        for partner in self:
            start, interval = partner.cadence_start, partner.contact_interval
            has_dates = bool(start and interval)
            longest = max(partner.segment_id.max_interval, interval)
            partner.next_contact_date = has_dates and fields.Date.add(
                start, days=interval
            )
            partner.latest_contact_date = has_dates and fields.Date.add(
                start, days=longest
            )

    @api.depends_context("tz", "uid")
    def _compute_contact_health(self):
        today = self.env.user._get_local_today()
        for partner in self:
            partner.contact_health = partner._get_contact_health(today)

    def _get_contact_health(self, today):
        self.ensure_one()
        if not self.relationship_stage:
            return False
        if not self.last_contact_date:
            return "grey"
        if not self.next_contact_date or today <= self.next_contact_date:
            return "green"
        return "amber" if today <= self.latest_contact_date else "red"

    def _search_contact_health(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env.user._get_local_today()
        late = Domain("next_contact_date", "<", today)
        too_late = Domain("latest_contact_date", "<", today)
        contacted = Domain("last_contact_date", "!=", False)
        by_health = {
            "grey": ~contacted,
            "green": contacted & ~late,
            "amber": contacted & late & ~too_late,
            "red": contacted & too_late,
        }
        return Domain("relationship_stage", "!=", False) & Domain.OR(
            by_health[health] for health in value if health in by_health
        )
