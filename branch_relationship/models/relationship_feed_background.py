import io
import logging

from odoo import models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools.feed_csv import DeliveryRefused

_logger = logging.getLogger(__name__)

#: Tries of a batch that meets somebody else's save.
ATTEMPTS = 4


class RelationshipFeed(models.Model):
    """Deliveries taken by a scheduled job, which may be killed at any time.

    Each batch is committed with the rows it took out of the waiting ones, so the next
    turn goes on where the last one stopped. One that fails is refused: it would fail
    each hour, and keep those behind it waiting. Who uploaded it is told how it ended.
    """

    _inherit = "relationship.feed"

    def _cron_take_deliveries(self):
        """Take the queued customers batch by batch, each committed.

        What is said of them is for whoever delivered them, in that language.
        """
        for feed in self.search([("state", "=", "running")], order="id"):
            feed.with_context(lang=feed.create_uid.lang)._take_in_background()

    def _take_in_background(self):
        try:
            self._take_committing()
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.exception("Delivery %s could not be taken", self.name)
            self._refuse_failed()
        if self.state != "running":
            self._tell_uploader()
            self._commit_batch()

    def _refuse_failed(self):
        """Refuse the delivery that an unexpected error stopped, maybe half-way."""
        self._refuse(
            DeliveryRefused(
                self.env._("It could not be taken. The server's log says why.")
            )
        )

    def _tell_uploader(self):
        """Say in the uploader's browser, if one is open, how the delivery ended."""
        counts = self.env._(
            "Rows taken: %(taken)s. Rejects: %(rejects)s.",
            taken=self._get_taken_count() - self.reject_count,
            rejects=self.reject_count,
        )
        is_done = self.state == "done"
        self.create_uid._bus_send(
            "simple_notification",
            {
                "type": "success" if is_done else "danger",
                "title": self.name,
                "message": counts if is_done else self.message,
                "sticky": True,
            },
        )

    def _take_committing(self, until_done=False):
        """Take what waits, committing each batch where a scheduled job runs this.

        :param until_done: go on beyond the job's time
        """
        while self.state == "running" and self.try_lock_for_update():
            seconds_left = self._commit_batch(self._take_batch_retrying())
            if not seconds_left and not until_done:
                break

    def _take_batch_retrying(self):
        """Take a batch; begin it again when somebody saved one of its records.

        The web retries such a request by itself, a scheduled job does not.
        """
        for _attempt in range(ATTEMPTS - 1):
            try:
                with self.env.cr.savepoint():
                    return self._take_batch()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                if not self._is_scheduled():
                    raise
                self.env.cr.rollback()
        with self.env.cr.savepoint():
            return self._take_batch()

    def _is_scheduled(self):
        return bool(self.env.context.get("ir_cron_progress_id"))

    def _commit_batch(self, taken=0):
        """Commit inside a scheduled job and return the seconds left; else go on."""
        if not self._is_scheduled():
            return float("inf")
        remaining = self.env["relationship.feed.row"].sudo().search_count([])
        return self.env["ir.cron"]._commit_progress(taken, remaining=remaining)

    def _has_lost_rows(self):
        """Tell whether the database lost what waits: the table is unlogged."""
        waiting = self.env["relationship.feed.row"].sudo()
        return self._get_taken_count() < self.row_count and not waiting.search_count(
            [("feed_id", "=", self.id)], limit=1
        )

    def _stage_again(self, stream):
        """Begin anew from the file, or refuse the delivery where there is none."""
        self.reject_ids.unlink()
        self.write(
            {
                "created_count": 0,
                "updated_count": 0,
                "unchanged_count": 0,
                "reject_count": 0,
            }
        )
        if stream:
            self._start(stream)
        else:
            self._refuse(
                DeliveryRefused(
                    self.env._("The waiting rows were lost. Deliver them again.")
                )
            )

    def _open_kept_delivery(self):
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_field", "=", "delivery_file"),
                ("res_id", "=", self.id),
            ]
        )
        return io.BytesIO(attachment.raw) if attachment else None
