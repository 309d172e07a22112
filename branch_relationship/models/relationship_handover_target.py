from odoo import api, fields, models


class RelationshipHandoverTarget(models.Model):
    """Who takes customers over, and what that does to their working day.

    The figures are as of now; those of a handover that is done are as they were then.
    """

    _name = "relationship.handover.target"
    _description = "New Manager of a Handover"
    _inherit = ["relationship.handover.guard"]
    _order = "id"
    _rec_name = "user_id"

    handover_id = fields.Many2one(
        "relationship.handover", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="New Manager", required=True, ondelete="restrict"
    )
    figures = fields.Json(readonly=True, help="As they were when it was done.")
    customer_count = fields.Integer(compute="_compute_figures", string="Customers")
    asset_amount = fields.Monetary(
        compute="_compute_figures",
        string="Assets",
        currency_field="currency_id",
    )
    currency_id = fields.Many2one(related="handover_id.company_id.currency_id")
    contacts_before = fields.Float(
        compute="_compute_figures",
        help="Contacts per working day that the customers' intervals ask for.",
    )
    contacts_after = fields.Float(
        compute="_compute_figures",
        help="The same with the customers of this handover.",
    )
    capacity = fields.Integer(
        compute="_compute_figures",
        help="Contacts this manager makes on a working day.",
    )
    is_overloaded = fields.Boolean(compute="_compute_figures")

    _user_unique = models.UniqueIndex(
        "(handover_id, user_id)", "This manager is on the list already."
    )

    @api.model
    def _get_fixed_fields(self):
        return super()._get_fixed_fields() | {"handover_id"}

    @api.depends("user_id", "figures")
    def _compute_figures(self):
        live = {}
        for handover, targets in self.grouped("handover_id").items():
            open_targets = targets.filtered(lambda target: not target.figures)
            users = open_targets.user_id._origin
            for user, figures in handover._origin._get_figures(users).items():
                live[handover, user] = figures
        for target in self:
            user = target.user_id._origin
            figures = target.figures or live.get((target.handover_id, user)) or {}
            target.customer_count = figures.get("customer_count", 0)
            target.asset_amount = figures.get("asset_amount", 0.0)
            target.contacts_before = figures.get("contacts_before", 0.0)
            target.contacts_after = figures.get("contacts_after", 0.0)
            target.capacity = figures.get("capacity", 0)
            target.is_overloaded = target.contacts_after > target.capacity
