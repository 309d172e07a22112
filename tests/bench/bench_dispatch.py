"""Dispatch of activities against Odoo's own activity plan wizard."""

import time

import bank
import harness

from odoo import fields
from odoo.fields import Command

RMS, CAPACITY = 50, 15
WIZARD_ROWS = 500
QUERIES, QUERIES_PER_RM = 60, 3
TODAY = fields.Date.to_date("2026-11-24")


def run(bench):
    with bench.env(commit=True) as env:
        _insert_touchpoints(env)
    with bench.env() as env:
        native = _native_seconds_per_activity(env)
    seconds, queries, made, rms = [], 0, 0, 0
    for _ in range(bench.repeat):
        with bench.env() as env:
            rms = len(bank.rms(env)[:RMS])
            start = time.perf_counter()
            with harness.count_queries(env) as count:
                made = env["relationship.touchpoint"]._dispatch(TODAY)
                env.flush_all()
            seconds.append(time.perf_counter() - start)
            queries = count[0]
    ours = sorted(seconds)[len(seconds) // 2] / made
    bench.note(
        f"dispatch of {made} activities, per activity, times the plan wizard",
        f"{ours * 1000:.2f} ms",
        f"{native * 1000:.2f} ms",
        native / ours,
        40,
        higher_is_better=True,
    )
    allowed = QUERIES + QUERIES_PER_RM * rms
    bench.note(
        f"dispatch, queries for {rms} RMs, to 60 + 3 per RM",
        f"{queries}",
        f"{allowed}",
        queries / allowed,
        1,
    )


def _insert_touchpoints(env):
    """Give each of 50 RMs twenty open touchpoints of today."""
    content = env["relationship.care.content"].create(
        {"name": "Bench", "trigger": "cadence", "category": "tracking"}
    )
    env.cr.execute(
        """
        INSERT INTO relationship_touchpoint (
            customer_id, company_id, branch_id, user_id, due_date, first_due_date,
            state, priority, content_id, create_uid, write_uid, create_date, write_date
        )
        SELECT id, company_id, branch_id, user_id, %(today)s, %(today)s, 'planned', '1',
               %(content)s, 1, 1, now(), now()
          FROM (SELECT p.*, row_number() OVER (PARTITION BY user_id ORDER BY id) AS n
                  FROM res_partner p
                 WHERE relationship_stage = 'established' AND user_id IN %(users)s) p
         WHERE n <= 20
        """,
        {
            "today": TODAY,
            "content": content.id,
            "users": tuple(bank.rms(env)[:RMS].ids),
        },
    )
    env.cr.execute(
        """
        INSERT INTO relationship_touchpoint_reason (
            touchpoint_id, content_id, priority, due_date, cycle, key
        )
        SELECT id, content_id, priority, due_date, 'bench', 'bench:' || id
          FROM relationship_touchpoint
        """
    )
    env.cr.execute("ANALYZE relationship_touchpoint")


def _native_seconds_per_activity(env):
    """Schedule a one-step plan for 500 customers as a user would; return seconds."""
    plan = env["mail.activity.plan"].create(
        {
            "name": "Bench",
            "res_model": "res.partner",
            "template_ids": [
                Command.create(
                    {
                        "activity_type_id": env.ref("mail.mail_activity_data_call").id,
                        "responsible_type": "other",
                        "responsible_id": bank.rms(env)[0].id,
                        "summary": "Bench",
                    }
                )
            ],
        }
    )
    customers = env["res.partner"].search(
        [("relationship_stage", "=", "established")], limit=WIZARD_ROWS
    )
    env.invalidate_all()
    start = time.perf_counter()
    env["mail.activity.schedule"].with_context(
        active_model="res.partner", active_ids=customers.ids
    ).create(
        {"plan_id": plan.id, "res_model": "res.partner", "res_ids": str(customers.ids)}
    ).action_schedule_plan()
    env.flush_all()
    return (time.perf_counter() - start) / len(customers)
