from odoo import fields, models
from odoo.fields import Domain

MY_DAY_PATH = "/odoo/my-day"
BRANCH_DAY_PATH = "/odoo/branch-day"
SEPARATOR = " · "


class ResUsers(models.Model):
    """What the morning's digest says to a person: how many, and nothing about anybody.

    Greetings to many are counted apart from the contacts. Who leads a branch is told of
    all its people, as Branch Day shows it.
    """

    _inherit = "res.users"

    relationship_digest_mail = fields.Boolean(
        string="Morning Mail",
        default=True,
        help="How many contacts wait, each working morning by mail, if the company "
        "sends such mails.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["relationship_digest_mail"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["relationship_digest_mail"]

    def _get_digest_texts(self, date, waiting):
        """Return ``{user: {path of the screen: sentence}}``, in each one's language;
        what waits for nobody is left out.

        :param date: the local day
        :param waiting: ``{user: {"contact_count": .., "greeting_count": ..}}``
        """
        texts = {}
        leaders = self._filter_leaders()
        for user in self:
            told = user.with_context(lang=user.lang)
            lines = {MY_DAY_PATH: told._get_own_digest(**waiting[user])}
            if user in leaders:
                counts = user._count_branch(date)
                lines[BRANCH_DAY_PATH] = told._get_branch_digest(**counts)
            texts[user] = {path: text for path, text in lines.items() if text}
        return texts

    def _filter_leaders(self):
        """Return those of these users who lead a branch, as its head or deputy."""
        # sudo: who leads a branch is no secret
        branches = self.env["crm.team"].sudo().with_context(active_test=False)
        led = branches.search(
            Domain("branch_code", "!=", False)
            & (Domain("user_id", "in", self.ids) | Domain("deputy_ids", "in", self.ids))
        )
        return self & (led.user_id | led.deputy_ids)

    def _get_own_digest(self, contact_count, greeting_count):
        texts = [
            contact_count
            and self.env._("Contacts waiting in My Day: %s", contact_count),
            greeting_count and self.env._("Greetings to send: %s", greeting_count),
        ]
        return SEPARATOR.join(filter(None, texts))

    def _get_branch_digest(self, left, greetings, pool, absent):
        if not (left or greetings or pool or absent):
            return ""
        texts = [
            self.env._("Contacts waiting in the branch: %s", left),
            greetings and self.env._("Greetings to send: %s", greetings),
            self.env._("In the branch pool: %s", pool),
            self.env._("Absent today: %s", absent),
        ]
        return SEPARATOR.join(filter(None, texts))

    def _count_branch(self, date):
        """Count what Branch Day shows to this user, and their people who are absent."""
        user = self.with_user(self).with_context(
            allowed_company_ids=self.company_ids.ids
        )
        counts = user.env["relationship.touchpoint"]._count_my_day(date, "branch")
        absences = user.env["relationship.absence"]
        absent = absences.search(absences._get_day_domain(date)).sudo().user_id - self
        return {
            **{name: counts[name] for name in ("left", "greetings", "pool")},
            "absent": len(absent.filtered("active")),
        }
