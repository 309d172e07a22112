from odoo import fields, models


class RelationshipCareContent(models.Model):
    """A thing worth contacting a customer for (training, step 4)."""

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
        default=7, help="The reason is made this many days before it is due, at most 30."
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
        help="Passes every do-not-disturb rule and reaches customers of every stage."
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
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
