from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipHandover(models.Model):
    """What a handover does, before it is done: to the days of the new managers, and
    what goes along. Afterwards the figures stay as they were."""

    _inherit = "relationship.handover"

    work_counts = fields.Json(
        readonly=True, copy=False, help="What went along, by kind."
    )
    work_text = fields.Char(compute="_compute_work_text", string="Goes Along")

    @api.depends("work_counts", "state")
    @api.depends_context("lang")
    def _compute_work_text(self):
        for handover in self:
            counts = handover.work_counts
            if handover.state != "done":
                counts = handover._origin._count_work()
            handover.work_text = self.env["res.users"]._get_work_text(counts or {})

    def _count_work(self):
        """Return ``{kind: number}`` of what is open on the customers of the list."""
        counts = Counter()
        # sudo: whoever prepares a handover may know how much goes along
        sources = self.sudo().line_ids.customer_id.grouped("user_id")
        for source, customers in sources.items():
            for kind, records in source._find_work(customers).items():
                counts[kind] += len(records)
        return dict(counts)

    def _get_figures(self, users):
        """Return what each of these users gets, and their contacts per working day
        before and after.

        :return: ``{user: figures}``
        """
        # sudo: how busy a colleague is may be known to whoever gives them customers
        users, handover = users.sudo(), self.sudo()
        before = users._get_workload(handover._get_present_query(users))
        after = users._get_workload(handover._get_future_query(users))
        shares = handover._get_shares()
        figures = {}
        for user in users.sudo(False):
            count, amount = shares.get(user.id, (0, 0.0))
            figures[user] = {
                "customer_count": count,
                "asset_amount": amount,
                "contacts_before": before.get(user.id, {}).get("contacts", 0.0),
                "contacts_after": after.get(user.id, {}).get("contacts", 0.0),
                "capacity": user.sudo()._get_daily_capacity(),
            }
        return figures

    def _keep_figures(self):
        """Keep the figures of each new manager as they are now; whoever gets nobody is
        no part of it, and whoever was chosen for a customer alone is."""
        self.target_ids.filtered(
            lambda target: target.user_id not in self.line_ids.user_id
        ).unlink()
        missing = self.line_ids.user_id - self.target_ids.user_id
        self.target_ids.create(
            [{"handover_id": self.id, "user_id": user.id} for user in missing]
        )
        figures = self._get_figures(self.target_ids.user_id)
        for target in self.target_ids:
            target.figures = figures[target.user_id]
        self.work_counts = self._count_work()

    def _get_shares(self):
        """Return ``{user id: (customers, assets)}`` of the lines."""
        self._flush_for_figures()
        rows = self.env.execute_query(
            SQL(
                """SELECT l.user_id, count(*), coalesce(sum(c.asset_amount), 0)
                     FROM relationship_handover_line l
                     JOIN res_partner c ON c.id = l.customer_id
                    WHERE l.handover_id = ANY(%s) AND l.user_id IS NOT NULL
                 GROUP BY l.user_id""",
                self.ids,
            )
        )
        return {user_id: (count, float(amount)) for user_id, count, amount in rows}

    def _get_present_query(self, users):
        """Return ``user_id`` and ``contact_interval`` of whom these users have now."""
        self._flush_for_figures()
        return SQL(
            """SELECT c.user_id, %s AS contact_interval
                 FROM res_partner c
            LEFT JOIN relationship_segment s ON s.id = c.segment_id
                WHERE c.user_id = ANY(%s) AND c.relationship_stage IS NOT NULL
                  AND c.active""",
            self._get_interval_sql(),
            users.ids,
        )

    def _get_staying_query(self, users, condition):
        """Return the same without those on the list.

        :param condition: which lines ``l`` count
        """
        return SQL(
            """%s AND NOT EXISTS (
                    SELECT FROM relationship_handover_line l
                     WHERE l.handover_id = ANY(%s) AND l.customer_id = c.id AND %s)""",
            self._get_present_query(users),
            self.ids,
            condition,
        )

    def _get_future_query(self, users):
        """Return the same as it will be: who stays, and who comes."""
        return SQL(
            """%(staying)s
            UNION ALL
               SELECT l.user_id, %(interval)s AS contact_interval
                 FROM relationship_handover_line l
                 JOIN res_partner c ON c.id = l.customer_id AND c.active
            LEFT JOIN relationship_segment s ON s.id = c.segment_id
                WHERE l.handover_id = ANY(%(handovers)s)
                  AND l.user_id = ANY(%(users)s)""",
            staying=self._get_staying_query(users, SQL("l.user_id IS NOT NULL")),
            interval=self._get_interval_sql(),
            handovers=self.ids,
            users=users.ids,
        )

    def _get_interval_sql(self):
        """Return the interval of the customer ``c`` of the segment ``s``: only who is
        established is contacted at one."""
        return SQL(
            "CASE WHEN c.relationship_stage = 'established' THEN %s END",
            self.env["res.partner"]._get_contact_interval_sql("c", "s"),
        )

    def _flush_for_figures(self):
        self.env["relationship.handover.line"].flush_model()
        self.env["relationship.segment"].flush_model(["contact_interval"])
        self.env["res.partner"].flush_model(
            ["active", "asset_amount", "own_contact_interval", "relationship_stage"]
            + ["segment_id", "user_id"]
        )
