from odoo import api, fields, models


class RelationshipFeedReject(models.Model):
    """A row of a delivery that could not be taken, and why."""

    _name = "relationship.feed.reject"
    _description = "Relationship Feed Reject"
    _order = "feed_id, row, id"

    feed_id = fields.Many2one(
        "relationship.feed", required=True, index=True, ondelete="cascade"
    )
    row = fields.Integer(required=True, help="Line of the delivered file, header = 1.")
    column = fields.Char()
    reason = fields.Char("Cause", required=True)
    values = fields.Json(help="The row as delivered, by column.")
    values_text = fields.Char(compute="_compute_values_text", string="Delivered Row")

    @api.depends("values", "feed_id.columns")
    def _compute_values_text(self):
        for reject in self:
            cells = reject["values"] or {}
            columns = reject.feed_id.columns or ()
            reject.values_text = ", ".join(
                str(cells.get(column) or "") for column in columns
            )
