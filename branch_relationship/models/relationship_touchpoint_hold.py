from odoo import models
from odoo.tools import SQL


class RelationshipTouchpoint(models.Model):
    """Whom not to disturb: which open contacts are held back (DESIGN, Due).

    It is decided before dispatch for whatever is due or assigned, and at once where a
    customer's quiet time or consent changes. What is held back stays planned, waits,
    and expires by its content's rule; what was assigned is taken back.

    - A service notice passes, and with it the contact. So does what a person planned:
      the customer agreed to it.
    - Quiet time holds back everything else, and ends by itself.
    - A reason to which the customer does not consent is withheld: nobody is told of it.
      A contact all of whose reasons are withheld is held back.
    - The cap counts what was done in the company's number of days, what passes, what is
      assigned; then the others by priority and day.
    """

    _inherit = "relationship.touchpoint"

    _customer_done_idx = models.Index("(customer_id, done_date) WHERE state = 'done'")

    def _decide_holds(self, date, condition):
        """Decide which of the contacts ``t`` of this condition are held back.

        :param date: the local day for which it is decided
        """
        ledger = self.sudo()._in_sync()
        ledger.env.flush_all()
        ledger.env.cr.execute(SQL("SET LOCAL jit = off"))
        rows = ledger.env.execute_query(ledger._get_hold_statement(date, condition))
        ledger.invalidate_model(["hold_reason", "content_id", "priority"])
        ledger.env["relationship.touchpoint.reason"].invalidate_model(["is_withheld"])
        assigned = [
            (row_id, hold) for row_id, hold, state in rows if state != "planned"
        ]
        ledger.browse(row_id for row_id, hold in assigned if hold)._release()
        told = ledger.browse(row_id for row_id, hold in assigned if not hold)
        told._refresh_activities()

    def _get_ordered_reasons(self):
        """Leave out what is withheld, as long as there is another reason."""
        reasons = super()._get_ordered_reasons()
        return reasons.filtered(lambda reason: not reason.is_withheld) or reasons
