from odoo import models


class ResPartner(models.Model):
    """What is open on a customer goes along to the new manager, whoever moves the
    customer: a handover, the head on the card, a delivery (``res_users_work``).

    A manager who makes no contacts gets none of it: it waits for a colleague. Whoever
    covers a customer does so until the day it was meant to end, unless it is the new
    manager.
    """

    _inherit = "res.partner"

    def write(self, vals):
        if "user_id" not in vals:
            return super().write(vals)
        manager = self.env["res.users"].browse(vals["user_id"] or ())
        # sudo: a salesman saving an ordinary contact sees no customer's fields
        moved = self.sudo().filtered(
            lambda row: row.relationship_stage and row.user_id != manager
        )
        work = moved._find_work_by_manager()
        result = super().write(vals)
        for former, found in work.items():
            former._give_work(found, manager.sudo().filtered("makes_contacts"))
        moved.filtered(lambda row: manager and row.cover_user_id == manager).write(
            {"cover_user_id": False, "cover_until": False}
        )
        return result

    def _find_work_by_manager(self):
        """Return ``{manager: work}`` on these customers, but for their contacts: who
        makes these is decided with the cover (``res_partner_touchpoint``)."""
        work = {
            manager: manager._find_work(customers)
            for manager, customers in self.grouped("user_id").items()
        }
        for found in work.values():
            del found["touchpoint"]
        return work
