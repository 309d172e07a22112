from odoo import fields, models


class IrUiView(models.Model):
    """The value matrix is a view type of its own, beside list and kanban."""

    _inherit = "ir.ui.view"

    type = fields.Selection(selection_add=[("value_matrix", "Value Matrix")])

    def _get_view_info(self):
        return {"value_matrix": {"icon": "fa fa-th-large"}} | super()._get_view_info()
