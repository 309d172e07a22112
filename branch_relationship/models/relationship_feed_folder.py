import logging
import pathlib

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..tools.feed_columns import FEED_KEYS
from .relationship_feed import DeliveryBusy

_logger = logging.getLogger(__name__)


class RelationshipFeed(models.Model):
    """The folder where the bank's systems leave their files for the night.

    ``<kind>[.full].<anything>.csv`` is taken once an ``.ok`` file lies beside it
    (``<name>.csv.ok`` or ``<name>.ok``), and moved to ``done`` or ``failed`` after the
    commit: a file taken twice after a crash changes nothing. The ``.ok`` goes first,
    so that it never vouches for tomorrow's file of that name. A file that could not be
    moved stays without it, and is not taken again.
    """

    _inherit = "relationship.feed"

    is_from_folder = fields.Boolean(
        string="From the Feed Folder",
        readonly=True,
        help="The night took it; nobody uploaded it.",
    )

    @api.model
    def _take_folder(self):
        """Take the folder's complete files; the night calls this before all else.

        :return: how many files were taken and how many were refused: {"done", "failed"}
        """
        counts = {"done": 0, "failed": 0}
        name = self._get_folder_name()
        if name:
            feeds = self.with_context(lang=self.env.company.partner_id.lang)
            for path in self._get_folder_files(pathlib.Path(name)):
                target = feeds._take_file(path)
                if target:
                    counts[target] += 1
        return counts

    @api.model
    def _get_folder_name(self):
        # the setting is the system's; only the job reads it
        parameters = self.env["ir.config_parameter"].sudo()
        return parameters.get_param("branch_relationship.feed_folder")

    def _get_folder_files(self, folder):
        """Return the complete files by kind (order of FEED_KEYS), then by name.

        :raise OSError: where the folder is missing or may not be read
        """
        kinds = list(FEED_KEYS)
        files = [
            path
            for path in folder.iterdir()
            if path.suffix == ".csv"
            and path.name.split(".")[0] in kinds
            and self._get_ok_files(path)
        ]
        return sorted(
            files, key=lambda path: (kinds.index(path.name.split(".")[0]), path.name)
        )

    def _get_ok_files(self, path):
        ok_files = (path.with_name(f"{path.name}.ok"), path.with_suffix(".ok"))
        return [ok_file for ok_file in ok_files if ok_file.is_file()]

    def _take_file(self, path):
        """Take one file, commit, and move it; return where to, None to try later."""
        try:
            feed = self._resume_file(path) or self._start_file(path)
            self._commit_batch()
            feed._take_committing(until_done=True)
        except DeliveryBusy:
            return None
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            _logger.exception("Delivery %s could not be taken", path.name)
            feed = self._note_failure(path)
        if feed.state == "running":
            return None
        self._commit_batch()
        return feed._move_file(path)

    def _get_interrupted(self, name):
        return self.search(
            [
                ("file_name", "=", name),
                ("state", "=", "running"),
                ("is_from_folder", "=", True),
            ],
            limit=1,
        )

    def _resume_file(self, path):
        """Return the file's interrupted record, staged anew where its rows are lost."""
        feed = self._get_interrupted(path.name)
        if feed and feed._has_lost_rows():
            with path.open("rb") as stream, self.env.cr.savepoint():
                feed._stage_again(stream)
        return feed

    def _start_file(self, path):
        """Return the file's record, staged or refused."""
        with path.open("rb") as stream, self.env.cr.savepoint():
            feed = self.create(self._prepare_file_values(path))
            feed._start(stream)
        return feed

    def _prepare_file_values(self, path):
        kind, *marks = path.name.split(".")
        values = self._prepare_feed_values(kind, "core", "full" in marks[:1])
        return {**values, "file_name": path.name, "is_from_folder": True}

    def _note_failure(self, path):
        """Refuse the file that an unexpected error stopped; the next one is taken."""
        values = self._prepare_file_values(path)
        feed = self._get_interrupted(path.name) or self.create(values)
        feed._refuse_failed()
        return feed

    def _move_file(self, path):
        """Move the file with its rejects; return the name of the folder."""
        target = "done" if self.state == "done" else "failed"
        try:
            for ok_file in self._get_ok_files(path):
                ok_file.unlink()
            self._move_to(path, path.parent / target)
        except OSError as error:
            _logger.exception("Delivery %s could not be moved", path.name)
            self._warn(
                self.env._(
                    "The file could not be moved to “%(folder)s”: %(error)s",
                    folder=target,
                    error=error,
                )
            )
        return target

    def _move_to(self, path, folder):
        folder.mkdir(exist_ok=True)
        moved = self._get_free_path(folder / path.name)
        if self.reject_ids:
            rejects = moved.with_name(f"{moved.name}.rejects.csv")
            rejects.write_bytes(self._get_reject_csv())
        path.rename(moved)

    def _get_free_path(self, path):
        """Return the path, numbered where another delivery has its name."""
        number, free = 1, path
        while free.exists():
            number += 1
            free = path.with_name(f"{path.stem}.{number}{path.suffix}")
        return free
