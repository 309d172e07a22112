from odoo import fields, models


class RelationshipTouchpointRelease(models.TransientModel):
    """The dialog in which a head says why contacts that are held back go out."""

    _name = "relationship.touchpoint.release"
    _description = "Release of Contacts Held Back"

    touchpoint_ids = fields.Many2many(
        "relationship.touchpoint", string="Contacts", required=True
    )
    reason = fields.Char(required=True)

    def action_release(self):
        self.ensure_one()
        self.touchpoint_ids._release_held(self.reason)
        return {"type": "ir.actions.act_window_close"}
