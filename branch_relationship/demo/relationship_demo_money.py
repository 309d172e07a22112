from odoo import api, models


class RelationshipDemo(models.AbstractModel):
    """Money of the demo customers that moved in the last delivery."""

    _inherit = "relationship.demo"

    @api.model
    def _create_asset_moves(self, users, today):
        """Of each manager's richest customers the first has taken out a third, the
        second brought in a quarter."""
        calendar = self.env["relationship.calendar.day"]
        vals_list = []
        for user in users:
            customers = self.env["res.partner"].search(
                [
                    ("user_id", "=", user.id),
                    ("relationship_stage", "=", "established"),
                    ("asset_amount", ">=", 300_000),
                ],
                order="asset_amount desc, id",
                limit=2,
            )
            for customer, share in zip(customers, (1.5, 0.8), strict=False):
                before = round(customer.asset_amount * share, -3)
                vals_list.append(
                    {
                        "customer_id": customer.id,
                        "company_id": customer.company_id.id,
                        "date": calendar._get_working_day(today, user.company_id, -1),
                        "amount_before": before,
                        "amount_after": customer.asset_amount,
                        "amount_change": customer.asset_amount - before,
                    }
                )
        self.env["relationship.asset.move"].create(vals_list)
