from odoo import fields, models
from odoo.fields import Command

from .res_users_digest import SEPARATOR


class RelationshipDay(models.Model):
    """The digest as a mail, where the company has it switched on and the person has not
    switched it off: at most one a day, however often it is told."""

    _inherit = "relationship.day"

    is_mailed = fields.Boolean(readonly=True)

    def _post_digests(self, texts):
        super()._post_digests(texts)
        wanted = self.filtered(lambda day: day._is_mail_wanted())
        if wanted:
            wanted.is_mailed = True
            self.env["mail.mail"].create(
                [day._prepare_mail_values(texts[day]) for day in wanted]
            )
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()

    def _is_mail_wanted(self):
        self.ensure_one()
        return (
            not self.is_mailed
            and self.company_id.relationship_digest_mail
            and self.user_id.relationship_digest_mail
            and self.user_id.email
        )

    def _prepare_mail_values(self, texts):
        """Return the values of the mail that says how many, with links to the screens.

        :param texts: ``{path of the screen: sentence}``
        """
        day = self.with_context(lang=self.user_id.lang)
        lines = {f"{day.get_base_url()}{path}": text for path, text in texts.items()}
        return {
            "subject": SEPARATOR.join(texts.values()),
            "body_html": day.env["ir.qweb"]._render(
                "branch_relationship.relationship_day_mail", {"lines": lines}
            ),
            "email_from": self.company_id.email_formatted
            or self.env.ref("base.partner_root").email_formatted,
            "recipient_ids": [Command.link(self.user_id.partner_id.id)],
            "auto_delete": True,
        }
