from odoo import fields, models


class ResCompany(models.Model):
    """The figures of the method that a bank sets once (DOMAIN, default figures)."""

    _inherit = "res.company"

    relationship_daily_capacity = fields.Integer(
        default=15, help="Contacts a relationship manager makes on a working day."
    )
    relationship_downgrade_months = fields.Integer(
        default=3, help="Months below a threshold before a customer moves down."
    )
    relationship_night_hour = fields.Float(
        default=5.0, help="Local hour from which a branch's morning is prepared."
    )
    relationship_max_attempts = fields.Integer(
        default=3, help="Attempts to reach a customer before the contact expires."
    )
    relationship_cover_days = fields.Integer(
        default=30,
        help="Days a colleague sees a customer with whom a head entrusted them.",
    )
    relationship_risk_test_months = fields.Integer(
        default=12, help="Months for which a customer's risk test is valid."
    )
    relationship_asset_move_months = fields.Integer(
        default=24,
        help="Months for which moves of assets are kept; 0: always. Those of which a "
        "contact tells stay.",
    )
    relationship_digest_mail = fields.Boolean(
        string="Morning Mail",
        help="Whether relationship managers and branch heads are told by mail, too, "
        "how many contacts wait.",
    )
    relationship_leap_day = fields.Selection(
        [("feb28", "28 February"), ("mar1", "1 March")],
        string="29 February in Common Years",
        default="feb28",
        required=True,
    )

    _relationship_counts = models.Constraint(
        """CHECK(relationship_daily_capacity >= 0 AND relationship_downgrade_months >= 0
             AND relationship_cover_days >= 0
             AND relationship_asset_move_months >= 0)""",
        "Contacts a day, months and days of cover are not negative.",
    )
    _relationship_risk_test_months = models.Constraint(
        "CHECK(relationship_risk_test_months >= 1)",
        "A risk test is valid for a month at least.",
    )
    _relationship_attempts = models.Constraint(
        "CHECK(relationship_max_attempts >= 1)",
        "A customer is called at least once before the contact expires.",
    )
    _relationship_night_hour = models.Constraint(
        "CHECK(relationship_night_hour >= 0 AND relationship_night_hour < 24)",
        "The morning is prepared at an hour from 0:00 to 23:59.",
    )
