from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

#: What decides whom news concerns, and until when.
AUDIENCE_FIELDS = {
    "active",
    "branch_id",
    "date_until",
    "interest_ids",
    "is_financial",
    "product_ids",
}


class RelationshipNews(models.Model):
    """A text with a validity that is worth a contact, once for each customer.

    - Financial news is for the holders of its products, any other for the friends of
      its interests and of what stands below them.
    - Heads write it for the customers of their branches, administrators for the bank.
    - Withdrawn (archived) or out of date it leaves My Day.
    """

    _name = "relationship.news"
    _description = "Relationship News"
    _order = "date_from desc, id desc"

    # what it says
    name = fields.Char(string="Title", required=True, translate=True)
    body = fields.Text(string="Text", translate=True)
    # whom it is for
    is_financial = fields.Boolean(
        string="About Products", help="Otherwise about what customers like."
    )
    product_ids = fields.Many2many(
        "product.template",
        string="For Holders of",
        domain=[("categ_id.holding_kind", "!=", False)],
    )
    interest_ids = fields.Many2many(
        "res.partner.category",
        string="For Friends of",
        domain=lambda self: self.env["res.partner.category"]._get_interest_domain(),
    )
    branch_id = fields.Many2one(
        "crm.team",
        string="Branch",
        index="btree_not_null",
        ondelete="cascade",
        domain=[("branch_code", "!=", False)],
        default=lambda self: self._default_branch_id(),
        help="With all branches below it. Empty: the whole bank.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    # when
    date_from = fields.Date(
        string="Valid from",
        required=True,
        default=lambda self: self.env.user._get_local_today(),
    )
    date_until = fields.Date(string="Valid until", required=True)
    active = fields.Boolean(default=True)
    # whom it reaches
    customer_count = fields.Integer(
        string="Customers Concerned",
        compute="_compute_customer_count",
        help="Of those you see, by today's holdings, interests and care contents.",
    )

    _check_dates = models.Constraint(
        "CHECK(date_until >= date_from)", "News ends after it begins."
    )

    @api.model
    def _default_branch_id(self):
        user = self.env.user
        return not user._is_relationship_admin() and user._get_own_branch()

    @api.depends(
        "is_financial", "product_ids", "interest_ids", "branch_id", "company_id"
    )
    @api.depends_context("uid")
    def _compute_customer_count(self):
        for news in self:
            news.customer_count = self.env["res.partner"].search_count(
                news._get_customer_domain()
            )

    @api.constrains("is_financial", "product_ids", "interest_ids")
    def _check_audience(self):
        for news in self:
            if not news._get_targets():
                raise ValidationError(
                    self.env._(
                        "Say whom “%s” is for: the holders of which products, or the "
                        "friends of which interests.",
                        news.name,
                    )
                )

    def write(self, vals):
        """Nobody writes news for others than they may, nor moves it there."""
        result = super().write(vals)
        self.check_access("write")
        if vals.keys() & AUDIENCE_FIELDS:
            self._close_lapsed_contacts()
        return result

    def unlink(self):
        ids = self.ids
        result = super().unlink()
        self.browse(ids)._close_lapsed_contacts()
        return result

    def action_view_customers(self):
        """Show whom it concerns."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.res_partner_action_relationship"
        )
        name = self.env._("Customers Concerned")
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": list(self._get_customer_domain()),
            "context": {"show_relationship_manager": True},
        }

    def _get_targets(self):
        """Return the products, or the interests with all below them, it is for."""
        self.ensure_one()
        if self.is_financial:
            return self.product_ids
        tags = self.interest_ids
        return tags and tags.search([("id", "child_of", tags.ids)])

    def _get_branches(self):
        """Return the branches whose customers it is for; none are all."""
        # sudo: below a branch there may be some that the user does not lead
        branch = self.branch_id.sudo().with_context(active_test=False)
        return branch and branch.search([("id", "child_of", branch.ids)])

    def _get_customer_domain(self):
        """Return the domain of the customers it concerns today."""
        self.ensure_one()
        targets = self._get_targets()._origin
        concerned = (
            Domain("holding_ids", "any", Domain("product_id", "in", targets.ids))
            if self.is_financial
            else Domain("category_id", "in", targets.ids)
        )
        branches = self._get_branches()
        if branches:
            concerned &= Domain("branch_id", "in", branches._origin.ids)
        contents = self.env["relationship.care.content"].search(
            [("trigger", "=", "news"), ("company_id", "=", self.company_id.id)]
        )
        return (
            Domain("company_id", "=", self.company_id.id)
            & concerned
            & Domain.OR(
                content._get_news_domain()
                for content in contents
                if content._tells(self)
            )
        )

    def _close_lapsed_contacts(self):
        """Let what is withdrawn, over or for others leave My Day at once.

        What is planned, which may be as many as hold a product, goes in the night
        before it would be assigned.
        """
        contents = self.env["relationship.care.content"].with_context(active_test=False)
        # sudo: the rules close contacts, whoever withdraws the news
        reasons = self.env["relationship.touchpoint.reason"].sudo()
        concerned = reasons.search(
            [
                ("content_id", "in", contents.search([("trigger", "=", "news")]).ids),
                ("source_id", "in", self.ids),
                ("touchpoint_id.state", "=", "assigned"),
            ]
        ).touchpoint_id
        if concerned:
            concerned._close_lapsed(SQL("t.id = ANY(%s)", concerned.ids))
