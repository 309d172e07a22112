from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.handover import split
from .res_users_workload import DAYS_PER_WORKING_DAY


class RelationshipHandover(models.Model):
    """Who of the new managers gets which customer (tools/handover.py): all are as busy
    as the others for what they can do on a day, with the customers they have."""

    _inherit = "relationship.handover"

    def action_split(self):
        """Give each customer of the list to one of the new managers, whatever was
        chosen before."""
        self.ensure_one()
        self.check_access("write")
        self._drop_hidden()
        users = self.target_ids.user_id
        if not users or not self.line_ids:
            raise UserError(
                self.env._("Choose the customers and at least one new manager first.")
            )
        # sudo: how busy a colleague is decides; the list is the user's, as checked
        self.sudo()._split(users)
        return True

    def _split(self, users):
        lines = self.env["relationship.handover.line"]
        owners = {line.id: line.customer_id.user_id for line in self.line_ids}
        shares = split(self._get_loads(), self._get_room(users), owners)
        for user, ids in shares.items():
            lines.browse(ids).write({"user_id": user.id})

    def _get_loads(self):
        """Return ``(line id, contacts per working day)``, the wealthiest first."""
        self._flush_for_figures()
        return self.env.execute_query(
            SQL(
                """SELECT l.id, coalesce(%s / nullif(%s, 0), 0)::float
                     FROM relationship_handover_line l
                     JOIN res_partner c ON c.id = l.customer_id
                LEFT JOIN relationship_segment s ON s.id = c.segment_id
                    WHERE l.handover_id = ANY(%s)
                 ORDER BY c.asset_amount DESC NULLS LAST, l.id""",
                DAYS_PER_WORKING_DAY,
                self._get_interval_sql(),
                self.ids,
            )
        )

    def _get_room(self, users):
        """Return ``{user: (contacts per day, customers, capacity)}`` without those on
        the list."""
        now = users._get_workload(self._get_staying_query(users, SQL("TRUE")))
        return {
            user: (
                now.get(user.id, {}).get("contacts", 0.0),
                now.get(user.id, {}).get("customer_count", 0),
                user.sudo()._get_daily_capacity(),
            )
            for user in users
        }
