from odoo import api, fields, models
from odoo.exceptions import UserError


class RelationshipSegmentChange(models.Model):
    """A customer's move between segments: from where to where, when and why."""

    _name = "relationship.segment.change"
    _description = "Relationship Segment Change"
    _order = "date desc, id desc"
    _log_access = False

    customer_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade", readonly=True
    )
    date = fields.Date(required=True, index=True, readonly=True)
    old_segment_id = fields.Many2one(
        "relationship.segment", string="From", ondelete="restrict", readonly=True
    )
    new_segment_id = fields.Many2one(
        "relationship.segment",
        string="To",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    direction = fields.Selection(
        [
            ("first", "First Classification"),
            ("up", "Up"),
            ("down", "Down"),
            ("level", "Sideways"),
        ],
        required=True,
        readonly=True,
        help="By the order of the segments, the most valuable first.",
    )
    reason = fields.Selection(
        [("rule", "Rules"), ("override", "Override"), ("settings", "Changed Settings")],
        required=True,
        readonly=True,
    )
    note = fields.Char(string="Reason Given", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Changed by", ondelete="restrict", readonly=True
    )
    branch_id = fields.Many2one(
        "crm.team",
        string="Branch",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        help="The customer's branch that day.",
    )
    manager_id = fields.Many2one(
        "res.users",
        string="Relationship Manager",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        help="Who had the customer that day.",
    )
    asset_amount = fields.Float(string="Assets", digits=(16, 2), readonly=True)
    potential_score = fields.Integer(readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, ondelete="cascade", readonly=True
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of segments is never deleted."))
