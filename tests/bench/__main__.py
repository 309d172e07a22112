"""Run the benchmarks: ./dev bench [--customers N] [--repeat N] [NAME ...]

``./dev bench`` sets what they need: BRANCH_BENCH_TEMPLATE, a database with both addons
and without customers; BRANCH_BENCH_DATABASE, the name of its copy; BRANCH_BENCH_CONFIG,
the server's configuration file.
"""

import argparse
import contextlib
import importlib
import os
import time

import bank
import harness

from odoo.tools import config

JOBS = ("feed", "classify", "fields", "due", "dispatch", "screens", "night")
#: How much smaller the bank is beside which growth is measured.
SMALLER = 10


def main():
    arguments = _parse()
    name = os.environ["BRANCH_BENCH_DATABASE"]
    config.parse_config(
        ["-c", os.environ["BRANCH_BENCH_CONFIG"], "-d", name, "--log-level=warn"]
    )
    sizes = (arguments.customers // SMALLER, arguments.customers)
    figures = []
    with contextlib.ExitStack() as stack:
        banks = [stack.enter_context(_bank(f"{name}_{size}", size)) for size in sizes]
        for job in arguments.names or JOBS:
            with contextlib.ExitStack() as copies:
                small, bench = (
                    harness.Bench(
                        copies.enter_context(
                            harness.scratch_database(origin, f"{origin}_{job}")
                        ),
                        size,
                        arguments.repeat,
                    )
                    for origin, size in zip(banks, sizes, strict=True)
                )
                bench.small = small
                importlib.import_module(f"bench_{job}").run(bench)
                figures += bench.figures
    harness.report(figures)


@contextlib.contextmanager
def _bank(database, customers):
    """Build a bank that the jobs copy."""
    template = os.environ["BRANCH_BENCH_TEMPLATE"]
    with harness.scratch_database(template, database):
        start = time.perf_counter()
        with harness.Bench(database, customers, 1).env(commit=True) as env:
            bank.build(env, customers)
        harness.close(database)
        took = time.perf_counter() - start
        print(f"a bank of {customers:,} customers: {took:.0f} s", flush=True)
        yield database


def _parse():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=3, help="the median counts")
    parser.add_argument(
        "names", nargs="*", type=_job, metavar="NAME", help=", ".join(JOBS)
    )
    return parser.parse_args()


def _job(name):
    if name not in JOBS:
        raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(JOBS)}")
    return name


if __name__ == "__main__":
    main()
