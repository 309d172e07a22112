from odoo import api, fields, models

from . import demo_price


class RelationshipDemo(models.AbstractModel):
    """Money of the demo customers that moved in the last delivery, and prices."""

    _inherit = "relationship.demo"

    @api.model
    def _create_prices(self, today):
        """Price the funds and the gold up to the last working day; what is held of them
        has its quantity."""
        days = self._get_working_days(today, demo_price.DAYS)
        products = self.env["product.template"].search(
            [("default_code", "in", list(demo_price.PRODUCTS))]
        )
        for product in products:
            prices = demo_price.make_prices(product.default_code, days)
            self.env["relationship.product.price"].create(
                [
                    {
                        "product_id": product.id,
                        "date": price.date,
                        "unit_value": price.value,
                        "dividend": price.dividend,
                    }
                    for price in prices
                ]
            )
            self._set_quantities(product, prices[-2].value)

    @api.model
    def _get_working_days(self, today, count):
        """Return the last working days up to this one, the earliest first."""
        calendar = self.env["relationship.calendar.day"]
        days = []
        while len(days) < count:
            if calendar._is_working_day(today, self.env.company):
                days.append(today)
            today = fields.Date.subtract(today, days=1)
        return days[::-1]

    @api.model
    def _set_quantities(self, product, value):
        holdings = self.env["relationship.holding"].search(
            [("product_id", "=", product.id)]
        )
        for holding in holdings:
            holding.quantity = round(holding.balance / value, 2)

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
