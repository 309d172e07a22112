from odoo import models


class RelationshipForecast(models.Model):
    """The days that matter are forecast, too (see the trigger)."""

    _inherit = "relationship.forecast"
    _depends = {
        "relationship.personal.date": [
            "active",
            "customer_id",
            "lunar_key",
            "once_date",
            "solar_key",
        ],
    }
