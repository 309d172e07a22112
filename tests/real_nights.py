"""Classification and a night over a real bank, beside counts made from its files."""

import datetime as dt
from collections import Counter

TODAY = dt.date(2026, 11, 24)
BORN_AFTER = "1981-11-24"
PROFESSIONS = ("owner", "executive", "manager", "professional")
LEVELS = (
    ("asset", "high"),
    ("asset", "low"),
    ("potential", "high"),
    ("potential", "low"),
)
INTERVALS = {
    ("high", "high"): 15,
    ("low", "high"): 30,
    ("high", "low"): 45,
    ("low", "low"): 90,
}
RULES = (
    ("Age under 45", f"[('birthdate', '>', '{BORN_AFTER}')]", 30),
    ("Occupation", f"[('job_level', 'in', {list(PROFESSIONS)})]", 20),
    ("Education", "[('education', '=', 'tertiary')]", 20),
)
CONTENTS = (
    ("cadence", {}),
    ("birthday", {}),
    ("maturity", {"lead_days": 7, "is_service_notice": True, "priority": "3"}),
    ("overdue", {"is_service_notice": True, "priority": "3"}),
)


class RealNights:
    """Four segments: the richest fifth and the rest, by points of age and work."""

    potential_from = None

    def test_segments_and_two_nights(self):
        self.asset_from = self._get_percentile(80)
        segments = self._create_settings()
        self._run_night()
        expected = self._count_segments()
        self.assertEqual(self._read_segments(segments), expected)
        self.assertGreaterEqual(min(expected.values()), 100)
        self.assertEqual(sum(expected.values()), self.counts["customers"])

        ledger = self._read_ledger()
        self.assertGreater(ledger["touchpoints"], 0)
        self.assertGreater(ledger["activities"], 0)
        self._check_each_day_once()
        self._run_night()
        self.assertEqual(self._read_ledger(), ledger)

    def _create_settings(self):
        """Give the company levels, rules and contents; return {levels: segment}."""
        values = {"company_id": self.company.id}
        starts = {
            ("asset", "high"): self.asset_from,
            ("potential", "high"): self.potential_from,
        }
        levels = self.env["relationship.level"].create(
            [
                {
                    **values,
                    "name": f"{step} {axis}",
                    "axis": axis,
                    "min_value": starts.get((axis, step), 0),
                }
                for axis, step in LEVELS
            ]
        )
        by_step = dict(zip(LEVELS, levels, strict=True))
        self.env["relationship.potential.rule"].create(
            [
                {**values, "name": name, "domain": domain, "points": points}
                for name, domain, points in RULES
            ]
        )
        self.env["relationship.care.content"].create(
            [
                {**values, "name": trigger, "trigger": trigger, **options}
                for trigger, options in CONTENTS
            ]
        )
        return {
            (assets, potential): self.env["relationship.segment"].create(
                {
                    **values,
                    "name": f"{assets} {potential}",
                    "asset_level_id": by_step["asset", assets].id,
                    "potential_level_id": by_step["potential", potential].id,
                    "contact_interval": days,
                    "max_interval": 2 * days,
                }
            )
            for (assets, potential), days in INTERVALS.items()
        }

    def _run_night(self):
        runs = self.env["relationship.run"]
        chunks = self.env["relationship.touchpoint"]._get_chunks()
        for company, branch in chunks:
            if company == self.company:
                finished = runs._run_night(company, branch, TODAY, again=True)
                self.assertTrue(finished, branch.name)

    def _get_assets(self):
        """Return what each customer owns, from the delivered files alone."""
        assets = dict.fromkeys((row["ref"] for row in self.read_rows("customers")), 0.0)
        for row in self.read_rows("holdings"):
            if row["product_code"] == "CURRENT":
                assets[row["customer_ref"]] += max(float(row["balance"]), 0)
        return {ref: round(amount, 2) for ref, amount in assets.items()}

    def _get_percentile(self, percent):
        """Return this percentile of the assets of those who have an account."""
        holders = {row["customer_ref"] for row in self.read_rows("holdings")}
        amounts = sorted(
            amount for ref, amount in self._get_assets().items() if ref in holders
        )
        return amounts[len(amounts) * percent // 100]

    def _count_segments(self):
        """Return how many customers belong where, from the delivered files alone."""
        assets, count = self._get_assets(), Counter()
        for row in self.read_rows("customers"):
            points = 30 * (row["birthdate"] > BORN_AFTER)
            points += 20 * (row["job_level"] in PROFESSIONS)
            points += 20 * (row["education"] == "tertiary")
            count[
                "high" if assets[row["ref"]] >= self.asset_from else "low",
                "high" if points >= self.potential_from else "low",
            ] += 1
        return dict(count)

    def _read_segments(self, segments):
        self.env.cr.execute(
            """SELECT segment_id, count(*) FROM res_partner
                WHERE company_id = %s AND relationship_stage IS NOT NULL
             GROUP BY segment_id""",
            [self.company.id],
        )
        names = {segment.id: levels for levels, segment in segments.items()}
        return {names.get(id_): count for id_, count in self.env.cr.fetchall()}

    def _read_ledger(self):
        """Return the ledger of this company as text that any change would change."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT count(DISTINCT t.id) AS touchpoints, count(DISTINCT r.id) AS reasons,
                   count(DISTINCT a.id) AS activities,
                   md5(string_agg((t.id, t.due_date, t.state, t.user_id, r.key)::text,
                                  ',' ORDER BY t.id, r.id)) AS content
              FROM relationship_touchpoint t
              JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
         LEFT JOIN mail_activity a ON a.touchpoint_id = t.id
             WHERE t.company_id = %s
            """,
            [self.company.id],
        )
        return self.env.cr.dictfetchone()

    def _check_each_day_once(self):
        """No customer has two contacts on a day, no manager more than fit into it."""
        self.env.cr.execute(
            """SELECT count(*) FROM (
                   SELECT FROM relationship_touchpoint WHERE company_id = %(company)s
                 GROUP BY customer_id, due_date HAVING count(*) > 1) twice""",
            {"company": self.company.id},
        )
        self.assertEqual(self.env.cr.fetchone(), (0,))
        assigned = self.env["relationship.touchpoint"]._read_group(
            [("company_id", "=", self.company.id), ("state", "=", "assigned")],
            ["user_id"],
            ["__count"],
        )
        capacity = self.company.relationship_daily_capacity
        self.assertLessEqual(max(count for _user, count in assigned), capacity)
