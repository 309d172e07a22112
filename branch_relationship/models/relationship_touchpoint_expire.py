from odoo import api, models
from odoo.tools import SQL

from ..tools.planner import LEDGER_TABLES, analyze_stale
from .relationship_touchpoint import OPEN_STATES

# For contacts that a person planned: no content says when they are over.
DEFAULT_EXPIRY_DAYS = 30


class RelationshipTouchpoint(models.Model):
    """Open contacts expire some days after they were due, or after a rule made them
    where they were overdue from the start."""

    _inherit = "relationship.touchpoint"

    @api.model
    def _expire_due(self, date):
        """Close what is long past on this local day.

        :return: how many touchpoints expired
        """
        return sum(
            self._expire_branch(company, branch, date)
            for company, branch in self._get_chunks()
        )

    @api.model
    def _expire_branch(self, company, branch, date):
        """Do so for one branch, or for the company's customers without a branch.

        Planned contacts in one statement; assigned ones have an activity to close.
        """
        self = self.sudo().with_company(company)
        self.env.flush_all()
        analyze_stale(self.env.cr, *LEDGER_TABLES)
        reason = self.env._("not contacted in time")
        condition = self._get_expiry_condition(company, branch, date)
        rows = self.env.execute_query(
            SQL("SELECT t.id FROM %s AND t.state = 'assigned' ORDER BY t.id", condition)
        )
        assigned = self.browse(row[0] for row in rows)
        assigned._expire(reason)
        self.env.flush_all()
        return len(assigned) + self._expire_planned(condition, reason, date)

    def _get_expiry_condition(self, company, branch, date):
        return SQL(
            """
            res_partner c
        CROSS JOIN LATERAL (
                SELECT t.* FROM relationship_touchpoint t
                 WHERE t.customer_id = c.id AND t.state IN %(open)s
                OFFSET 0) t
         LEFT JOIN relationship_care_content k ON k.id = t.content_id
             WHERE c.company_id = %(company)s AND %(branch)s
               AND greatest(t.due_date, t.made_date)
                   + COALESCE(k.expiry_days, %(default)s) < %(date)s
            """,
            open=OPEN_STATES,
            company=company.id,
            branch=self._get_branch_condition(branch),
            default=DEFAULT_EXPIRY_DAYS,
            date=date,
        )

    def _expire_planned(self, condition, reason, date):
        """Expire and restart the cadence of those who expired with a cadence reason."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH expired AS (
                    UPDATE relationship_touchpoint
                       SET state = 'expired', skip_reason = %(reason)s,
                           write_date = now() AT TIME ZONE 'UTC'
                     WHERE id IN (
                        SELECT t.id FROM %(condition)s AND t.state = 'planned'
                        ORDER BY t.id)
                 RETURNING id, customer_id
                ), restarted AS (
                    UPDATE res_partner SET cadence_start = %(date)s
                     WHERE id IN (
                        SELECT e.customer_id
                          FROM expired e
                          JOIN relationship_touchpoint_reason r
                            ON r.touchpoint_id = e.id
                          JOIN relationship_care_content k ON k.id = r.content_id
                         WHERE k.trigger = 'cadence')
                 RETURNING id
                )
                SELECT e.id, r.id FROM expired e LEFT JOIN restarted r
                    ON r.id = e.customer_id
                """,
                condition=condition,
                reason=reason,
                date=date,
            )
        )
        self.invalidate_model(["state", "skip_reason"])
        restarted = {customer for _id, customer in rows if customer}
        self.env["res.partner"].browse(restarted)._follow_restart()
        return len(rows)
