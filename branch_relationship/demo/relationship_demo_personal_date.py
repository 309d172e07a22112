from random import Random

from odoo import api, models

from .demo_personal_date import make_personal_dates


class RelationshipDemo(models.AbstractModel):
    """The days that matter to the demo customers."""

    _inherit = "relationship.demo"

    @api.model
    def _create_personal_dates(self, people, today):
        rng = Random(20260924)
        self.env["relationship.personal.date"].create(
            [
                {**values, "customer_id": customer.id}
                for customer, person in people.items()
                for values in make_personal_dates(rng, person, today)
            ]
        )
