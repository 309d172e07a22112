from odoo import api, models


class CalendarEvent(models.Model):
    """Meetings, which every colleague may read, with customers, whom few may.

    They name the customer and tell nothing else. A relationship manager whom a head
    invites to a meeting with a customer sees this customer for a while.
    """

    _inherit = "calendar.event"

    @api.model_create_multi
    def create(self, vals_list):
        meetings = super().create(vals_list)
        meetings._grant_cover()
        return meetings

    def write(self, vals):
        result = super().write(vals)
        if "partner_ids" in vals:
            self._grant_cover()
        return result

    @api.model
    def _prepare_partner_contact_details_html(self, section_title, partner):
        # sudo: the customer of a colleague has a name, too
        card = partner.sudo()
        if not card._is_private():
            return super()._prepare_partner_contact_details_html(section_title, partner)
        name_only = self.env["res.partner"].new({"name": card.name})
        return super()._prepare_partner_contact_details_html(section_title, name_only)

    def _grant_cover(self):
        for meeting in self:
            # sudo: whoever is invited, the rules decide whom the head may entrust
            attendees = meeting.sudo().partner_ids
            attendees.with_env(self.env)._grant_cover(attendees.user_ids)
