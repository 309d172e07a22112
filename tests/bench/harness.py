"""What every benchmark shares: a database, a stop-watch and the table at the end.

A benchmark never asserts. It prints what ours costs beside what the bare statement or
the native way costs in the same run, and the reach that was promised.
"""

import contextlib
import dataclasses
import os
import statistics
import subprocess
import time

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry


@dataclasses.dataclass
class Figure:
    """One line of the result: a job, its figure, the promised reach."""

    job: str
    ours: str
    rival: str
    ratio: float | None
    reach: float | None
    higher_is_better: bool = False

    @property
    def verdict(self):
        if self.ratio is None or self.reach is None:
            return ""
        reached = (
            self.ratio >= self.reach
            if self.higher_is_better
            else self.ratio <= self.reach
        )
        return "reached" if reached else "NOT reached"


class Bench:
    """A scratch database, the size of its bank, and the figures found so far.

    ``small`` is the same on a bank of a tenth of the size.
    """

    def __init__(self, database, customers, repeat):
        self.database = database
        self.small = None
        self.customers = customers
        self.repeat = repeat
        self.figures = []

    @contextlib.contextmanager
    def env(self, commit=False, **context):
        """Yield a superuser's environment; it is rolled back unless ``commit``."""
        with Registry(self.database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, context)
            if not commit:
                cr.rollback()

    def median(self, work, prepare=None):
        """Time ``work(env)`` in transactions that are rolled back.

        Vacuumed before each, the tables are as the first run found them.

        :param work: may return the seconds that count, if not all of its time does
        :return: the median in seconds
        """
        seconds = []
        for _ in range(self.repeat):
            self.vacuum()
            with self.env() as env:
                if prepare:
                    prepare(env)
                env.cr.execute("SET LOCAL jit = off")
                start = time.perf_counter()
                counted = work(env)
                env.flush_all()
                took = time.perf_counter() - start
                seconds.append(counted if isinstance(counted, float) else took)
        return statistics.median(seconds)

    def vacuum(self, *options):
        """Clear away what updates and rolled-back runs have left in the tables."""
        where = options or ("--schema=public",)
        subprocess.run(["vacuumdb", "--quiet", *where, self.database], check=True)

    def checkpoint(self):
        """Let the write-ahead log begin alike: each page goes in whole when it is first
        changed after a checkpoint, which else comes when it will.

        A server of one's own may refuse it, and says so.
        """
        subprocess.run(["psql", "--quiet", "--command=CHECKPOINT", self.database])

    def compare(self, job, ours, rival, reach, prepare=None):
        """Time two ways of doing the same work and note the first to the second."""
        rival_seconds = self.median(rival, prepare)
        our_seconds = self.median(ours, prepare)
        self.note(
            job,
            f"{our_seconds:.2f} s",
            f"{rival_seconds:.2f} s",
            our_seconds / rival_seconds,
            reach,
        )

    def note(self, job, ours, rival="", ratio=None, reach=None, **options):
        figure = Figure(job, ours, rival, ratio, reach, **options)
        self.figures.append(figure)
        print(self._format(figure), flush=True)

    @staticmethod
    def _format(figure):
        ratio = "" if figure.ratio is None else f"{figure.ratio:8.2f}"
        return (
            f"{figure.job:58} {figure.ours:>16} {figure.rival:>16} {ratio}"
            f" {figure.verdict}"
        )


def close(database):
    """Forget a database and its idle connections, so that it can be copied."""
    Registry.delete(database)
    sql_db.close_db(database)


def report(figures):
    """Print all figures as a Markdown table."""
    print("\n| job | ours | beside it | ratio | reach | |")
    print("|---|---|---|---|---|---|")
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        reach = "" if figure.reach is None else f"{figure.reach:g}"
        cells = (figure.job, figure.ours, figure.rival, ratio, reach)
        print(f"| {' | '.join(cells)} | {figure.verdict} |")


@contextlib.contextmanager
def count_queries(env):
    """Yield a list that holds, at the end, how many statements ``env`` ran."""
    count = []
    start = env.cr.sql_log_count
    yield count
    count.append(env.cr.sql_log_count - start)


@contextlib.contextmanager
def scratch_database(template, name):
    """Clone the template; drop the clone at the end unless BRANCH_BENCH_KEEP is set."""
    subprocess.run(["dropdb", "--if-exists", "--force", name], check=True)
    subprocess.run(["createdb", "-T", template, name], check=True)
    try:
        yield name
    finally:
        close(name)
        if not os.environ.get("BRANCH_BENCH_KEEP"):
            # not by force: PostgreSQL's own vacuum ends by itself, but not at our word
            subprocess.run(["dropdb", "--if-exists", name], check=True)
