from odoo import models
from odoo.tools import SQL


class ResUsers(models.Model):
    """Users who go away or come back: their contacts follow on the same day."""

    _inherit = "res.users"

    def _follow_absence(self):
        """Put what is due into the pool, or back onto the day of whoever is here."""
        ledger = self.env["relationship.touchpoint"]
        # sudo: whoever enters an absence need not see what else is told
        days = self.env["relationship.day"].sudo()
        for today, users in self.grouped(lambda row: row._get_local_today()).items():
            ledger._dispatch_where(today, users._get_concerned_sql())
            days._tell(users, today)

    def _get_concerned_sql(self):
        """Return the condition that the contact ``t`` is theirs, or its customer is."""
        return SQL(
            """(t.user_id = ANY(%(users)s) OR t.customer_id IN (
                    SELECT id FROM res_partner WHERE user_id = ANY(%(users)s)))""",
            users=self.ids,
        )
