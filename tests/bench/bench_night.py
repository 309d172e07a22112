"""A night with the same 1,000 changes in a bank and in one of a tenth of its size:
rows written, bytes of the write-ahead log, and the steps whose time grows."""

import csv
import io
import time

import bank

from odoo import fields
from odoo.tools import SQL

TODAY = fields.Date.to_date("2026-11-24")
CHANGES = 1_000
REACH = 1.2


def run(bench):
    small = bench.small
    before, after = _night(small), _night(bench)
    for name, unit in (("rows written", "rows"), ("WAL", "bytes")):
        bench.note(
            f"night of {CHANGES:,} changes, {name}",
            f"{after[name]:,} {unit}",
            f"{before[name]:,} {unit}",
            after[name] / before[name],
            REACH,
        )
    for step, seconds in after["steps"].items():
        bench.note(
            f"night of {CHANGES:,} changes, {step}",
            f"{seconds:.2f} s",
            f"{before['steps'][step]:.2f} s",
            seconds / before["steps"][step],
        )


def _night(bench):
    """Run one night, change some holdings, run another; return what that one cost."""
    with bench.env(commit=True) as env:
        bank.start_cadence(env, TODAY)
        _receive(env, _delivery(env, added=0))
        for step in STEPS.values():
            step(env)
        env.flush_all()
        env.cr.execute("ANALYZE")
    bench.vacuum()
    with bench.env(commit=True) as env:
        delivery = _delivery(env, added=1_000_000)
    bench.checkpoint()
    with bench.env(commit=True) as env:
        wal, written = _wal_written(env), _rows_written(env)
        seconds = {"feed": _timed(lambda env: _receive(env, delivery), env)}
        for name, step in STEPS.items():
            seconds[name] = _timed(step, env)
        rows = _rows_written(env) - written
        return {
            "rows written": rows,
            "WAL": _wal_written(env) - wal,
            "steps": seconds,
        }


def _timed(work, env):
    start = time.perf_counter()
    work(env)
    env.flush_all()
    return time.perf_counter() - start


STEPS = {
    "classify": lambda env: env["res.partner"]._classify(date=TODAY),
    "due": lambda env: env["relationship.touchpoint"]._generate(TODAY),
    "lapse": lambda env: env["relationship.touchpoint"]._close_lapsed(SQL("TRUE")),
    "expire": lambda env: env["relationship.touchpoint"]._expire_due(TODAY),
    "dispatch": lambda env: env["relationship.touchpoint"]._dispatch(TODAY),
}


def _receive(env, delivery):
    feed = env["relationship.feed"]._receive(
        "holdings", io.BytesIO(delivery), source="bench"
    )
    if feed.state != "done" or feed.reject_count:
        raise RuntimeError(f"unexpected delivery: {feed.read()}")


def _delivery(env, added):
    """Return the deposits of 1,000 customers, with so much more on them.

    Anybody's, as in a bank: neighbours would share the pages of a table.
    """
    env.cr.execute(
        """
        SELECT h.ref, p.ref, t.default_code, h.balance + %(added)s, c.name,
               h.opened_on, h.matures_on
          FROM relationship_holding h
          JOIN res_partner p ON p.id = h.customer_id
          JOIN product_template t ON t.id = h.product_id
          JOIN res_currency c ON c.id = h.currency_id
         WHERE h.ref LIKE '%%-1'
         ORDER BY md5(h.ref)
         LIMIT %(changes)s
        """,
        {"added": added, "changes": CHANGES},
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        (
            "ref",
            "customer_ref",
            "product_code",
            "balance",
            "currency",
            "opened_on",
            "matures_on",
        )
    )
    writer.writerows(env.cr.fetchall())
    return text.getvalue().encode()


def _wal_written(env):
    """Return the bytes that this connection alone has written (PostgreSQL 18)."""
    env.cr.execute("SELECT pg_stat_force_next_flush()")
    env.cr.commit()
    env.cr.execute("SELECT wal_bytes FROM pg_stat_get_backend_wal(pg_backend_pid())")
    return int(env.cr.fetchone()[0])


def _rows_written(env):
    env.cr.execute(
        """SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint
             FROM pg_stat_xact_user_tables"""
    )
    return env.cr.fetchone()[0] or 0
