from odoo import api, fields, models
from odoo.exceptions import UserError

OPEN_STATES = ("planned", "assigned")


class RelationshipTouchpoint(models.Model):
    """THE LEDGER: one contact with a customer, planned or done. Never deleted."""

    _name = "relationship.touchpoint"
    _description = "Relationship Touchpoint"
    _order = "due_date, priority desc, id"

    customer_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company",
        compute="_compute_company_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="restrict",
    )
    branch_id = fields.Many2one(
        "crm.team",
        compute="_compute_branch_id",
        store=True,
        readonly=False,
        precompute=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Relationship Manager",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        ondelete="set null",
        help="Empty: the branch pool, from which a colleague claims it.",
    )
    segment_id = fields.Many2one(
        "relationship.segment",
        compute="_compute_segment_id",
        store=True,
        precompute=True,
        ondelete="restrict",
        help="The customer's segment when the contact was planned or, later, assigned.",
    )
    due_date = fields.Date(required=True)
    first_due_date = fields.Date(
        compute="_compute_first_due_date",
        store=True,
        readonly=False,
        precompute=True,
        help="When it first fell due, before it was moved or not reached.",
    )
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("assigned", "Assigned"),
            ("done", "Done"),
            ("skipped", "Skipped"),
            ("expired", "Expired"),
        ],
        required=True,
        default="planned",
    )
    result = fields.Selection(
        [
            ("reached", "Reached"),
            ("not_reached", "Not Reached"),
            ("declined", "Declined"),
        ]
    )
    priority = fields.Selection(
        [("1", "Routine"), ("2", "Important"), ("3", "Urgent")],
        required=True,
        default="1",
    )
    content_id = fields.Many2one(
        "relationship.care.content",
        string="Leading Reason",
        ondelete="restrict",
        help="The strongest of its reasons.",
    )
    reason_ids = fields.One2many("relationship.touchpoint.reason", "touchpoint_id")
    purpose = fields.Char(
        help="What a person planned it for; a rule's contact has reasons instead."
    )
    is_unplanned = fields.Boolean(help="Logged by hand, not made by a rule.")
    hold_reason = fields.Selection(
        [("quiet", "Quiet time"), ("consent", "No consent"), ("cap", "Contact cap")],
        help="Held back: visible, never dispatched.",
    )
    attempt_count = fields.Integer(readonly=True)
    channel = fields.Selection(
        [
            ("visit", "Visit"),
            ("branch", "At the Branch"),
            ("phone", "Phone"),
            ("video", "Video"),
            ("wechat", "WeChat"),
            ("sms", "SMS"),
            ("mail", "Mail"),
            ("event", "Event"),
        ]
    )
    mood = fields.Selection(
        [
            ("pleased", "Pleased"),
            ("calm", "Calm"),
            ("reserved", "Reserved"),
            ("worried", "Worried"),
            ("upset", "Upset"),
        ]
    )
    note = fields.Text()
    next_step = fields.Char()
    needs_outcome = fields.Boolean(
        help="Done elsewhere in Odoo; the outcome was not asked yet."
    )
    skip_reason = fields.Char()
    done_at = fields.Datetime(
        readonly=True, help="When somebody closed it, as done or as skipped."
    )
    done_date = fields.Date(
        readonly=True, help="The branch's local day on which the contact was made."
    )
    done_user_id = fields.Many2one(
        "res.users",
        readonly=True,
        ondelete="restrict",
        help="Who closed it, as done or as skipped.",
    )
    activity_ids = fields.One2many("mail.activity", "touchpoint_id")

    _open_day_unique = models.UniqueIndex(
        "(customer_id, due_date) WHERE state IN ('planned', 'assigned')",
        "This customer has an open contact on this day already.",
    )
    _user_due_idx = models.Index(
        "(user_id, due_date) WHERE state IN ('planned', 'assigned')"
    )
    _done_user_idx = models.Index(
        "(done_user_id, done_date) WHERE done_date IS NOT NULL"
    )
    _branch_due_idx = models.Index(
        "(branch_id, due_date) WHERE state IN ('planned', 'assigned')"
    )
    # Branch Day: its rule is an OR over several tables, so that no index by branch or
    # person serves it; few contacts are assigned, held back or of today.
    _assigned_due_idx = models.Index("(due_date) WHERE state = 'assigned'")
    _held_due_idx = models.Index(
        "(due_date) WHERE hold_reason IS NOT NULL AND state IN ('planned', 'assigned')"
    )
    _done_date_idx = models.Index("(done_date) WHERE done_date IS NOT NULL")

    @api.depends("customer_id")
    def _compute_company_id(self):
        for touchpoint in self:
            company = touchpoint.customer_id.company_id
            touchpoint.company_id = company or self.env.company

    @api.depends("customer_id")
    def _compute_branch_id(self):
        for touchpoint in self:
            touchpoint.branch_id = touchpoint.customer_id.branch_id

    @api.depends("customer_id")
    def _compute_user_id(self):
        for touchpoint in self:
            touchpoint.user_id = touchpoint.customer_id._get_contact_user()

    @api.depends("customer_id")
    def _compute_segment_id(self):
        for touchpoint in self:
            touchpoint.segment_id = touchpoint.customer_id.segment_id

    @api.depends("due_date")
    def _compute_first_due_date(self):
        for touchpoint in self:
            if not touchpoint.first_due_date:
                touchpoint.first_due_date = touchpoint.due_date

    @api.depends("customer_id", "content_id", "purpose")
    def _compute_display_name(self):
        for touchpoint in self:
            # sudo: the name is shown where the customer's card is not
            customer = touchpoint.sudo().customer_id.name or ""
            touchpoint.display_name = f"{customer}: {touchpoint._get_subject()}"

    @api.model_create_multi
    def create(self, vals_list):
        """Create the contacts; one onto a taken day joins the open contact there.

        :return: one record per values, in order: the new contact or the joined one
        """
        taken = self._get_open_by_day([self._get_day(vals) for vals in vals_list])
        fresh = {}
        for vals in vals_list:
            day = self._get_day(vals)
            if day not in taken:
                fresh.setdefault(day or id(vals), vals)
        created = super().create(list(fresh.values()))
        created.sudo().filtered("reason_ids")._reasons_added()
        by_day = {**taken, **dict(zip(fresh, created, strict=True))}
        result = self.browse()
        for vals in vals_list:
            key = self._get_day(vals) or id(vals)
            if fresh.get(key) is not vals:
                by_day[key]._join_values(vals)
            result += by_day[key].with_env(self.env)
        return result

    def write(self, vals):
        """Write the values; moving onto a taken day merges the two contacts."""
        touchpoints = self
        if vals.get("due_date") and vals.get("state", "planned") in OPEN_STATES:
            movers = self if "state" in vals else self._filter_open()
            date = fields.Date.to_date(vals["due_date"])
            touchpoints = (self - movers) | movers._merge_onto(date)
        result = super(RelationshipTouchpoint, touchpoints).write(vals)
        if not self.env.context.get("relationship_sync"):
            touchpoints._sync_activities(vals)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "The ledger keeps every contact. Skip this one and say why instead."
            )
        )

    def _get_subject(self):
        """Return in a few words what the contact is for."""
        self.ensure_one()
        subject = self.content_id.name or self.purpose or self.env._("Customer contact")
        more = len(self._get_ordered_reasons()) - 1
        if more < 1:
            return subject
        return self.env._("%(reason)s and %(count)s more", reason=subject, count=more)

    def _get_local_today(self):
        """Return today where the customer's branch is."""
        self.ensure_one()
        branch = self.branch_id or self.env["crm.team"].new(
            {"company_id": self.company_id.id}
        )
        return branch._get_local_today()

    def _get_next_working_day(self, date):
        self.ensure_one()
        return self.env["relationship.calendar.day"]._get_working_day(
            fields.Date.add(date, days=1), self.company_id, 1
        )

    def _filter_open(self):
        return self.filtered(lambda touchpoint: touchpoint.state in OPEN_STATES)
