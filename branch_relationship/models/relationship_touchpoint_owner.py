from odoo import models
from odoo.tools import frozendict


class RelationshipTouchpoint(models.Model):
    """Whose an open contact is, when its customer goes to another manager or branch."""

    _inherit = "relationship.touchpoint"

    def _prepare_owner_values(self, is_moved):
        """Return what changes in this open contact as to its customer, hashable.

        :param is_moved: somebody else makes the customer's contacts now; else each
            stays with whom it was given, as long as they see the customer
        """
        self.ensure_one()
        customer, holder = self.customer_id, self.user_id
        stays = holder and not is_moved and customer._is_served_by(holder)
        values = {
            "branch_id": customer.branch_id,
            "company_id": customer.company_id,
            "user_id": holder if stays else customer._get_contact_user(),
        }
        return frozendict(
            (name, value.id) for name, value in values.items() if self[name] != value
        )
