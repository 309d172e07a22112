from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ResUsers(models.Model):
    """Users who go away or come back: their contacts follow on the same day."""

    _inherit = "res.users"

    def _follow_absence(self):
        """Put what is due into the pool, or back onto the day of whoever is here."""
        ledger = self.env["relationship.touchpoint"]
        for today, users in self.grouped(lambda row: row._get_local_today()).items():
            ledger._dispatch_where(today, users._get_concerned_sql())

    def _get_concerned_sql(self):
        """Return the condition that the contact ``t`` is theirs, or its customer is."""
        return SQL(
            """(t.user_id = ANY(%(users)s) OR t.customer_id IN (
                    SELECT id FROM res_partner WHERE user_id = ANY(%(users)s)))""",
            users=self.ids,
        )

    def _get_absence_domain(self):
        """Return the domain of the absences this user may see and enter: their own,
        and those of the people of the branches they lead."""
        if self._is_relationship_admin():
            return Domain.TRUE
        return Domain("user_id", "=", self.id) | Domain(
            "user_id.crm_team_member_ids.crm_team_id",
            "in",
            self._get_headed_branch_ids(),
        )
