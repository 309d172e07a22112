from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .res_partner import RM_GROUP


class RelationshipTouchpoint(models.Model):
    """An open contact that a head gives to somebody else, as by dragging its card on
    Branch Day.

    - Who leads the contact's branch gives it away, to people who work in, or lead, a
      branch of theirs and are here today; or into the branch pool.
    - The receiver covers the customer, as with any activity that a head gives: the card
      may be opened for a while, the customer's other contacts stay where they are.
    """

    _inherit = "relationship.touchpoint"

    user_id = fields.Many2one(group_expand="_group_expand_user_id")

    def write(self, vals):
        given = receiver = None
        if "user_id" in vals and not self.env.su:
            receiver = self.env["res.users"].browse(vals["user_id"] or [])
            given = self.filtered(lambda row: row.user_id != receiver)
            given._check_giver()
            given._check_receiver(receiver)
        result = super().write(vals)
        if given and receiver:
            given._cover_customers(receiver)
            given._tell_receiver(receiver)
        return result

    def _group_expand_user_id(self, users, domain):
        """Show on Branch Day whoever may be given a contact, even if they have none."""
        if not self.env.context.get("my_day_people"):
            return users
        today = self.env.user._get_local_today()
        absent = self.env["relationship.absence"]._get_absent_users(today)
        return users | (self.env.user._get_led_people() - absent)

    def _check_giver(self):
        giver = self.env.user
        for touchpoint in self:
            if not giver._may_lead(touchpoint.branch_id):
                raise AccessError(
                    self.env._("Only the branch head gives contacts to somebody else.")
                )

    def _check_receiver(self, receiver):
        """:raise UserError: saying why this person cannot be given these contacts"""
        if not self or not receiver or receiver == self.env.user:
            return
        name = receiver.sudo().name
        if not receiver.sudo().active or not receiver.has_group(RM_GROUP):
            raise UserError(self.env._("%s is no relationship manager.", name))
        if receiver not in self.env.user._get_led_people():
            raise UserError(self.env._("%s does not work in your branch.", name))
        if self.company_id - receiver.sudo().company_ids:
            raise UserError(self.env._("%s does not work for this company.", name))
        for today in self._grouped_by_local_today():
            if receiver in self.env["relationship.absence"]._get_absent_users(today):
                raise UserError(self.env._("%s is absent today.", name))

    def _cover_customers(self, receiver):
        """Let the receiver see the customers, unless somebody covers them already."""
        self.customer_id._grant_cover(receiver)
        for customer in self.sudo().customer_id:
            if not customer._is_served_by(receiver):
                raise UserError(
                    self.env._(
                        "%(cover)s covers %(customer)s and makes the contacts: give it "
                        "to them, or end the cover first.",
                        cover=customer.cover_user_id.name,
                        customer=customer.name,
                    )
                )

    def _tell_receiver(self, receiver):
        if receiver != self.env.user:
            text = receiver.with_context(lang=receiver.lang).env._(
                "%(head)s has given you contacts in My Day: %(count)s",
                head=self.env.user.name,
                count=len(self),
            )
            self.env["res.users"]._send_notices({receiver: text})
