from odoo import fields, models

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: facts about the person."""

    _inherit = "res.partner"

    birthdate = fields.Date(copy=False, groups=RM_GROUP)
    birthday_calendar = fields.Selection(
        [
            ("solar", "Solar"),
            ("lunar", "Lunar"),
            ("lunar_as_written", "Lunar, as Written on the Identity Card"),
        ],
        groups=RM_GROUP,
        help="How the birthday is kept; empty is solar. As written: the card shows the "
        "lunar month and day as if they were solar.",
    )
    form_of_address = fields.Char(groups=RM_GROUP)
    gender = fields.Selection([("male", "Male"), ("female", "Female")], groups=RM_GROUP)
    job_level = fields.Selection(
        [
            ("owner", "Owner"),
            ("executive", "Executive"),
            ("manager", "Manager"),
            ("professional", "Professional"),
            ("staff", "Staff"),
            ("retired", "Retired"),
            ("none", "None"),
        ],
        groups=RM_GROUP,
    )
    employer_type = fields.Selection(
        [
            ("government", "Government"),
            ("institution", "Public Institution"),
            ("state_firm", "State-owned Firm"),
            ("private_firm", "Private Firm"),
            ("foreign_firm", "Foreign Firm"),
            ("own_business", "Own Business"),
            ("household", "Household"),
            ("none", "None"),
        ],
        groups=RM_GROUP,
    )
    education = fields.Selection(
        [
            ("primary", "Primary"),
            ("secondary", "Secondary"),
            ("tertiary", "Tertiary"),
            ("postgraduate", "Postgraduate"),
        ],
        groups=RM_GROUP,
    )
    marital_status = fields.Selection(
        [
            ("single", "Single"),
            ("married", "Married"),
            ("divorced", "Divorced"),
            ("widowed", "Widowed"),
        ],
        groups=RM_GROUP,
    )
    is_payroll = fields.Boolean(string="Payroll Customer", copy=False, groups=RM_GROUP)
    risk_tolerance = fields.Selection(
        [(f"C{level}", f"C{level}") for level in range(1, 6)],
        copy=False,
        groups=RM_GROUP,
    )
    risk_assessed_on = fields.Date(copy=False, groups=RM_GROUP)
    closeness = fields.Selection(
        [
            ("distant", "Distant"),
            ("face_to_face", "Face to Face"),
            ("close", "Close"),
            ("brand", "Brand"),
        ],
        copy=False,
        groups=RM_GROUP,
    )
    profile_completeness = fields.Integer(
        readonly=True, copy=False, groups=RM_GROUP, help="Percent of the card filled."
    )

    _risk_assessed_idx = models.Index(
        "(risk_assessed_on) "
        "WHERE relationship_stage IS NOT NULL AND risk_assessed_on IS NOT NULL"
    )
