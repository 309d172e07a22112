from odoo import api, models


class CrmLead(models.Model):
    """Leads of a branch, whose contact may be a colleague's customer.

    Such a lead works as any other: it shows the customer's name, takes over nothing
    else of the card and leaves the card as it is. A relationship manager to whom a
    head gives a lead sees its customer for a while.
    """

    _inherit = "crm.lead"

    @api.depends("partner_id", "partner_name")
    def _compute_commercial_partner_id(self):
        with_partner = self.filtered("partner_id")
        super(CrmLead, self - with_partner)._compute_commercial_partner_id()
        # sudo: the name of the firm shows where the contact's card does not
        super(CrmLead, with_partner.sudo())._compute_commercial_partner_id()

    @api.depends("partner_id")
    def _compute_function(self):
        return super(CrmLead, self._filter_card_shown())._compute_function()

    @api.depends("partner_id")
    def _compute_website(self):
        return super(CrmLead, self._filter_card_shown())._compute_website()

    @api.depends("partner_id")
    def _compute_partner_address_values(self):
        leads = self._filter_card_shown()
        return super(CrmLead, leads)._compute_partner_address_values()

    @api.model_create_multi
    def create(self, vals_list):
        leads = super().create(vals_list)
        leads._grant_cover()
        return leads

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "partner_id"} & vals.keys():
            self._grant_cover()
        return result

    def action_schedule_meeting(self, smart_calendar=True):
        """Leave whom the user cannot read out of the new meeting's attendees."""
        action = super().action_schedule_meeting(smart_calendar)
        if not self.partner_id.has_access("read"):
            action["context"]["default_partner_id"] = False
            action["context"]["default_partner_ids"] = self.env.user.partner_id.ids
        return action

    def _get_partner_email_update(self, force_void=True):
        if not self._filter_card_shown():
            return False
        return super()._get_partner_email_update(force_void)

    def _get_partner_phone_update(self, force_void=True):
        if not self._filter_card_shown():
            return False
        return super()._get_partner_phone_update(force_void)

    def _filter_card_shown(self):
        """Return the leads that exchange phone, address and the like with the
        contact's card: those of ordinary contacts as ever, those of a customer only
        where the user and the salesperson both see the customer."""
        return self.filtered(lambda lead: lead._is_card_shown())

    def _is_card_shown(self):
        self.ensure_one()
        # sudo: whether it is a customer's card decides who sees it
        card = self.sudo().partner_id
        if not card._is_private():
            return True
        # Stored fields are computed in superuser mode: for whom is what counts.
        return card.with_env(self.env(su=False)).has_access("write") and (
            not self.user_id or card._is_served_by(self.sudo().user_id)
        )

    def _grant_cover(self):
        for lead in self:
            lead.partner_id._grant_cover(lead.user_id)
