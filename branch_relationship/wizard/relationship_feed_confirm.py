from odoo import fields, models


class RelationshipFeedConfirm(models.TransientModel):
    """Names what a full delivery would close before an administrator takes it."""

    _name = "relationship.feed.confirm"
    _description = "Confirm a Delivery that Closes Many Holdings"

    feed_id = fields.Many2one("relationship.feed", required=True, ondelete="cascade")
    source = fields.Char(related="feed_id.source")
    closing_count = fields.Integer(related="feed_id.closing_count")
    closing_customer_count = fields.Integer(related="feed_id.closing_customer_count")

    def action_confirm(self):
        """Take the delivery that was refused."""
        self.feed_id._confirm()
        return {"type": "ir.actions.act_window_close"}
