"""Run the benchmarks: ./dev bench [--customers N] [--repeat N] [NAME ...]

``./dev bench`` sets what they need: BRANCH_BENCH_TEMPLATE, a database with both addons
and without customers; BRANCH_BENCH_DATABASE, the name of its copy; BRANCH_BENCH_CONFIG,
the server's configuration file.
"""

import argparse
import importlib
import os
import time

import bank
import harness

from odoo.modules.registry import Registry
from odoo.tools import config

JOBS = ("feed", "classify", "due", "dispatch", "screens", "night")


def main():
    arguments = _parse()
    bank_database = os.environ["BRANCH_BENCH_DATABASE"]
    config.parse_config(
        [
            "-c",
            os.environ["BRANCH_BENCH_CONFIG"],
            "-d",
            bank_database,
            "--log-level=warn",
        ]
    )
    bench = harness.Bench(arguments.customers, arguments.repeat)
    with harness.scratch_database(os.environ["BRANCH_BENCH_TEMPLATE"], bank_database):
        _build_bank(bench, bank_database)
        for name in arguments.names or JOBS:
            job_database = f"{bank_database}_{name}"
            with harness.scratch_database(bank_database, job_database):
                bench.database = job_database
                importlib.import_module(f"bench_{name}").run(bench)
    bench.report()


def _build_bank(bench, database):
    bench.database = database
    start = time.perf_counter()
    with bench.env(commit=True) as env:
        bank.build(env, bench.customers)
    Registry.delete(database)
    harness.close_connections(database)
    took = time.perf_counter() - start
    print(f"a bank of {bench.customers:,} customers: {took:.0f} s", flush=True)


def _parse():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3, help="the median counts")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(JOBS))
    return parser.parse_args()


if __name__ == "__main__":
    main()
