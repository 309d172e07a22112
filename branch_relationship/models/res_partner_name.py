from odoo import api, models

#: With these in the context, Odoo adds parts of the card to a partner's name.
NAME_EXTRAS = ("show_address", "show_email", "show_vat")


class ResPartner(models.Model):
    """A customer's name shows where the card does not, and nothing else of it."""

    _inherit = "res.partner"

    @api.depends_context("uid")
    def _compute_display_name(self):
        hidden = self.browse()
        if any(map(self.env.context.get, NAME_EXTRAS)):
            hidden = self._filter_hidden_cards()
        super(ResPartner, self - hidden)._compute_display_name()
        plain = hidden.with_context(**dict.fromkeys(NAME_EXTRAS, False))
        super(ResPartner, plain)._compute_display_name()
        for partner in plain:
            partner.with_env(self.env).display_name = partner.display_name

    def _filter_hidden_cards(self):
        """Return those customers, and contacts below one, whose card the user may not
        read, though the name be asked as superuser."""
        private = self.sudo().filtered(lambda partner: partner._is_private())
        readable = private.sudo(False)._filtered_access("read")
        return self.browse((private - readable.sudo()).ids)
