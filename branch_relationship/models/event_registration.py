from odoo import models


class EventRegistration(models.Model):
    """A customer's registration, which every event desk reads: the name alone."""

    _inherit = "event.registration"

    def _synchronize_partner_values(self, partner, fnames=None):
        values = super()._synchronize_partner_values(partner, fnames)
        # sudo: whether it is a customer's card decides what may be copied from it
        if partner.sudo()._is_private():
            return {name: values[name] for name in values if name == "name"}
        return values
