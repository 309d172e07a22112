from odoo import api, models


class ResUsers(models.Model):
    """Notices in Odoo: a message in the inbox and a word on the screen, no mail."""

    _inherit = "res.users"

    @api.model
    def _send_notices(self, texts, subtype="mail.mt_note"):
        """Tell each of these users one thing; no names of customers, no figures of
        theirs.

        :param texts: ``{user: text}``
        :param subtype: of the messages
        :return: the messages, in the order of the texts
        """
        # sudo: whoever causes a notice need not see the inbox it goes to
        env = self.sudo().env
        vals = self.sudo()._prepare_notice_values(subtype)
        messages = env["mail.message"].create(
            [{**vals, "body": text} for text in texts.values()]
        )
        env["mail.notification"].create(
            [
                {
                    "mail_message_id": message.id,
                    "res_partner_id": user.sudo().partner_id.id,
                    "notification_type": "inbox",
                    "notification_status": "sent",
                }
                for message, user in zip(messages, texts, strict=True)
            ]
        )
        for user, text in texts.items():
            user._bus_send("simple_notification", {"type": "info", "message": text})
        return messages

    def _prepare_notice_values(self, subtype):
        sender = self.env.ref("base.partner_root")
        return {
            "author_id": sender.id,
            "email_from": sender.email_formatted,
            "reply_to": sender.email_formatted,
            "message_type": "user_notification",
            "subtype_id": self.env.ref(subtype).id,
        }
