from odoo import api, fields, models


class RelationshipSimulationCell(models.TransientModel):
    """A segment before and after."""

    _name = "relationship.simulation.cell"
    _description = "Simulated Segment"
    _order = "segment_sequence, id"

    simulation_id = fields.Many2one(
        "relationship.simulation", required=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    segment_id = fields.Many2one("relationship.segment", ondelete="cascade")
    segment_color = fields.Integer(related="segment_id.color")
    segment_sequence = fields.Integer(related="segment_id.sequence", store=True)
    count_before = fields.Integer(string="Customers Now")
    count_after = fields.Integer(string="Customers After")
    count_change = fields.Integer(string="Change", compute="_compute_count_change")
    amount_before = fields.Monetary(string="Assets Now")
    amount_after = fields.Monetary(string="Assets After")

    @api.depends("count_before", "count_after")
    def _compute_count_change(self):
        for cell in self:
            cell.count_change = cell.count_after - cell.count_before


class RelationshipSimulationLoad(models.TransientModel):
    """A relationship manager's contacts per working day before and after."""

    _name = "relationship.simulation.load"
    _description = "Simulated Workload"
    _order = "contacts_after desc, id"

    simulation_id = fields.Many2one(
        "relationship.simulation", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="Relationship Manager", ondelete="cascade"
    )
    customer_count = fields.Integer(string="Customers")
    contacts_before = fields.Float(string="Contacts a Day Now", digits=(16, 2))
    contacts_after = fields.Float(string="Contacts a Day After", digits=(16, 2))
    capacity = fields.Integer()
    is_exceeded = fields.Boolean(compute="_compute_is_exceeded")
    verdict = fields.Char(compute="_compute_is_exceeded")

    @api.depends("contacts_after", "capacity")
    def _compute_is_exceeded(self):
        for load in self:
            load.is_exceeded = load.contacts_after > load.capacity
            load.verdict = (
                self.env._("exceeds %(capacity)s", capacity=load.capacity)
                if load.is_exceeded
                else self.env._("manageable")
            )


class RelationshipSimulationMove(models.TransientModel):
    """A customer who would move."""

    _name = "relationship.simulation.move"
    _description = "Simulated Move"
    _order = "id"

    simulation_id = fields.Many2one(
        "relationship.simulation", required=True, index=True, ondelete="cascade"
    )
    customer_id = fields.Many2one("res.partner", index=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users", string="Relationship Manager", ondelete="cascade"
    )
    old_segment_id = fields.Many2one(
        "relationship.segment", string="From", ondelete="cascade"
    )
    new_segment_id = fields.Many2one(
        "relationship.segment", string="To", ondelete="cascade"
    )
    timing = fields.Selection([("now", "At Once"), ("later", "After the Wait")])
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    asset_amount = fields.Monetary(string="Assets")
    potential_score = fields.Integer()

    def action_open_customer(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.customer_id.id,
            "view_mode": "form",
        }
