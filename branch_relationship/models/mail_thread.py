from odoo import models


class MailThread(models.AbstractModel):
    """The chatter of what concerns a colleague's customer opens without the card."""

    _inherit = "mail.thread"

    def _message_add_suggested_recipients(self, force_primary_email=False):
        suggested = super()._message_add_suggested_recipients(
            force_primary_email=force_primary_email
        )
        for recipients in suggested.values():
            readable = recipients["partners"]._filtered_access("read")
            recipients["partners"] = readable
        return suggested

    def _sort_suggested_messages(self, messages):
        """A reply is not proposed to an author who cannot be read."""
        messages = super()._sort_suggested_messages(messages)
        readable = messages.author_id._filtered_access("read")
        return messages.filtered(
            lambda message: not message.author_id or message.author_id in readable
        )
