from odoo import api, fields, models


class RelationshipSegmentOverride(models.TransientModel):
    """Put one customer into another segment up to a day, with a reason."""

    _name = "relationship.segment.override"
    _description = "Override of a Segment"

    customer_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    present_segment_id = fields.Many2one(
        "relationship.segment", compute="_compute_company_id"
    )
    segment_id = fields.Many2one(
        "relationship.segment",
        string="New Segment",
        required=True,
        ondelete="cascade",
        domain="[('company_id', '=', company_id), ('id', '!=', present_segment_id)]",
    )
    locked_until = fields.Date(
        string="Until",
        required=True,
        default=lambda self: fields.Date.add(
            self.env.user._get_local_today(), months=6
        ),
        help="The last day; then the rules decide again.",
    )
    reason = fields.Char(required=True)

    @api.depends("customer_id")
    def _compute_company_id(self):
        for override in self:
            override.company_id = override.customer_id.company_id
            override.present_segment_id = override.customer_id.segment_id

    def action_override(self):
        self.ensure_one()
        self.customer_id._override_segment(
            self.segment_id, self.locked_until, self.reason
        )
        return {"type": "ir.actions.act_window_close"}
