from odoo import api, fields, models
from odoo.fields import Domain


class RelationshipDay(models.Model):
    """When My Day was opened first on this day, so that heads see who has not yet, and
    over the weeks who works with it."""

    _inherit = "relationship.day"

    opened_at = fields.Datetime(
        readonly=True, help="When My Day was opened first on this day."
    )
    opened_percent = fields.Float(
        string="Opened (%)",
        compute="_compute_opened_percent",
        store=True,
        aggregator="avg",
        help="Of several days: on how many of them My Day was opened.",
    )
    last_opened_date = fields.Date(
        string="Last Opened",
        compute="_compute_last_opened_date",
        help="The last day before on which this person opened My Day.",
    )

    @api.depends("opened_at")
    def _compute_opened_percent(self):
        for day in self:
            day.opened_percent = 100 if day.opened_at else 0

    def _compute_last_opened_date(self):
        for date, days in self.grouped("date").items():
            opened = self._read_group(
                Domain("user_id", "in", days.user_id.ids)
                & Domain("date", "<", date)
                & Domain("opened_at", "!=", False),
                ["user_id"],
                ["date:max"],
            )
            last = dict(opened)
            for day in days:
                day.last_opened_date = last.get(day.user_id)

    @api.model
    def note_opened(self):
        """Note that the current user has opened My Day; once a day."""
        self.check_access("read")
        # sudo: the day is the system's memory, of the current user only
        day = self.sudo()._get_or_create(
            self.env.user, self.env.user._get_local_today()
        )
        if not day.opened_at:
            day.opened_at = fields.Datetime.now()

    @api.model
    def _get_opened_domain(self, date):
        return Domain("date", "=", date) & Domain("opened_at", "!=", False)

    @api.model
    def action_not_opened(self):
        """Open the people for whom contacts wait and who have not opened My Day."""
        today = self.env.user._get_local_today()
        ledger = self.env["relationship.touchpoint"]
        waiting = ledger._read_group(ledger._get_not_opened_domain(today), ["user_id"])
        users = self.env["res.users"].union(*(user for (user,) in waiting))
        # sudo: who was given contacts after the night has no day yet
        days = self.sudo()._get_or_create(users, today)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_day_action_not_opened"
        )
        return {**action, "domain": [("id", "in", days.ids)]}

    def action_open_branch_day(self):
        """Open what is left of this person's day."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_touchpoint_action_branch_day"
        )
        context = {
            "search_default_filter_today": 1,
            "search_default_user_id": self.user_id.id,
            "search_default_group_by_priority": 1,
            "my_day_scope": "branch",
        }
        return {**action, "context": context}
