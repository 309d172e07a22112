import logging
import random
import time
from datetime import timedelta

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

# Local hour until which branches wait for the bank's files.
FEED_PATIENCE_HOUR = 7
MAX_TRIES = 5


class RelationshipRun(models.Model):
    """The job that prepares every branch's morning (DESIGN, The night).

    - A branch's turn comes when its local time is past the company's night hour and its
      local day has no finished night. A night that was begun keeps its date: resumed
      after midnight, it is still yesterday's. A day missed altogether is made up by the
      next night, because what falls due is found by a window of days.
    - Deliveries come first. Where a folder for them is set, branches wait for the
      day's files until 07:00.
    """

    _inherit = "relationship.run"

    @api.model
    def _cron_night(self):
        """Take deliveries, then the nights whose turn it is. Only this loop commits."""
        self._attempt(self._take_deliveries)
        tasks = [
            (*night, step) for night in self._get_nights() for step in self._get_steps()
        ]
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
        if hour < FEED_PATIENCE_HOUR and self._is_waiting_for_feed(today):
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

    def _is_waiting_for_feed(self, date):
        """Tell whether a folder for deliveries is set and the day's have not come."""
        if not self._get_feed_folder():
            return False
        domain = [("step", "=", "feed"), ("date", "=", date), ("state", "=", "done")]
        return not self.search_count(domain, limit=1)

    def _get_feed_folder(self):
        # sudo: the setting is the system's; only the job reads it
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("branch_relationship.feed_folder")

    @api.model
    def _take_deliveries(self):
        """Take the files of the folder, and note the day on which any came."""
        if not self._get_feed_folder():
            return True
        started = time.monotonic()
        try:
            counts = self.env["relationship.feed"]._take_folder()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            # The branches' morning is prepared from yesterday's data rather than not.
            self.env.cr.rollback()
            _logger.exception("Deliveries could not be taken")
            self._open_feed_run().write({"state": "failed", "error": str(error)})
            return False
        if any(counts.values()):
            run = self._open_feed_run()
            run.write(
                {
                    "state": "done",
                    "error": False,
                    "count": run.count + sum(counts.values()),
                    "seconds": run.seconds + time.monotonic() - started,
                }
            )
        return True

    def _open_feed_run(self):
        company, branch = self.env.company, self.env["crm.team"]
        date = branch._get_local_today(company)
        return self._open_run(company, branch, date, "feed")
