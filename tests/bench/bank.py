"""An invented bank of any size, written by bare SQL: one RM per 2,000 customers, one
branch per 10,000, two holdings each. The same size always gives the same bank."""

from odoo.fields import Command

CUSTOMERS_PER_RM = 2_000
CUSTOMERS_PER_BRANCH = 10_000
RM_GROUP = "branch_relationship.branch_relationship_group_rm"
HEAD_GROUP = "branch_relationship.branch_relationship_group_head"


def build(env, customers):
    """Fill the empty database of ``env`` with a bank of so many customers."""
    env.cr.execute("SET LOCAL jit = off")
    branches = _create_branches(env, max(customers // CUSTOMERS_PER_BRANCH, 1))
    _create_rms(env, branches, max(customers // CUSTOMERS_PER_RM, 1))
    _create_products(env)
    env.flush_all()
    _insert_customers(env, customers)
    _insert_holdings(env)
    env.invalidate_all()
    env.cr.execute("ANALYZE")


def rms(env):
    """Return the bank's relationship managers."""
    return env["res.users"].search([("login", "=like", "bench.rm.%")], order="id")


def start_cadence(env, today):
    """Let every established customer have had a contact in the last 120 days."""
    env.cr.execute(
        """UPDATE res_partner
              SET last_contact_date = %(today)s::date - id %% 120,
                  cadence_start = %(today)s::date - id %% 120
            WHERE relationship_stage = 'established'""",
        {"today": today},
    )
    env.invalidate_all()


def _create_branches(env, count):
    head = env["res.users"].create(
        {
            "name": "Head",
            "login": "bench.head",
            "group_ids": [Command.set(env.ref(HEAD_GROUP).ids)],
        }
    )
    root = env["crm.team"].create(
        {
            "name": "Bank",
            "branch_code": "BENCH",
            "tz": "Asia/Shanghai",
            "user_id": head.id,
            "company_id": env.company.id,
        }
    )
    return env["crm.team"].create(
        [
            {
                "name": f"Branch {number}",
                "branch_code": f"BENCH{number:03d}",
                "parent_id": root.id,
                "tz": "Asia/Shanghai",
                "company_id": env.company.id,
            }
            for number in range(count)
        ]
    )


def _create_rms(env, branches, count):
    users = env["res.users"].with_context(no_reset_password=True)
    users = users.create(
        [
            {
                "name": f"RM {number}",
                "login": f"bench.rm.{number:04d}",
                "tz": "Asia/Shanghai",
                "group_ids": [Command.set(env.ref(RM_GROUP).ids)],
            }
            for number in range(count)
        ]
    )
    for position, branch in enumerate(branches):
        branch.member_ids = users[position :: len(branches)]


def _create_products(env):
    for kind in ("deposit", "wealth", "fund", "loan"):
        category = env["product.category"].create(
            {"name": f"Bench {kind}", "holding_kind": kind}
        )
        env["product.template"].create(
            {
                "name": f"Bench {kind}",
                "default_code": f"BENCH-{kind.upper()}",
                "categ_id": category.id,
                "type": "service",
                "risk_level": "R2",
                "issuer_risk_level": "R2",
            }
        )


def _insert_customers(env, count):
    """Insert the customers, dealt over the RMs; three of four are established."""
    env.cr.execute(
        """
        WITH rm AS (
            SELECT u.id AS user_id, m.crm_team_id AS branch_id,
                   row_number() OVER (ORDER BY u.id) - 1 AS position,
                   count(*) OVER () AS total
              FROM res_users u JOIN crm_team_member m ON m.user_id = u.id AND m.active
             WHERE u.login LIKE 'bench.rm.%%'
        ), person AS (
            SELECT n, 'Customer ' || lpad(n::text, 8, '0') AS name,
                   DATE '1945-01-01' + (n::bigint * 7919 %% 22000)::int AS birthdate
              FROM generate_series(1, %(count)s) n
        )
        INSERT INTO res_partner (
            name, complete_name, ref, active, type, is_company, company_id, lang,
            relationship_stage, branch_id, user_id, birthdate, birthday_calendar,
            gender, job_level, employer_type, education, is_payroll,
            external_asset_amount, create_uid, write_uid, create_date, write_date
        )
        SELECT name, name, 'B' || n, true, 'contact', false, %(company)s, 'en_US',
               CASE WHEN n %% 4 = 0 THEN 'prospect' ELSE 'established' END,
               branch_id, user_id, birthdate, 'solar',
               (ARRAY['male', 'female'])[n %% 2 + 1],
               (ARRAY['owner', 'executive', 'manager', 'professional', 'staff',
                      'retired', 'none'])[n * 31 %% 7 + 1],
               (ARRAY['government', 'institution', 'state_firm', 'private_firm',
                      'own_business', 'none'])[n * 17 %% 6 + 1],
               (ARRAY['primary', 'secondary', 'tertiary', 'postgraduate'])
                   [n * 13 %% 4 + 1],
               n %% 3 = 0, n * 37 %% 900000, 1, 1, now(), now()
          FROM person JOIN rm ON rm.position = person.n %% rm.total
         ORDER BY n
        """,
        {"count": count, "company": env.company.id},
    )
    # Foreign keys are checked by plans that were made while the table was small.
    env.cr.execute("ANALYZE res_partner")
    env.cr.execute(
        """UPDATE res_partner SET commercial_partner_id = id
            WHERE commercial_partner_id IS NULL"""
    )


def _insert_holdings(env):
    """Insert a deposit and a wealth product, fund or loan for every customer."""
    env.cr.execute(
        """
        WITH product AS (
            SELECT array_agg(id ORDER BY id) AS ids
              FROM product_template WHERE default_code LIKE 'BENCH-%%'
        )
        INSERT INTO relationship_holding (
            ref, source, customer_id, product_id, currency_id, company_id, active,
            balance, opened_on, matures_on, create_uid, write_uid, create_date,
            write_date
        )
        SELECT p.ref || '-' || k, 'bench', p.id,
               product.ids[CASE WHEN k = 1 THEN 1 ELSE p.id %% 3 + 2 END],
               %(currency)s, p.company_id, true,
               (p.id::bigint * k * 7907 %% 800000)::numeric, DATE '2025-01-15',
               CASE WHEN k = 2 THEN DATE '2026-01-01' + (p.id * 31 %% 700) END,
               1, 1, now(), now()
          FROM res_partner p CROSS JOIN generate_series(1, 2) k CROSS JOIN product
         WHERE p.relationship_stage IS NOT NULL
         ORDER BY p.id, k
        """,
        {"currency": env.company.currency_id.id},
    )
    env.cr.execute(
        """
        UPDATE res_partner p SET asset_amount = h.amount
          FROM (SELECT h.customer_id, sum(h.balance) AS amount
                  FROM relationship_holding h
                  JOIN product_template t ON t.id = h.product_id
                  JOIN product_category c ON c.id = t.categ_id
                 WHERE h.active AND h.balance > 0 AND c.holding_kind IN
                       ('deposit', 'wealth', 'fund', 'insurance', 'metal')
                 GROUP BY h.customer_id) h
         WHERE p.id = h.customer_id
        """
    )
