from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class RelationshipDay(models.Model):
    """One person's working day: what waited in the morning, and what came of it.

    It is kept, so that the use of My Day can be followed over time.
    """

    _name = "relationship.day"
    _description = "Working Day"
    _order = "date desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Relationship Manager",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Date(required=True, readonly=True, help="The local day.")
    branch_id = fields.Many2one(
        "crm.team",
        readonly=True,
        index=True,
        ondelete="set null",
        help="Where this person worked on the day.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    contact_count = fields.Integer(
        string="Contacts", readonly=True, help="How many waited in the morning."
    )
    greeting_count = fields.Integer(
        string="Greetings",
        readonly=True,
        help="How many greetings to many customers waited in the morning.",
    )

    _user_unique = models.UniqueIndex(
        "(user_id, date)", "This person's day is there already."
    )

    @api.model
    def _get_or_create(self, users, date):
        """Return the days of these users, made where there are none.

        Where a day is made elsewhere at the same time, one of the two waits and is
        tried again.
        """
        domain = Domain("user_id", "in", users.ids) & Domain("date", "=", date)
        days = self.search(domain)
        missing = users - days.user_id
        if missing:
            self._insert_days(missing, date)
            (self.search(domain) - days).modified(self._fields)
        return self.search(domain)

    @api.model
    def _insert_days(self, users, date):
        waiting = self._count_waiting(users, date)
        rows = [
            SQL(
                "(%s, %s, %s, %s, %s, %s)",
                user.id,
                date,
                user.sale_team_id.filtered("branch_code").id or None,
                user.company_id.id,
                waiting[user]["contact_count"],
                waiting[user]["greeting_count"],
            )
            for user in users
        ]
        self.env.cr.execute(
            SQL(
                """INSERT INTO relationship_day (user_id, date, branch_id, company_id,
                                                 contact_count, greeting_count)
                   VALUES %s ON CONFLICT (user_id, date) DO NOTHING""",
                SQL(", ").join(rows),
            )
        )

    @api.model
    def _get_waiting_domain(self, date):
        """Return the domain of the contacts that somebody has to make on this day."""
        return (
            Domain("state", "=", "assigned")
            & Domain("user_id", "!=", False)
            & Domain("due_date", "<=", date)
        )

    @api.model
    def _count_waiting(self, users, date):
        """Return ``{user: values}``: how many contacts, and how many greetings apart
        from them, wait for each of these users."""
        waiting = self.env["relationship.touchpoint"]._read_group(
            self._get_waiting_domain(date) & Domain("user_id", "in", users.ids),
            ["user_id"],
            ["__count", "batch_id:count"],
        )
        counts = {user: (count, batched) for user, count, batched in waiting}
        return {
            user: {"contact_count": count - batched, "greeting_count": batched}
            for user in users
            for count, batched in [counts.get(user, (0, 0))]
        }
