import base64
import io

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.feed_csv import write_rejects

#: The model whose records a kind of delivery brings.
RECORD_MODELS = {
    "branches": "crm.team",
    "products": "product.template",
    "customers": "res.partner",
    "holdings": "relationship.holding",
    "prices": "relationship.product.price",
}


class RelationshipFeed(models.Model):
    """The screen: upload, progress, what was brought, rejects to download."""

    _inherit = "relationship.feed"

    progress = fields.Float(compute="_compute_progress", help="Percent of the rows.")
    reject_file = fields.Binary(compute="_compute_reject_file")
    format_help = fields.Char(
        compute="_compute_format_help", help="The columns this kind may hold."
    )

    @api.depends(
        "row_count",
        "created_count",
        "updated_count",
        "unchanged_count",
        "reject_count",
        "state",
    )
    def _compute_progress(self):
        for feed in self:
            feed.progress = 100.0 if feed.state == "done" else 0.0
            if feed.state == "running" and feed.row_count:
                feed.progress = 100.0 * feed._get_taken_count() / feed.row_count

    @api.depends("kind")
    def _compute_format_help(self):
        for feed in self:
            columns = self._get_feed_columns(feed.kind) if feed.kind else ()
            feed.format_help = ",".join(columns)

    @api.depends("reject_ids", "columns")
    def _compute_reject_file(self):
        for feed in self:
            feed.reject_file = base64.b64encode(feed._get_reject_csv())

    def action_refresh(self):
        """Show the progress anew."""
        return True

    def action_receive(self):
        """Take the uploaded file; many customers are taken in the background."""
        self._check_administrator()
        for feed in self:
            if feed.state != "draft" or not feed.delivery_file:
                raise UserError(self.env._("Choose a file first."))
            feed._take(io.BytesIO(base64.b64decode(feed.delivery_file)))
        return True

    def action_confirm(self):
        """Ask before a full delivery closes many holdings."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Take It All the Same"),
            "res_model": "relationship.feed.confirm",
            "view_mode": "form",
            "target": "new",
            "context": {"default_feed_id": self.id},
        }

    def action_view_rejects(self):
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "branch_relationship.relationship_feed_reject_action"
            ),
            "domain": [("feed_id", "=", self.id)],
        }

    def action_download_rejects(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/reject_file/"
            f"{self._get_reject_file_name()}?download=true",
            "target": "self",
        }

    def action_view_created(self):
        """Show the records this delivery brought."""
        return self._get_record_action(Domain("create_date", ">=", self.started_at))

    def action_view_updated(self):
        """Show the records this delivery changed, unless they changed again since."""
        return self._get_record_action(
            Domain("create_date", "<", self.started_at)
            & Domain("write_date", ">=", self.started_at)
        )

    def action_view_closed(self):
        """Show the holdings this delivery closed."""
        return self._get_record_action(Domain("active", "=", False))

    def _confirm(self):
        """Take the refused delivery although it closes many holdings."""
        self._check_administrator()
        if self.state != "refused" or not self.closing_count:
            raise UserError(self.env._("There is nothing to confirm here."))
        self.write({"message": False, "closing_count": 0, "closing_customer_count": 0})
        self._start(io.BytesIO(base64.b64decode(self.delivery_file)), confirmed=True)

    def _get_record_action(self, domain):
        """Return the list of this delivery's records in the domain."""
        self.ensure_one()
        until = self.finished_at or fields.Datetime.now()
        domain &= Domain("write_date", "<=", until)
        if self.kind == "holdings":
            domain &= Domain("source", "=", self.source)
        if self.kind == "customers":
            domain &= Domain("relationship_stage", "!=", False)
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": RECORD_MODELS[self.kind],
            "view_mode": "list,form",
            "domain": list(domain),
        }

    def _get_reject_file_name(self):
        return f"{self.kind}.{self.id}.rejects.csv"

    def _get_reject_csv(self):
        """Return the rejected rows as a file that can be corrected and delivered."""
        self.ensure_one()
        rejects = (
            (
                reject["values"] or {},
                (reject["row"], reject["column"] or "", reject["reason"]),
            )
            for reject in self.reject_ids.read(["row", "column", "reason", "values"])
        )
        return write_rejects(self.columns or (), rejects)
