from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.contact_hours import parse_hours


class ResCompany(models.Model):
    """When customers are not to be disturbed."""

    _inherit = "res.company"

    relationship_marketing_consent = fields.Selection(
        [("granted", "With the Customer's Consent"), ("open", "Unless Withdrawn")],
        default="granted",
        required=True,
        help="Unless withdrawn: the bank's contracts hold the consent already.",
    )
    relationship_quiet_days = fields.Integer(
        default=30, help="Days without contacts after a complaint."
    )
    relationship_contact_cap = fields.Integer(
        default=4, help="Contacts with one customer within the days below; 0: no cap."
    )
    relationship_cap_days = fields.Integer(default=30)
    relationship_contact_hours = fields.Char(
        default="09:00-12:00, 14:00-20:00",
        help="When customers may be called on working days. Empty: at any hour.",
    )

    _relationship_disturb_counts = models.Constraint(
        """CHECK(relationship_quiet_days >= 0 AND relationship_contact_cap >= 0
             AND relationship_cap_days >= 1)""",
        "Quiet days and cap are not negative; cap days are one or more.",
    )

    @api.constrains("relationship_contact_hours")
    def _check_relationship_contact_hours(self):
        for company in self:
            try:
                parse_hours(company.relationship_contact_hours)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%s” are no contact hours. Write them like 09:00-12:00, "
                        "14:00-20:00.",
                        company.relationship_contact_hours,
                    )
                ) from error
