from odoo import api, fields, models

from . import demo_words as words


class RelationshipDemo(models.AbstractModel):
    """What the demo bank tells its customers these days, and its western branch of
    what is new around it."""

    _inherit = "relationship.demo"

    @api.model
    def _create_news(self, today):
        products = self.env["product.template"]
        west = self.env.ref("branch_relationship.crm_team_demo_west")
        self.env["relationship.news"].create(
            [
                {
                    "name": title,
                    "body": body,
                    "is_financial": code in words.NEWS_PRODUCTS,
                    "product_ids": products.search([("default_code", "=", code)]).ids,
                    "interest_ids": self._get_interest(code).ids,
                    "branch_id": code not in words.NEWS_PRODUCTS and west.id,
                    "date_from": fields.Date.subtract(today, days=5),
                    "date_until": fields.Date.add(today, days=14),
                }
                for code, title, body in words.NEWS
            ]
        )

    @api.model
    def _get_interest(self, code):
        tags = self.env["res.partner.category"]
        name = f"branch_relationship.res_partner_category_interest_{code}"
        return self.env.ref(name, raise_if_not_found=False) or tags
