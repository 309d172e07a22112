from odoo import models

#: What people wrote about a contact, and so about the customer.
WORDS = ["purpose", "note", "next_step", "skip_reason", "release_reason"]


class RelationshipTouchpoint(models.Model):
    """Erasing on request what the ledger says in words; the contact stays in it."""

    _inherit = "relationship.touchpoint"

    def _erase_words(self):
        self._in_sync().write(dict.fromkeys(WORDS, False))
