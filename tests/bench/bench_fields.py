"""Classification against stored computed fields (rival_addons/branch_rival)."""

import time
from pathlib import Path

import bank
import bench_classify

from odoo.modules.module import initialize_sys_path
from odoo.modules.registry import Registry
from odoo.tools import config

RIVAL_ADDONS = Path(__file__).parent / "rival_addons"
RIVAL_FIELDS = (
    "rival_score",
    "rival_asset_level_id",
    "rival_potential_level_id",
    "rival_segment_id",
    "rival_next_contact_date",
    "rival_latest_contact_date",
)
OUR_FIELDS = (
    "potential_score",
    "asset_level_id",
    "potential_level_id",
    "segment_id",
    "next_contact_date",
    "latest_contact_date",
)
CHANGED = ["is_payroll", "external_asset_amount"]


def run(bench):
    with bench.env(commit=True) as env:
        bank.start_cadence(env, bench_classify.TODAY)
        bench_classify.set_rules(env)
    _install_rival(bench.database)
    _check_same_result(bench)
    bench.compare(
        "classification of all, beside computed fields",
        bench_classify.classify,
        _recompute_all,
        0.25,
    )
    with bench.env(commit=True) as env:
        bench_classify.classify(env)
    bench.vacuum("--full", "--analyze", "--table=res_partner")
    bench.compare(
        "classification of the 1 % that changed, beside computed fields",
        _classify_changed,
        _recompute_changed,
        1,
        prepare=bench_classify.change_some,
    )


def _install_rival(database):
    config["addons_path"] = [*config["addons_path"], str(RIVAL_ADDONS)]
    initialize_sys_path()
    Registry.new(database, update_module=True, install_modules=["branch_rival"])


def _check_same_result(bench):
    """Refuse to compare two ways that do not come to the same, history included."""
    with bench.env() as env:
        bench_classify.classify(env)
        env.cr.execute(
            f"""
            SELECT count(*) FILTER (WHERE ({", ".join(OUR_FIELDS)})
                       IS DISTINCT FROM ({", ".join(RIVAL_FIELDS)})),
                   count(*) FILTER (WHERE relationship_stage IS NOT NULL),
                   (SELECT count(*) FROM relationship_segment_change)
              FROM res_partner WHERE relationship_stage IS NOT NULL
            """
        )
        differing, customers, history = env.cr.fetchone()
    if differing or history != 2 * customers:
        raise RuntimeError(f"{differing} differ, {history} moves of {customers}")


def _recompute_all(env):
    partners = env["res.partner"].search([("relationship_stage", "!=", False)])
    # as on the day of the first classification: every value is to be written
    names = ", ".join(f"{name} = NULL" for name in RIVAL_FIELDS)
    env.cr.execute(f"UPDATE res_partner SET {names} WHERE id = ANY(%s)", [partners.ids])
    start = time.perf_counter()
    for name in RIVAL_FIELDS:
        env.add_to_compute(partners._fields[name], partners)
    env.flush_all()
    return time.perf_counter() - start


def _get_changed(env):
    env.cr.execute(
        "SELECT id FROM res_partner WHERE relationship_stage IS NOT NULL"
        " AND id % 100 = 0"
    )
    return env["res.partner"].browse(id_ for [id_] in env.cr.fetchall())


def _classify_changed(env):
    domain = [("id", "in", _get_changed(env).ids)]
    env["res.partner"]._classify(domain, bench_classify.TODAY)


def _recompute_changed(env):
    _get_changed(env).modified(CHANGED)
