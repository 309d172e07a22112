"""A program: jobs over a database, each in an operating system process of its own.

Like Odoo's server with workers it loads Odoo once and forks. It prints one line per
process: what it was, and how it ended.

    night_process.py CONFIG DATABASE DAY WHAT...

* ``build``: fill the database with a small bank (night_bank.py)
* ``landing``: deliver what the day brings
* ``night``: the job, as Odoo's scheduler runs it
* ``killed``: the job again and again, killed at every step of every branch in turn
* ``stopped``: the job again and again, killed after ever longer times
* ``failing``: the job again and again, in which each step fails in all branches
* ``aborted``: the job again and again, that ends with an error after each step
* ``pair``: two at the same time
* ``fed``: the job, and deliveries one after another as long as it runs
* ``deliveries``: customers delivered in the background, and taken
* ``delivery``: customers delivered in the background by a job that is killed before its
  first commit, then after each but the last
"""

import base64
import datetime
import itertools
import logging
import os
import random
import signal
import sys
import time
import traceback

import night_bank
from freezegun import freeze_time

from odoo import SUPERUSER_ID, api, sql_db
from odoo.modules.registry import Registry
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import config

CRON = "branch_relationship.ir_cron_relationship_night"
FEED_CRON = "branch_relationship.relationship_feed_cron_take_deliveries"
MODELS = "odoo.addons.branch_relationship.models"
PLACES = ("begun", "worked", "noted")
MOST_TRIES = 20  # of a delivery during a night
LONGER = 0.04  # seconds that the next process may live longer than the last one
OTHERS = """SELECT FROM pg_stat_activity
             WHERE datname = current_database() AND pid != pg_backend_pid()"""


