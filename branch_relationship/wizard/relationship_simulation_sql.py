from odoo import models
from odoo.tools import SQL


class RelationshipSimulation(models.TransientModel):
    """The results: the statement that classifies, read instead of written."""

    _inherit = "relationship.simulation"

    def _fill_simulated(self):
        """Put every customer's segment now, at once and in the end into a table of
        this transaction."""
        self.env.cr.execute(
            """
            DROP TABLE IF EXISTS relationship_simulated;
            CREATE TEMPORARY TABLE relationship_simulated (
                id integer, user_id integer, is_established boolean,
                own_contact_interval integer, amount numeric, score integer,
                old_segment_id integer, now_segment_id integer, end_segment_id integer
            ) ON COMMIT DROP;
            SET LOCAL jit = off
            """
        )
        for scope in self._get_scopes():
            partners = self.env["res.partner"]._with_classify_env(scope)
            partners._flush_classify(scope)
            partners._set_classify_memory(scope)
            self.env.execute_query(self._get_simulated_sql(partners, scope))
            self.env.cr.execute("SET LOCAL work_mem TO DEFAULT")

    def _get_simulated_sql(self, partners, scope):
        return SQL(
            """
            WITH %(result)s
            INSERT INTO relationship_simulated
            SELECT result.id, result.user_id, p.relationship_stage = 'established',
                   result.own_contact_interval, result.amount, result.score,
                   result.segment_id, result.new_segment_id,
                   CASE WHEN result.is_locked THEN result.segment_id ELSE found.id END
              FROM result
              JOIN res_partner p ON p.id = result.id
                   %(found)s
            RETURNING id
            """,
            result=partners._get_classify_result_sql(scope),
            found=partners._get_classify_segment_join(
                scope,
                "found",
                SQL("result.ruled_asset_level_id"),
                SQL("result.ruled_potential_level_id"),
            ),
        )

    def _create_moves(self):
        """Note who would move; the greatest amounts first."""
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO relationship_simulation_move (
                    simulation_id, customer_id, user_id, old_segment_id,
                    new_segment_id, timing, asset_amount, potential_score,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT %(id)s, id, user_id, old_segment_id, end_segment_id,
                       CASE WHEN now_segment_id IS DISTINCT FROM old_segment_id
                            THEN 'now' ELSE 'later' END,
                       amount, score, %(uid)s, now() AT TIME ZONE 'UTC',
                       %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM relationship_simulated
                 WHERE old_segment_id IS DISTINCT FROM end_segment_id
                    OR old_segment_id IS DISTINCT FROM now_segment_id
              ORDER BY amount DESC, id
             RETURNING timing
                """,
                id=self.id,
                uid=self.env.uid,
            )
        )
        self.move_ids.invalidate_model()
        self.invalidate_recordset(["move_ids"])
        self.now_count = sum(timing == "now" for (timing,) in rows)
        self.later_count = len(rows) - self.now_count

    def _create_cells(self):
        before, after = self._get_totals("old"), self._get_totals("end")
        segments = self.env["relationship.segment"].search(
            [("company_id", "=", self.company_id.id)]
        )
        nothing = (0, 0.0)
        self.env["relationship.simulation.cell"].create(
            [
                {
                    "simulation_id": self.id,
                    "segment_id": segment.id,
                    "count_before": before.get(segment.id, nothing)[0],
                    "count_after": after.get(segment.id, nothing)[0],
                    "amount_before": before.get(segment.id, nothing)[1],
                    "amount_after": after.get(segment.id, nothing)[1],
                }
                for segment in segments
            ]
        )

    def _get_totals(self, when):
        """Return {segment id: (customers, assets)}."""
        segment = SQL.identifier(f"{when}_segment_id")
        return {
            id_: (count, float(amount))
            for id_, count, amount in self.env.execute_query(
                SQL(
                    "SELECT %s, count(*), sum(amount) FROM relationship_simulated"
                    " GROUP BY 1",
                    segment,
                )
            )
        }

    def _create_loads(self):
        before, after = self._get_loads("old"), self._get_loads("end")
        idle = {"contacts": 0.0}
        self.env["relationship.simulation.load"].create(
            [
                {
                    "simulation_id": self.id,
                    "user_id": user_id,
                    "customer_count": load["customer_count"],
                    "contacts_before": before.get(user_id, idle)["contacts"],
                    "contacts_after": load["contacts"],
                    "capacity": load["capacity"],
                }
                for user_id, load in after.items()
            ]
        )

    def _get_loads(self, when):
        return self.env["res.users"]._get_workload(
            SQL(
                """SELECT c.user_id, %(interval)s AS contact_interval
                     FROM relationship_simulated c
                LEFT JOIN relationship_segment s ON s.id = %(segment)s
                    WHERE c.is_established""",
                interval=self.env["res.partner"]._get_contact_interval_sql("c", "s"),
                segment=SQL.identifier("c", f"{when}_segment_id"),
            )
        )
