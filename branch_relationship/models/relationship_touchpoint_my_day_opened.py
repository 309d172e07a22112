from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class RelationshipTouchpoint(models.Model):
    """My Day: whether it was opened today. Branch Day: who has not opened it yet."""

    _inherit = "relationship.touchpoint"

    def _get_my_day_counts(self, today, scope):
        counts = super()._get_my_day_counts(today, scope)
        if scope == "branch":
            query = self._search(self._get_not_opened_domain(today))
            user_id = SQL.identifier(query.table, "user_id")
            counts["not_opened"] = query.select(SQL("COUNT(DISTINCT %s)", user_id))
        else:
            mine = Domain("user_id", "=", self.env.uid)
            counts["opened"] = self._search_opened(today, mine).select(SQL("COUNT(*)"))
        return counts

    def _get_not_opened_domain(self, today):
        """Return the domain of what waits today for people whom the user leads and who
        have not opened My Day; the absent open nothing."""
        opened = self._search_opened(today).subselect("user_id")
        absent = self.env["relationship.absence"]._get_absent_users(today)
        return (
            self.env["relationship.day"]._get_waiting_domain(today)
            & self.env.user._get_staff_domain()
            & Domain("user_id", "!=", self.env.uid)
            & Domain("user_id", "not in", absent.ids)
            & Domain("user_id", "not in", opened)
        )

    def _search_opened(self, today, domain=Domain.TRUE):
        # sudo: only whether My Day was opened, of oneself or of people one leads
        days = self.env["relationship.day"].sudo()
        return days._search(days._get_opened_domain(today) & domain)
