from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..models.relationship_threshold_mixin import THRESHOLDS

ADMIN_GROUP = "branch_relationship.branch_relationship_group_admin"


class RelationshipThreshold(models.TransientModel):
    """Heads set the thresholds of their customers' holdings, administrators also those
    of products: nothing else of what the bank delivered."""

    _name = "relationship.threshold"
    _inherit = ["relationship.threshold.mixin"]
    _description = "Own Thresholds of a Product or Holding"

    holding_id = fields.Many2one("relationship.holding", ondelete="cascade")
    product_id = fields.Many2one("product.template", ondelete="cascade")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        target = self._get_target(values.get("holding_id"), values.get("product_id"))
        return {**values, **{name: target[name] for name in THRESHOLDS if target}}

    def action_save(self):
        self.ensure_one()
        target = self._get_target(self.holding_id.id, self.product_id.id)
        target.write({name: self[name] for name in THRESHOLDS})
        return {"type": "ir.actions.act_window_close"}

    @api.model
    def _get_target(self, holding_id, product_id):
        """Return the record whose thresholds are read and written, as superuser.

        :raise AccessError: they are not this user's to set
        """
        holding = self.env["relationship.holding"].browse(holding_id)
        if holding:
            holding.check_access("read")
            # sudo: of a holding seen by its head, these fields only
            return holding.sudo()
        if product_id and not self.env.user.has_group(ADMIN_GROUP):
            raise AccessError(
                self.env._("Only administrators set the thresholds of products.")
            )
        # sudo: an administrator of ours need not be one of products
        return self.env["product.template"].sudo().browse(product_id)
