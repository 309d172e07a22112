from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from .res_users_digest import SEPARATOR

MY_DAY_SUBTYPE = "branch_relationship.mail_message_subtype_my_day"


class RelationshipDay(models.Model):
    """The morning's digest: one message in Odoo per person and day.

    Told again on the same day, it is brought up to date. Who is absent is not told, and
    nobody on a day off.
    """

    _inherit = "relationship.day"

    message_id = fields.Many2one(
        "mail.message",
        string="Digest",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    told_at = fields.Datetime(readonly=True)

    @api.model
    def _tell_branch(self, company, branch, date, since):
        """Tell whom a branch's morning concerns: whose contacts wait in it, and who
        leads it or a branch above.

        :param branch: a branch, or none for the customers without a branch
        :param since: whoever was told later knows of this branch already
        :return: how many people were told
        """
        of_branch = [("company_id", "=", company.id), ("branch_id", "=", branch.id)]
        users = branch._get_leaders() | self._get_users_waited_for(date, of_branch)
        told = self.search(
            [
                ("user_id", "in", users.ids),
                ("date", "=", date),
                ("told_at", ">", since),
            ]
        )
        return len(self._tell(users - told.user_id, date))

    @api.model
    def _tell_all(self, date):
        """Tell everybody for whom anything waits, and who leads a branch."""
        branches = self.env["crm.team"].search([("branch_code", "!=", False)])
        self._tell(branches._get_leaders() | self._get_users_waited_for(date), date)

    @api.model
    def _get_users_waited_for(self, date, domain=()):
        waiting = self.env["relationship.touchpoint"]._read_group(
            self._get_waiting_domain(date) & Domain(domain), ["user_id"]
        )
        return self.env["res.users"].union(*(user for (user,) in waiting))

    @api.model
    def _tell(self, users, date):
        """Tell these users what waits on their local day.

        :return: the days of those who were told: for whom anything waits
        """
        users = self._filter_present(users, date)
        waiting = self._count_waiting(users, date)
        texts = users._get_digest_texts(date, waiting)
        days = self._get_or_create(users.filtered(lambda user: texts[user]), date)
        for day in days.filtered(lambda day: not day.told_at):
            day.write(waiting[day.user_id])
        days.told_at = self.env.cr.now()
        days._post_digests({day: texts[day.user_id] for day in days})
        return days

    @api.model
    def _filter_present(self, users, date):
        """Return those of these users who work on this day."""
        calendar = self.env["relationship.calendar.day"]
        absent = self.env["relationship.absence"]._get_absent_users(date)
        return (users - absent).filtered(
            lambda user: user.active and calendar._is_working_day(date, user.company_id)
        )

    def _post_digests(self, texts):
        """Write these texts into the inbox, and take older ones out of it."""
        new = self.filtered(lambda day: not day.message_id)
        new._read_old_digests()
        notices = {day.user_id: SEPARATOR.join(texts[day].values()) for day in new}
        messages = self.env["res.users"]._send_notices(notices, MY_DAY_SUBTYPE)
        for day, message in zip(new, messages, strict=True):
            day.message_id = message
        for day in self:
            day.message_id.body = self._get_digest_body(texts[day])

    @api.model
    def _get_digest_body(self, texts):
        lines = (Markup('<p><a href="%s">%s</a></p>') % line for line in texts.items())
        return Markup().join(lines)

    def _read_old_digests(self):
        """Leave no user with yesterday's number beside today's."""
        self.env["mail.notification"].search(
            [
                ("res_partner_id", "in", self.user_id.partner_id.ids),
                ("is_read", "=", False),
                ("mail_message_id.subtype_id", "=", self.env.ref(MY_DAY_SUBTYPE).id),
            ]
        ).write({"is_read": True})
