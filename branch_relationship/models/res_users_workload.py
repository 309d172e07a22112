from odoo import api, models
from odoo.tools import SQL

#: Days of the calendar per working day: an interval of 7 days takes 5 working days.
DAYS_PER_WORKING_DAY = 7 / 5


class ResUsers(models.Model):
    """How many contacts per working day the contact intervals ask of a manager."""

    _inherit = "res.users"

    @api.model
    def _get_workload(self, customers):
        """Return the load of the relationship managers of these customers.

        A customer asks for 7/5 divided by the interval, in contacts per working day.

        :param customers: a query of ``user_id`` and ``contact_interval``, one row per
            customer; the interval is empty of whom is not contacted at one
        :return: dict of user id to a dict of ``customer_count``, ``contacts`` and
            ``capacity``, the contacts this person makes on a working day
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT user_id, count(*),
                          coalesce(sum(%(days)s / nullif(contact_interval, 0)), 0)
                     FROM (%(customers)s) customer
                    WHERE user_id IS NOT NULL
                 GROUP BY user_id ORDER BY user_id""",
                days=DAYS_PER_WORKING_DAY,
                customers=customers,
            )
        )
        users = self.browse(row[0] for row in rows)
        return {
            user.id: {
                "customer_count": count,
                "contacts": float(contacts),
                "capacity": user._get_daily_capacity(),
            }
            for user, (_id, count, contacts) in zip(users, rows, strict=True)
        }

    def _get_daily_capacity(self):
        """Return contacts per working day: own, else the branch's, else the company's.

        Dispatch says the same in SQL (``_get_room_query``).
        """
        self.ensure_one()
        return (
            self.daily_capacity
            or self.sale_team_id.daily_capacity
            or self.company_id.relationship_daily_capacity
        )
