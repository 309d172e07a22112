from odoo import models


class IrHttp(models.AbstractModel):
    """Logging in, users who chose no start page of their own get the one of their
    role."""

    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        if not info["home_action_id"] and info["is_internal_user"]:
            info["home_action_id"] = self.env.user._get_start_action_id()
        return info
