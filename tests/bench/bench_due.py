"""Touchpoints with their reasons against bare inserts of the same rows."""

import io
import time

import bank

from odoo import fields

TODAY = fields.Date.to_date("2026-11-24")
TABLES = ("relationship_touchpoint", "relationship_touchpoint_reason")


def run(bench):
    with bench.env(commit=True) as env:
        bank.start_cadence(env, TODAY)
        env["res.partner"]._classify(date=TODAY)
    with bench.env(commit=True) as env:
        env.cr.execute("ANALYZE res_partner")
    made, rows = _generate_once(bench)
    bench.compare(
        f"{made:,} due touchpoints with reasons", _generate, _insert_bare(rows), 1.5
    )
    _note_second_run(bench)


def _generate(env):
    return env["relationship.touchpoint"]._generate(TODAY)


def _generate_once(bench):
    """Return how many touchpoints a first run makes, and its rows by table."""
    rows = {}
    with bench.env() as env:
        made = _generate(env)
        env.flush_all()
        for table in TABLES:
            text = io.StringIO()
            env.cr.copy_expert(f"COPY {table} TO STDOUT", text)
            rows[table] = text.getvalue()
    return made, rows


def _insert_bare(rows):
    """Return the rival: the rows are at hand, and go in by one statement a table."""

    def insert(env):
        seconds = 0
        for table in TABLES:
            env.cr.execute(f"CREATE TEMP TABLE bare (LIKE {table}) ON COMMIT DROP")
            env.cr.copy_expert("COPY bare FROM STDIN", io.StringIO(rows[table]))
            start = time.perf_counter()
            env.cr.execute(f"INSERT INTO {table} SELECT * FROM bare ORDER BY id")
            seconds += time.perf_counter() - start
            env.cr.execute("DROP TABLE bare")
        return seconds

    return insert


def _note_second_run(bench):
    with bench.env(commit=True) as env:
        start = time.perf_counter()
        _generate(env)
        first = time.perf_counter() - start
        for table in TABLES:
            env.cr.execute(f"ANALYZE {table}")

    def again(env):
        if _generate(env):
            raise RuntimeError("a second run made touchpoints")

    second = bench.median(again)
    bench.note(
        "due touchpoints, a second run beside the first",
        f"{second:.2f} s",
        f"{first:.2f} s",
        second / first,
        0.25,
    )
