"""What a relationship manager opens, asked for as the web client does: the queries,
and the time beside that of a bank of a tenth of the size."""

import statistics
import time

import bank
import harness
from lxml import etree

from odoo import SUPERUSER_ID, api, fields

TODAY = fields.Date.to_date("2026-11-24")
MODULE = "branch_relationship"
GROWTH = 2


def run(bench):
    small = bench.small
    for each in (small, bench):
        with each.env(commit=True) as env:
            bank.start_cadence(env, TODAY)
            env["res.partner"]._classify(date=TODAY)
            env["relationship.touchpoint"]._generate(TODAY)
            env["relationship.touchpoint"]._dispatch(TODAY)
            env.cr.execute("ANALYZE")
        each.vacuum()
    for name, opened, reach in (
        ("My Day", _open_my_day, 15),
        ("customer list", _open_list, 15),
        ("kanban by segment", _open_kanban, 25),
        ("value matrix", _open_matrix, 15),
    ):
        queries, seconds = _measure(bench, opened)
        _queries, fewer = _measure(small, opened)
        bench.note(
            f"{name} as an RM, queries", f"{queries}", f"{reach}", queries / reach, 1
        )
        bench.note(
            f"{name}, beside {small.customers:,} customers",
            f"{seconds * 1000:.0f} ms",
            f"{fewer * 1000:.0f} ms",
            seconds / fewer,
            GROWTH,
        )


def _measure(bench, opened):
    """Return queries and median seconds of a warm server, each time a new request."""
    seconds, queries = [], 0
    for _ in range(bench.repeat + 1):
        with bench.env() as env:
            rm = bank.rms(env)[0]
            env = api.Environment(env.cr, rm.id, {"lang": "en_US", "tz": rm.tz})
            env.transaction.clear()
            start = time.perf_counter()
            with harness.count_queries(env) as count:
                opened(env)
            seconds.append(time.perf_counter() - start)
            queries = count[0]
    return queries, statistics.median(seconds[1:])


def _open_my_day(env):
    touchpoints = env["relationship.touchpoint"]
    domain = [
        ("user_id", "=", env.uid),
        ("state", "=", "assigned"),
        ("due_date", "<=", TODAY),
    ]
    specification = _specification(env, "relationship_touchpoint_view_list_my_day")
    touchpoints.web_read_group(
        domain,
        ["priority"],
        ["__count"],
        order="priority desc",
        auto_unfold=True,
        unfold_read_specification=specification,
        unfold_read_default_limit=200,
    )
    touchpoints.my_day_strip("mine")


def _open_list(env):
    env["res.partner"].web_search_read(
        _own_customers(env), _specification(env, "res_partner_view_list"), limit=80
    )


def _open_kanban(env):
    env["res.partner"].web_read_group(
        _own_customers(env),
        ["segment_id"],
        ["__count"],
        auto_unfold=True,
        unfold_read_specification=_specification(env, "res_partner_view_kanban"),
    )


def _open_matrix(env):
    env["res.partner"].get_value_matrix(_own_customers(env))


def _own_customers(env):
    return [("relationship_stage", "!=", False), ("user_id", "=", env.uid)]


def _specification(env, view):
    """Return what the web client reads for the fields of a view.

    The client has the view from its cache: reading it does not count.
    """
    system = api.Environment(env.cr, SUPERUSER_ID, {})
    record = system.ref(f"{MODULE}.{view}")
    arch = etree.fromstring(record.arch)
    model = env[record.model]
    names = {node.get("name") for node in arch.iter("field")}
    count = env.cr.sql_log_count
    specification = {
        name: {"fields": {"display_name": {}}} if model._fields[name].relational else {}
        for name in names
    }
    env.cr.sql_log_count = count
    return specification
