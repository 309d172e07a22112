from odoo import api, fields, models


class RelationshipFeedConfirm(models.TransientModel):
    """Names what a full delivery would close before an administrator takes it."""

    _name = "relationship.feed.confirm"
    _description = "Confirm a Delivery that Closes Many Holdings"

    feed_id = fields.Many2one("relationship.feed", required=True, ondelete="cascade")
    consequence = fields.Text(compute="_compute_consequence")

    @api.depends("feed_id")
    def _compute_consequence(self):
        for confirm in self:
            feed = confirm.feed_id
            confirm.consequence = self.env._(
                "Taking this delivery closes %(count)s holdings of %(customers)s "
                "customers that “%(system)s” did not deliver this time. The "
                "customers' assets fall accordingly.",
                count=feed.closing_count,
                customers=feed.closing_customer_count,
                system=feed.source,
            )

    def action_confirm(self):
        """Take the delivery that was refused."""
        self.feed_id._confirm()
        return {"type": "ir.actions.act_window_close"}
