"""Classification against hand-written SQL with the same result, history included."""

import bank

from odoo import fields

TODAY = fields.Date.to_date("2026-11-24")
RULES = (
    ("[('employer_type', 'in', ['government', 'institution'])]", 25),
    ("[('job_level', 'in', ['owner', 'executive', 'manager'])]", 20),
    ("[('external_asset_amount', '>=', 500000)]", 20),
    ("[('birthdate', '>', '1991-11-24')]", 15),
    ("[('education', 'in', ['tertiary', 'postgraduate'])]", 10),
    ("[('is_payroll', '=', True)]", 10),
    ("[('holding_ids.product_id.categ_id.holding_kind', '=', 'fund')]", 10),
    ("[('holding_ids.product_id.categ_id.holding_kind', '=', 'loan')]", 5),
    ("[('job_level', '=', 'staff'), ('birthdate', '<=', '1991-11-24')]", -10),
    ("[('gender', '=', 'female')]", 1),
)
#: The same rules by hand.
POINTS = """
      CASE WHEN p.employer_type IN ('government', 'institution') THEN 25 ELSE 0 END
    + CASE WHEN p.job_level IN ('owner', 'executive', 'manager') THEN 20 ELSE 0 END
    + CASE WHEN p.external_asset_amount >= 500000 THEN 20 ELSE 0 END
    + CASE WHEN p.birthdate > '1991-11-24' THEN 15 ELSE 0 END
    + CASE WHEN p.education IN ('tertiary', 'postgraduate') THEN 10 ELSE 0 END
    + CASE WHEN p.is_payroll THEN 10 ELSE 0 END
    + CASE WHEN p.id IN (SELECT h.customer_id FROM held h WHERE h.kind = 'fund')
           THEN 10 ELSE 0 END
    + CASE WHEN p.id IN (SELECT h.customer_id FROM held h WHERE h.kind = 'loan')
           THEN 5 ELSE 0 END
    + CASE WHEN p.job_level = 'staff' AND p.birthdate <= '1991-11-24'
           THEN -10 ELSE 0 END
    + CASE WHEN p.gender = 'female' THEN 1 ELSE 0 END
"""
RESULT = """id, potential_score, asset_level_id, potential_level_id, segment_id,
            next_contact_date, latest_contact_date"""


def run(bench):
    with bench.env(commit=True) as env:
        bank.start_cadence(env, TODAY)
        set_rules(env)
    _check_same_result(bench)
    bench.compare("classification, 10 rules, all change", classify, _by_hand, 1.3)
    with bench.env(commit=True) as env:
        classify(env)
    # rolled-back runs left the table several times its size
    bench.vacuum("--full", "--analyze", "--table=res_partner")
    bench.compare(
        "classification, 1 % change", classify, _by_hand, 1.2, prepare=change_some
    )
    bench.compare("classification, none changes", classify, _by_hand, 1.2)


def set_rules(env):
    """Use the ten rules alone; no grace, which the statement by hand does not know."""
    env.company.relationship_downgrade_months = 0
    env["relationship.potential.rule"].search([]).active = False
    env["relationship.potential.rule"].create(
        [
            {"name": f"Bench {number}", "domain": domain, "points": points}
            for number, (domain, points) in enumerate(RULES)
        ]
    )


def _check_same_result(bench):
    """Refuse to compare two statements that do not come to the same."""
    results = []
    for way in (classify, _by_hand):
        with bench.env() as env:
            way(env)
            env.cr.execute(
                f"""SELECT md5(string_agg(({RESULT})::text, ',' ORDER BY id)),
                           (SELECT count(*) FROM relationship_segment_change)
                      FROM res_partner WHERE relationship_stage IS NOT NULL"""
            )
            results.append(env.cr.fetchone())
    if results[0] != results[1]:
        raise RuntimeError(f"the two classifications differ: {results}")


def change_some(env):
    env.cr.execute(
        """UPDATE res_partner
              SET is_payroll = NOT is_payroll,
                  external_asset_amount = CASE WHEN external_asset_amount >= 500000
                                               THEN 0 ELSE 900000 END
            WHERE relationship_stage IS NOT NULL AND id % 100 = 0"""
    )


def classify(env):
    env["res.partner"]._classify(date=TODAY)


def _by_hand(env):
    env.cr.execute(
        f"""
        WITH held AS MATERIALIZED (
            SELECT DISTINCT h.customer_id, c.holding_kind AS kind
              FROM relationship_holding h
              JOIN product_template t ON t.id = h.product_id
              JOIN product_category c ON c.id = t.categ_id
             WHERE h.active AND c.holding_kind IN ('fund', 'loan')
        ), scored AS MATERIALIZED (
            SELECT p.id, p.segment_id, p.potential_score, p.asset_level_id,
                   p.potential_level_id, p.branch_id, p.user_id, p.cadence_start,
                   p.next_contact_date, p.latest_contact_date, p.own_contact_interval,
                   coalesce(nullif(p.asset_average, 0), p.asset_amount, 0) AS amount,
                   greatest(0, least(100, {POINTS})) AS score
              FROM res_partner p
             WHERE p.relationship_stage IS NOT NULL AND p.active
               AND p.company_id = %(company)s
        ), located AS (
            SELECT scored.*, s.id AS new_segment, s.sequence,
                   s.asset_level_id AS new_asset, s.potential_level_id AS new_potential,
                   cadence_start + coalesce(nullif(own_contact_interval, 0),
                                            s.contact_interval) AS new_next,
                   cadence_start + greatest(
                       coalesce(nullif(own_contact_interval, 0), s.contact_interval),
                       s.max_interval) AS new_latest
              FROM scored JOIN relationship_segment s
                ON s.asset_level_id = CASE WHEN scored.amount >= 500000
                                           THEN %(asset_high)s ELSE %(asset_low)s END
               AND s.potential_level_id = CASE WHEN scored.score >= 60
                                               THEN %(potential_high)s
                                               ELSE %(potential_low)s END
        ), changed AS MATERIALIZED (
            SELECT * FROM located
             WHERE (score, new_asset, new_potential, new_segment, new_next, new_latest)
                   IS DISTINCT FROM
                   (potential_score, asset_level_id, potential_level_id, segment_id,
                    next_contact_date, latest_contact_date)
        ), written AS (
            UPDATE res_partner p
               SET potential_score = c.score, asset_level_id = c.new_asset,
                   potential_level_id = c.new_potential, segment_id = c.new_segment,
                   next_contact_date = c.new_next, latest_contact_date = c.new_latest,
                   write_date = now() AT TIME ZONE 'UTC', write_uid = 1
              FROM changed c WHERE p.id = c.id
        )
        INSERT INTO relationship_segment_change (
            customer_id, date, old_segment_id, new_segment_id, direction, reason,
            user_id, branch_id, manager_id, asset_amount, potential_score, company_id
        )
        SELECT c.id, %(date)s, c.segment_id, c.new_segment,
               CASE WHEN o.id IS NULL THEN 'first' WHEN c.sequence < o.sequence
                    THEN 'up' ELSE 'down' END,
               'rule', 1, c.branch_id, c.user_id, c.amount, c.score, %(company)s
          FROM changed c LEFT JOIN relationship_segment o ON o.id = c.segment_id
         WHERE c.segment_id IS DISTINCT FROM c.new_segment
         ORDER BY c.id
        """,
        {
            "company": env.company.id,
            "date": TODAY,
            **{
                name: env.ref(f"branch_relationship.relationship_level_{name}").id
                for name in (
                    "asset_high",
                    "asset_low",
                    "potential_high",
                    "potential_low",
                )
            },
        },
    )
