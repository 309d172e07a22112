from odoo import fields, models
from odoo.exceptions import UserError

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """Customers chosen in a list, to be handed over, and from whom each came."""

    _inherit = "res.partner"

    handover_line_ids = fields.One2many(
        "relationship.handover.line", "customer_id", groups=RM_GROUP
    )

    def action_hand_over(self):
        """Prepare the handover of these customers."""
        # sudo: whether it is a customer decides; the list is made in the user's name
        customers = self.sudo().filtered("relationship_stage").sudo(False)
        if not customers:
            raise UserError(self.env._("Choose customers first: these are contacts."))
        return (
            self.env["relationship.handover"]._create_for(customers)._get_form_action()
        )
