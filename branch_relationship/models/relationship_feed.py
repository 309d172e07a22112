import base64
import datetime
import io
import time

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.feed_columns import FEED_COLUMNS, FEED_KEYS
from ..tools.feed_csv import CheckedStream, DeliveryRefused

#: Kinds merged in one set of statements; the others go through the ORM in batches.
SET_BASED_KINDS = ("holdings", "prices")
#: Customers from which an uploaded delivery is taken in the background.
BACKGROUND_ROWS = 5000


class ClosingTooMany(DeliveryRefused):
    """A full delivery that an administrator may confirm.

    :param message: why it was refused, in words
    :param holding_count: how many holdings it would close
    :param customer_count: of how many customers
    """

    def __init__(self, message, holding_count, customer_count):
        super().__init__(message)
        self.holding_count = holding_count
        self.customer_count = customer_count


class DeliveryBusy(UserError):
    """Another delivery of the kind is being taken: try later."""


class RelationshipFeed(models.Model):
    """One delivery of data from the bank's systems.

    A delivery is staged as text, then taken. What is no delivery at all is refused
    whole; a bad row goes to the rejects while all good ones land; an unchanged row is
    not written. Files of this model by subject: staging, the kinds taken by the ORM in
    batches (branch, product, customer), the kinds merged by set (holding, price), the
    folder of the night.
    """

    _name = "relationship.feed"
    _description = "Relationship Feed"
    _order = "id desc"

    name = fields.Char(
        required=True, readonly=True, default=lambda self: self.env._("New")
    )
    kind = fields.Selection(
        [
            ("branches", "Branches"),
            ("products", "Products"),
            ("customers", "Customers"),
            ("holdings", "Holdings"),
            ("prices", "Prices"),
        ],
        required=True,
    )
    source = fields.Char(
        required=True,
        default="core",
        help="The delivering system. A full delivery closes only what this one "
        "delivered before.",
    )
    is_full = fields.Boolean(
        string="Full Delivery",
        help="The file holds everything of its source: holdings that are absent from "
        "it are closed.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("done", "Done"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
    )
    message = fields.Text(readonly=True, help="Why it was refused, or its warnings.")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    # file
    delivery_file = fields.Binary(
        string="File",
        attachment=True,
        copy=False,
        help="CSV in UTF-8, comma separated, with a header. It is kept only until the "
        "delivery is taken.",
    )
    file_name = fields.Char(copy=False)
    columns = fields.Json(readonly=True, help="The delivered columns, in their order.")
    # statistics
    row_count = fields.Integer(string="Rows", readonly=True)
    created_count = fields.Integer(string="Created", readonly=True)
    updated_count = fields.Integer(string="Updated", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    closed_count = fields.Integer(string="Closed", readonly=True)
    reject_count = fields.Integer(string="Rejects", readonly=True)
    seconds = fields.Float(readonly=True)
    started_at = fields.Datetime(readonly=True)
    finished_at = fields.Datetime(readonly=True)
    # confirmation
    closing_count = fields.Integer(
        readonly=True, help="Holdings this refused delivery would close."
    )
    closing_customer_count = fields.Integer(
        readonly=True, help="Customers whose holdings it would close."
    )
    # rejects
    reject_ids = fields.One2many("relationship.feed.reject", "feed_id")

    @api.model_create_multi
    def create(self, vals_list):
        now = fields.Datetime.context_timestamp(self, fields.Datetime.now())
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for vals in vals_list:
            if not vals.get("name"):
                label = kinds.get(vals.get("kind"), "")
                vals["name"] = vals.get("file_name") or f"{label} {now:%Y-%m-%d %H:%M}"
        return super().create(vals_list)

    @api.model
    def receive(self, kind, content_base64, source="core", full=False):
        """Take one delivery over RPC and return the id of its record.

        Many customers are taken in the background: read ``state`` and ``progress``.
        """
        self._check_administrator()
        if kind not in FEED_KEYS:
            raise UserError(
                self.env._(
                    "No delivery is of the kind “%(kind)s”. Known are: %(kinds)s",
                    kind=kind,
                    kinds=", ".join(FEED_KEYS),
                )
            )
        stream = io.BytesIO(self._decode(content_base64))
        feed = self.create(self._prepare_feed_values(kind, source, full))
        feed._take(stream)
        return feed.id

    def _decode(self, content_base64):
        try:
            return base64.b64decode(content_base64)
        except (TypeError, ValueError):
            raise UserError(self.env._("The content is not base64.")) from None

    @api.model
    def _receive(self, kind, stream, source="core", full=False):
        """Take one delivery at once and return its record (DESIGN, Data feeds).

        :param kind: one of the kinds above
        :param stream: a binary file object
        :param source: the delivering system; holdings are keyed within it
        :param full: the delivery holds everything of its source
        """
        feed = self.create(self._prepare_feed_values(kind, source, full))
        feed._start(stream)
        while feed.state == "running":
            feed._take_batch()
        return feed

    @api.model
    def _prepare_feed_values(self, kind, source, full):
        return {"kind": kind, "source": source, "is_full": full}

    @api.model
    def _get_feed_columns(self, kind):
        """Return the columns a delivery of this kind may hold.

        An override may add columns: for the kinds taken by the ORM, names of fields of
        the record; for holdings and prices, names of stored fields of theirs.
        """
        return FEED_COLUMNS[kind]

    def _check_administrator(self):
        if not self.env.user.has_group(
            "branch_relationship.branch_relationship_group_admin"
        ):
            raise AccessError(
                self.env._(
                    "Only administrators of Branch Relationship take deliveries."
                )
            )

    def _take(self, stream):
        """Take the delivery now, or leave its many customers to the scheduled job."""
        self._start(stream)
        if self.state == "running" and self.row_count > BACKGROUND_ROWS:
            self._keep_delivery(stream)
            self.env.ref(
                "branch_relationship.relationship_feed_cron_take_deliveries"
            ).sudo()._trigger()  # scheduled jobs are the system's
            return
        while self.state == "running":
            self._take_batch()

    def _start(self, stream, confirmed=False):
        """Stage the delivery and take it, or queue its rows; refuse it when bad.

        :param confirmed: an administrator agreed to close many holdings
        """
        self.ensure_one()
        started = time.monotonic()
        self.started_at = self.env.cr.now().replace(microsecond=0)
        try:
            with self.env.cr.savepoint():
                self._lock_kind()
                self._stage(CheckedStream(stream))
                self._take_staged(confirmed)
        except DeliveryRefused as error:
            self._refuse(error)
            if self.closing_count:
                self._keep_delivery(stream)
        self.seconds += time.monotonic() - started

    def _lock_kind(self):
        """Let one delivery of a kind and company in at a time, until the commit."""
        [[is_free]] = self.env.execute_query(
            SQL(
                "SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)",
                f"{self._name}:{self.kind}",
                self.company_id.id,
            )
        )
        if not is_free:
            raise DeliveryBusy(
                self.env._("Another delivery of this kind is being taken. Try later.")
            )

    def _take_staged(self, confirmed):
        if self.kind in SET_BASED_KINDS:
            self._merge_staged(confirmed)
            self._set_done()
        else:
            self._reject_keys()
            self._queue_staged()

    def _set_done(self):
        self.write(
            {
                "state": "done",
                "delivery_file": False,
                "finished_at": self.env.cr.now() + datetime.timedelta(seconds=1),
            }
        )

    def _refuse(self, error):
        """Note why nothing was taken; drop the file unless it can be confirmed."""
        [message] = error.args
        if not isinstance(message, str):
            message = self.env._(message)
        # rows that wait of it are nobody's any more
        waiting = self.env["relationship.feed.row"].sudo()
        waiting.search([("feed_id", "=", self.id)]).unlink()
        self.write(
            {
                "state": "refused",
                "message": message,
                "delivery_file": False,
                "closing_count": getattr(error, "holding_count", 0),
                "closing_customer_count": getattr(error, "customer_count", 0),
            }
        )

    def _warn(self, text):
        """Say this once, however many rows it is about."""
        lines = (self.message or "").splitlines()
        if text not in lines:
            self.message = "\n".join([*lines, text])

    def _keep_delivery(self, stream):
        """Keep the file until the delivery is taken."""
        stream.seek(0)
        self.env["ir.attachment"].create(
            {
                "name": "delivery_file",
                "res_model": self._name,
                "res_field": "delivery_file",
                "res_id": self.id,
                "raw": stream.read(),
            }
        )
        self.invalidate_recordset(["delivery_file"])

    def _get_taken_count(self):
        return (
            self.created_count
            + self.updated_count
            + self.unchanged_count
            + self.reject_count
        )
