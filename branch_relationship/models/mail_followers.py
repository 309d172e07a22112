from odoo import models

from odoo.addons.mail.tools.discuss import Store


class MailFollowers(models.Model):
    """A customer who follows a document: everybody there reads the name alone."""

    _inherit = "mail.followers"

    def _to_store_defaults(self, target):
        return [
            Store.Attr(
                "email", predicate=lambda row: row.partner_id._is_address_shown()
            )
            if field == "email"
            else field
            for field in super()._to_store_defaults(target)
        ]
