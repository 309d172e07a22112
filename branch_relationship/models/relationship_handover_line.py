from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RelationshipHandoverLine(models.Model):
    """One customer of a handover: from whom, to whom."""

    _name = "relationship.handover.line"
    _description = "Customer of a Handover"
    _inherit = ["relationship.handover.guard"]
    _order = "id"
    _rec_name = "customer_id"

    handover_id = fields.Many2one(
        "relationship.handover", required=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(related="handover_id.state")
    allowed_user_ids = fields.Many2many(related="handover_id.allowed_user_ids")
    customer_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    from_user_id = fields.Many2one(
        "res.users",
        string="Former Manager",
        compute="_compute_from",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Who had the customer; empty: nobody.",
    )
    from_branch_id = fields.Many2one(
        "crm.team",
        string="Former Branch",
        compute="_compute_from",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", string="New Manager", index="btree_not_null", ondelete="restrict"
    )
    branch_id = fields.Many2one(
        "crm.team",
        string="New Branch",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The customer's branch where the new manager works there, else the new "
        "manager's.",
    )
    segment_id = fields.Many2one(related="customer_id.segment_id")
    segment_color = fields.Integer(related="customer_id.segment_color")
    relationship_currency_id = fields.Many2one(
        related="customer_id.relationship_currency_id"
    )
    asset_amount = fields.Monetary(
        related="customer_id.asset_amount", currency_field="relationship_currency_id"
    )
    contact_interval = fields.Integer(related="customer_id.contact_interval")

    @api.depends("customer_id")
    def _compute_from(self):
        for line in self:
            # sudo: the rules decide who may put a customer on the list
            customer = line.customer_id.sudo()
            line.from_user_id = customer.user_id
            line.from_branch_id = customer.branch_id

    @api.model
    def _get_fixed_fields(self):
        return super()._get_fixed_fields() | {"handover_id", "customer_id"}

    @api.constrains("handover_id", "customer_id")
    def _check_once(self):
        twice = self._read_group(
            [("handover_id", "in", self.handover_id.ids)],
            ["handover_id", "customer_id"],
            having=[("__count", ">", 1)],
            limit=1,
        )
        for _handover, customer in twice:
            raise ValidationError(
                self.env._("%(name)s is on the list twice.", name=customer.sudo().name)
            )
