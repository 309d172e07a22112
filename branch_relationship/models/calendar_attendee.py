from odoo import api, fields, models


class CalendarAttendee(models.Model):
    """Every colleague reads who attends: address and phone follow the card."""

    _inherit = "calendar.attendee"

    email = fields.Char(related=None, compute="_compute_card", search="_search_email")
    phone = fields.Char(related=None, compute="_compute_card", search="_search_phone")

    @api.depends("partner_id.email", "partner_id.phone")
    @api.depends_context("uid")
    def _compute_card(self):
        shown = self.partner_id._filtered_access("read")
        for attendee in self:
            card = attendee.partner_id if attendee.partner_id in shown else shown[:0]
            attendee.email = card.email
            attendee.phone = card.phone

    @api.model
    def _search_email(self, operator, value):
        return [("partner_id.email", operator, value)]

    @api.model
    def _search_phone(self, operator, value):
        return [("partner_id.phone", operator, value)]
