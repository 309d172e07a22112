import logging
import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools.feed_columns import FEED_KEYS
from ..tools.feed_night import LAST_NIGHTS, PATIENCE_HOUR, awaited_kinds, feed_night

_logger = logging.getLogger(__name__)


class RelationshipRun(models.Model):
    """The night's files, and how long a branch waits for them (DESIGN, The night).

    - What the folder brings until 07:00 of the branch's clock is for its day, what
      comes later for the next day: banks export late in the evening.
    - Until 07:00 a branch waits for each kind that came for two of the last seven
      nights and has not come for this one. A refused file has not come.
    - The folder is that of the job's company: other companies wait for nothing.
    """

    _inherit = "relationship.run"

    @api.model
    def _take_deliveries(self):
        """Take the files of the folder, and note what came of it."""
        feeds = self.env["relationship.feed"]
        if not feeds._get_folder_name():
            return True
        started = time.monotonic()
        try:
            counts = feeds._take_folder()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            # The branches' morning is prepared from yesterday's data rather than not.
            self.env.cr.rollback()
            _logger.exception("Deliveries could not be taken")
            self._open_feed_run().write({"state": "failed", "error": str(error)})
            return False
        self._note_taken(sum(counts.values()), time.monotonic() - started)
        return True

    def _note_taken(self, count, seconds):
        """Add to the night's row what came; a trouble that is over is taken back."""
        run = self._find_run(*self._get_feed_run_key())
        if count or run.state == "failed":
            run = run or self._open_feed_run()
            run.write(
                {
                    "state": "done",
                    "error": False,
                    "count": run.count + count,
                    "seconds": run.seconds + seconds,
                }
            )

    def _open_feed_run(self):
        return self._open_run(*self._get_feed_run_key())

    def _get_feed_run_key(self):
        """Return the key of the row of what is taken now: of the company's night."""
        company, branch = self.env.company, self.env["crm.team"]
        return company, branch, feed_night(branch._get_local_now(company)), "feed"

    @api.model
    def _note_awaited(self):
        """Say on the row of the deliveries for what the company's branches wait."""
        company, branch = self.env.company, self.env["crm.team"]
        now = branch._get_local_now(company)
        hour = now.hour + now.minute / 60
        if not company.relationship_night_hour <= hour < PATIENCE_HOUR:
            return
        awaited = self._get_awaited_kinds(company, branch, now.date())
        if not awaited:
            return
        run = self.with_context(lang=company.partner_id.lang)._open_feed_run()
        if run.state != "failed":
            run.write({"state": "done", "error": run._describe_awaited(awaited)})

    def _describe_awaited(self, kinds):
        labels = dict(
            self.env["relationship.feed"]
            ._fields["kind"]
            ._description_selection(self.env)
        )
        return self.env._(
            "Awaited until 07:00: %(kinds)s",
            kinds=", ".join(labels[kind] for kind in kinds),
        )

    @api.model
    def _get_awaited_kinds(self, company, branch, date):
        """Return the kinds of delivery for which this branch's day still waits."""
        feeds = self.env["relationship.feed"]
        if company != self.env.company or not feeds._get_folder_name():
            return []
        recent = fields.Datetime.now() - timedelta(days=LAST_NIGHTS + 2)
        taken = feeds.search_fetch(
            [
                ("company_id", "=", company.id),
                ("is_from_folder", "=", True),
                ("finished_at", ">=", recent),
            ],
            ["kind", "finished_at"],
        )
        deliveries = [
            (feed_night(branch._get_local_time(feed.finished_at, company)), feed.kind)
            for feed in taken
        ]
        return awaited_kinds(deliveries, date, list(FEED_KEYS))
