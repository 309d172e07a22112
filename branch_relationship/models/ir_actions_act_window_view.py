from odoo import fields, models


class IrActionsActWindowView(models.Model):
    _inherit = "ir.actions.act_window.view"

    view_mode = fields.Selection(
        selection_add=[("value_matrix", "Value Matrix")],
        ondelete={"value_matrix": "cascade"},
    )
