from odoo import models


class RelationshipHolding(models.Model):
    """Erasing on request whose a holding was; its figures stay."""

    _inherit = "relationship.holding"

    def _erase_reference(self):
        """Replace the bank's key, by which its books would name the customer."""
        for holding in self:
            holding.write({"ref": f"erased-{holding.id}", "account_mask": False})
