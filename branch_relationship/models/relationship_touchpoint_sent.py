from odoo import fields, models


class RelationshipTouchpoint(models.Model):
    """Greetings that were sent: nobody has answered, so that neither the last contact
    nor the contact interval follows."""

    _inherit = "relationship.touchpoint"

    result = fields.Selection(selection_add=[("sent", "Sent")])

    def action_sent(self):
        """Close these greetings as sent; what is closed already stays as it is."""
        self.check_access("write")
        self._filter_open().filtered("batch_id")._record_sent()
        return True

    def _record_sent(self):
        for batch, touchpoints in self.grouped("batch_id").items():
            values = {"result": "sent", "channel": batch.sudo().channel}
            touchpoints._close_done(values)
