from odoo import models
from odoo.tools import SQL

#: Days of the calendar per working day: an interval of 7 days takes 5 working days.
DAYS_PER_WORKING_DAY = 7 / 5


class ResUsers(models.Model):
    """How many contacts per working day the contact intervals ask of a manager."""

    _inherit = "res.users"

    def _get_workload(self, customers=None):
        """Return the load of these relationship managers, of all where self is empty.

        Only established customers are contacted at an interval. The load of one is the
        sum of 7/5 divided by the interval over them, in contacts per working day.

        :param customers: a query of ``user_id`` and ``contact_interval``, one row per
            customer, to measure other customers or intervals than the present ones
        :return: dict of user id to a dict of ``customer_count``, ``contacts`` and
            ``capacity``, the contacts this person makes on a working day
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT user_id, count(*),
                          coalesce(sum(%(days)s / nullif(contact_interval, 0)), 0)
                     FROM (%(customers)s) customer
                    WHERE user_id IS NOT NULL %(mine)s
                 GROUP BY user_id ORDER BY user_id""",
                days=DAYS_PER_WORKING_DAY,
                customers=customers or self._get_workload_customers_sql(),
                mine=SQL("AND user_id IN %s", tuple(self.ids)) if self else SQL(),
            )
        )
        users = self.browse(row[0] for row in rows)
        return {
            user.id: {
                "customer_count": count,
                "contacts": float(contacts),
                "capacity": self.env["res.partner"]._get_matrix_capacity(user),
            }
            for user, (_id, count, contacts) in zip(users, rows, strict=True)
        }

    def _get_workload_customers_sql(self):
        """Return the established customers with their contact interval."""
        partners, segments = self.env["res.partner"], self.env["relationship.segment"]
        partners.flush_model(
            ["user_id", "segment_id", "own_contact_interval", "relationship_stage"]
        )
        segments.flush_model(["contact_interval"])
        return SQL(
            """SELECT p.user_id, coalesce(nullif(p.own_contact_interval, 0),
                                          s.contact_interval) AS contact_interval
                 FROM res_partner p
            LEFT JOIN relationship_segment s ON s.id = p.segment_id
                WHERE p.active AND p.relationship_stage = 'established'"""
        )
