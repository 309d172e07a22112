from odoo import models


class RelationshipTouchpointReason(models.Model):
    """Re-dating of the open cadence reason (see ``res_partner_cadence``)."""

    _inherit = "relationship.touchpoint.reason"

    def _redate_cadence(self):
        """Follow the customer's cadence: cycle, day and touchpoint."""
        self.ensure_one()
        touchpoint, customer = self.touchpoint_id, self.touchpoint_id.customer_id
        due_date, cycle = customer.next_contact_date, str(customer.cadence_start)
        if not due_date or (due_date, cycle) == (self.due_date, self.cycle):
            return
        key = self._get_key(self.content_id, customer, cycle)
        if self._is_taken(key):
            touchpoint._leave_cadence(self)
            return
        is_restarted = cycle != self.cycle
        self.write({"due_date": due_date, "cycle": cycle, "key": key})
        touchpoint._move_cadence(self, is_restarted)

    def _get_key(self, content, customer, cycle):
        """Return what makes an occasion unique in the ledger."""
        return f"{content.id}:{customer.id}:{cycle}"

    def _is_taken(self, key):
        return bool(self.search_count([("key", "=", key), ("id", "!=", self.id)]))
