from odoo import models


class ResPartner(models.Model):
    """The contacts below many customers that change at once."""

    _inherit = "res.partner"

    def _commercial_sync_to_descendants(self, fields_to_sync=None):
        """Odoo would write nothing on the contacts below, customer by customer."""
        # sudo: whoever writes a contact need not see what makes it a customer
        if fields_to_sync is None or fields_to_sync or not self.sudo()._is_private():
            return super()._commercial_sync_to_descendants(fields_to_sync)
        return None
