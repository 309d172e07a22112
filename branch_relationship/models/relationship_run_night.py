import random
import time
from datetime import timedelta

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools.feed_night import PATIENCE_HOUR

MAX_TRIES = 5


class RelationshipRun(models.Model):
    """The job that prepares every branch's morning (DESIGN, The night).

    - A branch's turn comes when its local time is past the company's night hour and its
      local day has no finished night. A night that was begun keeps its date: resumed
      after midnight, it is still yesterday's. A day missed altogether is made up by the
      next night, because what falls due is found by a window of days.
    - Deliveries come first, and branches wait for them until 07:00
      (``relationship_run_feed``).
    """

    _inherit = "relationship.run"

    @api.model
    def _cron_night(self):
        """Take deliveries, then the nights whose turn it is. Only this loop commits."""
        self._attempt(self._take_deliveries)
        self._attempt(self._note_awaited)
        tasks = self._get_tasks()
        self._commit(remaining=len(tasks))
        stopped = set()
        for number, (*night, step) in enumerate(tasks, start=1):
            if tuple(night) in stopped:
                continue
            if not self._attempt(self._begin_step, *night, step):
                stopped.add(tuple(night))
            elif not self._attempt(self._run_step, *night, step):
                if not self._attempt(self._goes_on_without, *night, step):
                    stopped.add(tuple(night))
            if not self._commit(remaining=len(tasks) - number):
                return

    def _get_tasks(self):
        """Return ``(company, branch, date, step)`` in the order of their turns."""
        closing = self._get_closing_steps()
        tasks = [
            (*night, step) for night in self._get_nights() for step in self._get_steps()
        ]
        return sorted(tasks, key=lambda task: task[-1] in closing)

    def _commit(self, remaining):
        return self.env["ir.cron"]._commit_progress(1, remaining=remaining)

    def _attempt(self, work, *args):
        """Do the work and commit; try again what another transaction interfered with.

        :return: what the work returns, or False where every try was interfered with
        """
        for attempt in range(MAX_TRIES):
            try:
                result = work(*args)
                self.env["ir.cron"]._commit_progress()
                return result
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                self.env.cr.rollback()
                time.sleep(random.uniform(0, 0.2 * 2**attempt))
        return False

    @api.model
    def _begin_step(self, company, branch, date, step):
        """Note that the step begins: a night that is killed can be seen and resumed."""
        if not self._try_lock(company, branch, step):
            return False
        return bool(self._open_run(company, branch, date, step))

    @api.model
    def _get_nights(self):
        """Return ``(company, branch, date)`` of the nights whose turn it is."""
        nights = []
        for company, branch in self.env["relationship.touchpoint"]._get_chunks():
            date = self._get_night_date(company, branch)
            if date:
                nights.append((company, branch, date))
        return nights

    def _get_night_date(self, company, branch):
        """Return the day whose night is to be run now for this branch, or None."""
        now = branch._get_local_now(company)
        hour, today = now.hour + now.minute / 60, now.date()
        if hour < company.relationship_night_hour:
            yesterday = today - timedelta(days=1)
            begun = self._get_night_runs(company, branch, yesterday)
            return yesterday if begun and not begun._is_finished() else None
        if self._get_night_runs(company, branch, today)._is_finished():
            return None
        if hour < PATIENCE_HOUR and self._get_awaited_kinds(company, branch, today):
            return None
        return today

    def _get_night_runs(self, company, branch, date):
        return self.search(
            [
                ("company_id", "=", company.id),
                ("branch_id", "=", branch.id),
                ("date", "=", date),
                ("step", "in", self._get_steps()),
            ]
        )

    def _is_finished(self):
        """Tell whether these rows of one night are all its steps, done."""
        done = self.filtered(lambda run: run.state == "done")
        return set(self._get_steps()) <= set(done.mapped("step"))
