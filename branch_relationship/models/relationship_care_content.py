from odoo import api, fields, models
from odoo.tools import SQL

MAX_NOTICE_DAYS = 30


class RelationshipCareContent(models.Model):
    """A thing worth contacting a customer for (training, step 4).

    Its trigger says when (``_due_<trigger>`` in ``relationship_care_content_due``), its
    category, orientations and segments say for whom.
    """

    _name = "relationship.care.content"
    _description = "Relationship Care Content"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    trigger = fields.Selection(
        [
            ("cadence", "Contact interval"),
            ("birthday", "Birthday"),
            ("maturity", "Maturity"),
            ("overdue", "Overdue"),
        ],
        required=True,
    )
    category = fields.Selection(
        [
            ("emotional", "Emotional Care"),
            ("tracking", "After-sales Tracking"),
            ("event", "Events"),
            ("diagnosis", "Wealth Diagnosis"),
        ],
        required=True,
        default="emotional",
    )
    priority = fields.Selection(
        [("1", "Routine"), ("2", "Important"), ("3", "Urgent")],
        required=True,
        default="1",
    )
    lead_days = fields.Integer(
        help="Days before the occasion on which the contact is due; negative is after."
    )
    notice_days = fields.Integer(
        default=7,
        help="The reason is made this many days before it is due, at most 30.",
    )
    expiry_days = fields.Integer(
        default=30, help="An open contact expires this many days after it was due."
    )
    orientation_ids = fields.Many2many(
        "relationship.orientation", help="Whom it suits; empty suits everyone."
    )
    segment_ids = fields.Many2many(
        "relationship.segment", help="Whom it suits; empty suits everyone."
    )
    is_marketing = fields.Boolean()
    is_service_notice = fields.Boolean(
        compute="_compute_is_service_notice",
        store=True,
        readonly=False,
        help="Passes every do-not-disturb rule and reaches customers of every stage.",
    )
    delivery = fields.Selection(
        [("personal", "Personal"), ("batch", "Batch")],
        required=True,
        default="personal",
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        ondelete="restrict",
        default=lambda self: self.env.ref(
            "mail.mail_activity_data_call", raise_if_not_found=False
        ),
    )
    wording = fields.Text(translate=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    _check_notice_days = models.Constraint(
        f"CHECK(notice_days BETWEEN 0 AND {MAX_NOTICE_DAYS})",
        "A reason is made 0 to 30 days before it is due.",
    )
    _check_expiry_days = models.Constraint(
        "CHECK(expiry_days > 0)", "An open contact expires after one day or more."
    )

    @api.depends("trigger")
    def _compute_is_service_notice(self):
        for content in self:
            content.is_service_notice = content.trigger in self._get_service_triggers()

    @api.model
    def _get_service_triggers(self):
        """Return the triggers that are service notices unless said otherwise."""
        return {"maturity", "overdue"}

    @api.model
    def _get_moved_before_triggers(self):
        """Return the triggers whose contact comes before a day off, not after it."""
        return {"birthday", "maturity"}

    def _moves_before(self):
        """Tell whether a day off moves the contact before it, rather than after it.

        What comes after its occasion (negative lead days) moves after: money that
        matures on Friday is not asked about on Friday as matured.
        """
        self.ensure_one()
        is_before = self.trigger in self._get_moved_before_triggers()
        return is_before and self.lead_days >= 0

    def _get_customer_condition(self):
        """Return SQL telling which customers ``c`` this content suits.

        Service notices reach every stage, all else the established. A customer
        without orientation or segment is suited by every orientation and no segment.
        """
        self.ensure_one()
        conditions = [SQL("c.active"), self._get_stage_condition()]
        if self.orientation_ids:
            conditions.append(
                SQL(
                    "(c.orientation_id IS NULL OR c.orientation_id = ANY(%s))",
                    self.orientation_ids.ids,
                )
            )
        if self.segment_ids:
            conditions.append(SQL("c.segment_id = ANY(%s)", self.segment_ids.ids))
        return SQL(" AND ").join(conditions)

    def _get_stage_condition(self):
        """Return SQL telling of which stage customers ``c`` may be."""
        self.ensure_one()
        if self.is_service_notice:
            return SQL("c.relationship_stage IS NOT NULL")
        return SQL("c.relationship_stage = 'established'")
