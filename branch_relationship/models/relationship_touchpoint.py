from odoo import fields, models


class RelationshipTouchpoint(models.Model):
    """THE LEDGER: one contact with a customer, planned or done. Never deleted."""

    _name = "relationship.touchpoint"
    _description = "Relationship Touchpoint"
    _order = "due_date, priority desc, id"

    customer_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", required=True, ondelete="restrict")
    branch_id = fields.Many2one("crm.team", index=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users",
        string="Relationship Manager",
        ondelete="restrict",
        help="Empty: the branch pool, from which a colleague claims it.",
    )
    due_date = fields.Date(required=True)
    first_due_date = fields.Date(
        help="When it first fell due, before it was moved or not reached."
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
    done_at = fields.Datetime(readonly=True)
    done_date = fields.Date(readonly=True, help="The branch's local day.")
    done_user_id = fields.Many2one("res.users", readonly=True)
    activity_ids = fields.One2many("mail.activity", "touchpoint_id")

    _open_day_unique = models.UniqueIndex(
        "(customer_id, due_date) WHERE state IN ('planned', 'assigned')",
        "This customer has an open contact on this day already.",
    )
    _user_due_idx = models.Index(
        "(user_id, due_date) WHERE state IN ('planned', 'assigned')"
    )
    _user_done_idx = models.Index("(user_id, done_date) WHERE done_date IS NOT NULL")
    _branch_due_idx = models.Index(
        "(branch_id, due_date) WHERE state IN ('planned', 'assigned')"
    )

    def _generate(self, date):
        """Put what falls due up to this local day into the ledger.

        :return: how many touchpoints were made
        """
        raise NotImplementedError

    def _dispatch(self, date):
        """Assign what fits into each relationship manager's day.

        :return: how many touchpoints were assigned
        """
        raise NotImplementedError

    def record_outcome(self, values):
        """Record what came of the contact.

        :param values: ``result`` (or ``skip_reason``), and optionally ``channel``,
            ``mood``, ``note``, ``next_step``
        """
        raise NotImplementedError
