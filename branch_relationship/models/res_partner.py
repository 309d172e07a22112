from odoo import fields, models

RM_GROUP = "branch_relationship.branch_relationship_group_rm"


class ResPartner(models.Model):
    """The customer's card: identity, stage and access.

    A customer is a partner with a relationship stage; every other contact is left
    alone by each rule, job and view.
    """

    _inherit = "res.partner"

    relationship_stage = fields.Selection(
        [
            ("prospect", "Prospect"),
            ("contacted", "Contacted"),
            ("agreed", "Agreed"),
            ("met", "Met"),
            ("established", "Established"),
            ("dormant", "Dormant"),
            ("lost", "Lost"),
        ],
        index="btree_not_null",
        copy=False,
        groups=RM_GROUP,
        help="How far the service relationship has come. Empty: an ordinary contact.",
    )
    branch_id = fields.Many2one(
        "crm.team",
        string="Branch",
        domain=[("branch_code", "!=", False)],
        index="btree_not_null",
        ondelete="restrict",
        groups=RM_GROUP,
    )
    cover_user_id = fields.Many2one(
        "res.users",
        string="Covered by",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups=RM_GROUP,
        help="The colleague who stands in for the relationship manager.",
    )
    cover_until = fields.Date(copy=False, groups=RM_GROUP)
    relationship_currency_id = fields.Many2one(
        "res.currency", compute="_compute_relationship_currency_id", groups=RM_GROUP
    )

    _customer_ref_unique = models.UniqueIndex(
        "(company_id, ref) WHERE relationship_stage IS NOT NULL",
        "Another customer of this company has this reference.",
    )
    _check_customer_company = models.Constraint(
        "CHECK(relationship_stage IS NULL OR company_id IS NOT NULL)",
        "A customer belongs to a company.",
    )

    def _compute_relationship_currency_id(self):
        for partner in self:
            company = partner.company_id or self.env.company
            partner.relationship_currency_id = company.currency_id
