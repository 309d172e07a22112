from odoo import api, models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    """How a customer leaves: as lost, which the night and every list know of.

    An archived customer is out of sight of all of them, and soon of mind. So heads
    archive, within their branches, and administrators; these delete whom the ledger
    does not know, and merge the others.
    """

    _inherit = "res.partner"

    def write(self, vals):
        if "active" in vals:
            self.check_access("write")
            self._check_archiving(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_customer(self):
        if self.env.su or self.env.user._is_relationship_admin():
            return
        # sudo: whether it is a customer decides
        if customers := self.sudo().filtered("relationship_stage"):
            raise UserError(
                self.env._(
                    "%(name)s is a customer and stays in the books: set the stage "
                    "Lost instead.",
                    name=customers[0].name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_known(self):
        """The ledger keeps every contact, whoever deletes, and so its customer."""
        # sudo: whoever deletes need not see the ledger
        ledger = self.env["relationship.touchpoint"].sudo()
        if known := ledger.search([("customer_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "The ledger keeps every contact with %(name)s: set the stage Lost, "
                    "or merge the two cards if there are two.",
                    name=known.customer_id.name,
                )
            )

    def _check_archiving(self, vals):
        """Refuse to archive customers, or to bring them back, unless it is a head's or
        an administrator's doing."""
        if self.env.su or self.env.user._is_relationship_admin():
            return
        headed = self.env.user._get_headed_branch_ids()
        # sudo: whoever writes a contact need not see what makes it a customer
        for partner in self.sudo():
            is_customer = partner.relationship_stage or vals.get("relationship_stage")
            is_moved = partner.active != bool(vals["active"])
            if is_customer and is_moved and partner.branch_id.id not in headed:
                raise UserError(
                    self.env._(
                        "%(name)s is a customer: only the head of the branch archives "
                        "customers and brings them back. Set the stage Lost instead.",
                        name=partner.name,
                    )
                )