class Nights:
    """Starts processes over one database and tells how they ended."""

    def __init__(self, database, day):
        self.database = database
        self.day = datetime.date.fromisoformat(day)
        self.registry = Registry(database)

    def build(self):
        self.tell("build", self.fork(night_bank.build, self.day))

    def landing(self):
        self.tell("landing", self.fork(night_bank.land, self.day))

    def night(self):
        self.tell("night", self.fork(run_job))

    def killed(self):
        points = self.get_points()
        for (branch, step), place in zip(points, itertools.cycle(PLACES), strict=False):
            process = self.fork(run_dying_job, branch, step, place)
            self.tell(f"killed at {branch} {step} {place}", process)
        self.night()

    def stopped(self):
        for number in itertools.count(1):
            process = self.fork(run_loop)
            time.sleep(number * LONGER)
            os.kill(process, signal.SIGKILL)
            if self.tell("stopped", process) == "ended":
                return

    def failing(self):
        self.tell("failing", self.fork(run_failing_jobs))

    def aborted(self):
        self.tell("aborted", self.fork(run_aborted_jobs, self.get_points()))

    def fed(self):
        logging.getLogger("odoo.sql_db").disabled = True  # says what is tried again
        night = self.fork(run_loop)
        numbers = itertools.count(1)
        while not os.waitid(os.P_PID, night, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            os.waitpid(self.fork(disturb, next(numbers)), 0)
        self.tell("fed", night)
        self.night()
        self.tell("put back", self.fork(disturb, 0))

    def pair(self):
        for process in [self.fork(run_loop) for _number in range(2)]:
            self.tell("one of a pair", process)

    def deliveries(self):
        for work in (deliver, run_delivery):
            self.tell(work.__name__, self.fork(work))

    def delivery(self):
        self.tell("delivered", self.fork(deliver))
        for place in ("before", *["after"] * (night_bank.BATCHES - 1)):
            self.tell(f"killed {place} a commit", self.fork(run_dying_delivery, place))
        self.tell("delivery", self.fork(run_delivery))

    def get_points(self):
        """Return (branch, step) in the order in which the job does them."""
        with self.registry.cursor() as cr:
            runs = api.Environment(cr, SUPERUSER_ID, {})["relationship.run"]
            steps, closing = runs._get_steps(), runs._get_closing_steps()
        points = itertools.product((*night_bank.BRANCHES, False), steps)
        return sorted(points, key=lambda point: point[1] in closing)

    def fork(self, work, *args):
        """Start a process that does the work in a transaction of its own."""
        sql_db.close_all()
        process = os.fork()
        if process:
            return process
        try:
            random.seed()
            with self.registry.cursor() as cr:
                work(api.Environment(cr, SUPERUSER_ID, {}), *args)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def tell(self, name, process):
        """Wait for the end of a process; tell how it ended."""
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        end = {0: "ended", -signal.SIGKILL: "was killed"}.get(code, "failed")
        print(f"{name}: {end}", flush=True)
        if end == "was killed":
            self.wait_for_connections()
        return end

    def wait_for_connections(self):
        """Wait until PostgreSQL has noticed that a client is gone."""
        for _try in range(1000):
            with self.registry.cursor() as cr:
                cr.execute(OTHERS)
                if not cr.rowcount:
                    return
            time.sleep(0.01)
        raise TimeoutError("A killed process's connection is still there")


def run_job(env):
    env.ref(CRON).method_direct_trigger()


def run_loop(env):
    """Run the job's method itself, which does not know of other processes."""
    env["relationship.run"]._cron_night()


def run_dying_job(env, branch, step, place):
    """Run the job in a process that ends itself like a power cut: before the step has
    done anything, with its work not committed, or just after it was committed."""
    runs = type(env["relationship.run"])
    work, commit = getattr(runs, f"_step_{step}"), runs._commit
    reached = []

    def do_step(self, company, team, date):
        here = team.branch_code == branch
        if here and place == "begun":
            die()
        result = work(self, company, team, date)
        if here and place == "worked":
            self.env.flush_all()
            die()
        reached.append(here)
        return result

    def do_commit(self, remaining):
        if any(reached):
            die()
        return commit(self, remaining)

    setattr(runs, f"_step_{step}", do_step)
    runs._commit = do_commit
    run_job(env)


def run_failing_jobs(env):
    """Run the job as often as it has steps: in each turn one more is done, and the next
    fails in every branch after it has done its work. A step without which the night
    goes on does not fail."""
    logging.getLogger(f"{MODELS}.relationship_run").disabled = True
    runs = type(env["relationship.run"])
    steps = env["relationship.run"]._get_steps()
    for step in steps:
        if step in env["relationship.run"]._get_optional_steps():
            continue
        work = getattr(runs, f"_step_{step}")
        failed = []

        def fail(self, company, team, date, work=work, failed=failed):
            work(self, company, team, date)
            failed.append(team)
            raise ValueError("Out of paper")

        setattr(runs, f"_step_{step}", fail)
        run_loop(env)
        setattr(runs, f"_step_{step}", work)
        assert len(failed) == len(night_bank.BRANCHES) + 1, step
    run_loop(env)


def run_aborted_jobs(env, points):
    """Run the job as often as there are steps of branches; an error ends it after each
    of them: noted, but not committed, or just committed."""
    runs = type(env["relationship.run"])
    note, commit = runs._note, runs._commit
    for number, point in enumerate(points):
        reached = []

        def do_note(self, work, *args, point=point, reached=reached, early=number % 2):
            result = note(self, work, *args)
            if (self.branch_id.branch_code, self.step) == point:
                reached.append(self)
            if reached and early:
                raise InterruptedError
            return result

        def do_commit(self, remaining, reached=reached):
            result = commit(self, remaining)
            if reached:
                raise InterruptedError
            return result

        runs._note, runs._commit = do_note, do_commit
        try:
            run_loop(env)
        except InterruptedError:
            env.cr.rollback()
            env.invalidate_all()
        assert reached, point
    runs._note, runs._commit = note, commit
    run_loop(env)


def disturb(env, number):
    """Deliver during a night, a branch in each transaction, and again what was
    interfered with."""
    for branch in range(len(night_bank.BRANCHES) + 1):
        for _try in range(MOST_TRIES):
            try:
                for delivery in night_bank.get_disturbance(branch, number):
                    night_bank.deliver(env, *delivery)
                env.cr.commit()
                break
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                env.cr.rollback()


def deliver(env):
    """Upload customers, more than are taken at once."""
    set_batches()
    lines = ["ref,name", *(f"F{n},Customer {n}" for n in range(night_bank.DELIVERED))]
    content = base64.b64encode("".join(f"{line}\n" for line in lines).encode())
    env["relationship.feed"].receive("customers", content)


def run_delivery(env):
    set_batches()
    env.ref(FEED_CRON).method_direct_trigger()


def run_dying_delivery(env, place):
    """Run the job in a process that ends itself at the first batch."""
    feeds = type(env["relationship.feed"])
    commit = feeds._commit_batch

    def do_commit(self, taken=0):
        if place == "after":
            commit(self, taken)
        die()

    feeds._commit_batch = do_commit
    run_delivery(env)


def set_batches():
    sys.modules[f"{MODELS}.relationship_feed"].BACKGROUND_ROWS = 0
    batch_size = night_bank.DELIVERED // night_bank.BATCHES
    sys.modules[f"{MODELS}.relationship_feed_batch"].BATCH_SIZE = batch_size


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def main(config_file, database, day, *whats):
    config.parse_config(["-c", config_file, "-d", database, "--no-http"])
    nights = Nights(database, day)
    with freeze_time(f"{day} 00:30:00"):  # 08:30 in Shanghai
        for what in whats:
            getattr(nights, what)()


if __name__ == "__main__":
    main(*sys.argv[1:])
