from odoo import models
from odoo.tools import SQL


class RelationshipTouchpoint(models.Model):
    """Each working morning: what fits into a relationship manager's day.

    - Every active RM gets as many contacts as the daily capacity (own, else the
      branch's, else the company's) less those still open and those done that day.
    - By priority, days overdue, the customer's assets; the rest moves up later.
    - Who is not to be disturbed is decided first: held contacts stay, and so do those
      in the pool. Nothing goes out on a day off.
    - What is due of somebody absent goes into the pool, and comes back with them.
    - What is delivered in batches is one contact per content and day.
    """

    _inherit = "relationship.touchpoint"

    def _dispatch(self, date):
        """Assign what fits into each relationship manager's day, and tell everybody.

        :return: how many touchpoints were assigned
        """
        count = self._dispatch_chunk(date, SQL("TRUE"))
        # sudo: as for the chunk
        self.env["relationship.day"].sudo()._tell_all(date)
        return count

    def _dispatch_branch(self, branch, date):
        """Assign as ``_dispatch``, of one branch only, and tell nobody yet.

        :param branch: a branch, or none for the customers without a branch
        :return: how many touchpoints were assigned
        """
        of_branch = SQL("t.branch_id IS NULL")
        if branch:
            of_branch = SQL("t.branch_id = %s", branch.id)
        return self._dispatch_chunk(date, of_branch)

    def _dispatch_chunk(self, date, condition):
        # sudo: a job of the system over all customers
        self.env["res.partner"].sudo()._unsubscribe_ended_covers(date, condition)
        return self._dispatch_where(date, condition)

    def _dispatch_where(self, date, condition):
        """Repair, hold back, pick and assign; see the class for the rules.

        :param condition: on the contacts ``t``
        """
        # sudo: as above
        ledger = self.sudo()._in_sync()
        companies = ledger._get_working_companies(date)
        if not companies:
            return 0
        ledger._release_ended_covers(date, condition)
        ledger._release_absent(date, condition)
        ledger._repair_assigned(condition)
        ledger._refresh_users(date, condition)
        ledger._decide_holds(date, condition)
        picked, batched = ledger._pick(date, companies, condition)
        picked._assign()
        batched._assign_batches()
        return len(picked | batched)

    def _get_working_companies(self, date):
        calendar = self.env["relationship.calendar.day"]
        companies = self.env["res.company"].search([])
        return companies.filtered(lambda row: calendar._is_working_day(date, row))

    def _pick(self, date, companies, condition):
        """Return the contacts that fit into the day of their users, and apart from them
        those that are delivered in batches."""
        self.env["res.users"].flush_model(
            ["makes_contacts", "daily_capacity", "sale_team_id", "company_id"]
        )
        self.env["crm.team"].flush_model(["daily_capacity"])
        self.env["res.company"].flush_model(["relationship_daily_capacity"])
        self.env["res.partner"].flush_model(["active", "asset_amount"])
        rows = self.env.execute_query(
            SQL(
                """
                WITH room AS MATERIALIZED (%(room)s), queue AS (
                    SELECT t.id, t.user_id, room.free, b.is_batched,
                           dense_rank() OVER (
                               PARTITION BY t.user_id
                                   ORDER BY t.priority DESC, t.due_date, b.is_batched,
                                            CASE WHEN NOT b.is_batched
                                                 THEN p.asset_amount
                                            END DESC NULLS LAST,
                                            CASE WHEN b.is_batched
                                                 THEN t.content_id ELSE t.id END
                           ) AS place
                      FROM room
                      JOIN relationship_touchpoint t ON t.user_id = room.user_id
                CROSS JOIN LATERAL (SELECT %(is_batched)s AS is_batched) b
                      JOIN res_partner p ON p.id = t.customer_id AND p.active
                     WHERE room.free > 0
                       AND t.state = 'planned' AND t.hold_reason IS NULL
                       AND t.due_date <= %(date)s
                       AND t.company_id IN %(companies)s AND %(condition)s
                )
                SELECT id, is_batched FROM queue
                 WHERE place <= free ORDER BY user_id, place, id
                """,
                room=self._get_room_query(date),
                is_batched=self.env["relationship.touchpoint.batch"]._get_members_sql(),
                date=date,
                companies=tuple(companies.ids),
                condition=condition,
            )
        )
        return (
            self.browse(row[0] for row in rows if not row[1]),
            self.browse(row[0] for row in rows if row[1]),
        )

    def _get_room_query(self, date):
        """Return SQL with the columns user_id, free: contacts that still fit; all of a
        batch are one."""
        return SQL(
            """
            SELECT u.id AS user_id,
                   COALESCE(NULLIF(u.daily_capacity, 0),
                            NULLIF(b.daily_capacity, 0),
                            c.relationship_daily_capacity, 0)
                   - (SELECT count(DISTINCT COALESCE(-o.batch_id, o.id))
                        FROM relationship_touchpoint o
                       WHERE o.user_id = u.id AND o.state = 'assigned'
                         AND o.due_date <= %(date)s)
                   - (SELECT count(DISTINCT COALESCE(-d.batch_id, d.id))
                        FROM relationship_touchpoint d
                       WHERE d.done_user_id = u.id AND d.state = 'done'
                         AND d.done_date = %(date)s) AS free
              FROM res_users u
              JOIN res_company c ON c.id = u.company_id
              LEFT JOIN crm_team b ON b.id = u.sale_team_id
             WHERE u.makes_contacts
            """,
            date=date,
        )
