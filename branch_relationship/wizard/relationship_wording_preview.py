from datetime import timedelta
from string import Template

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: How far ahead an occasion is looked for.
DAYS_AHEAD = 366


class RelationshipWordingPreview(models.TransientModel):
    """What a content would say to a real customer whom the user may read.

    Filled with the customer's next occasion of this content, else with the last one in
    the ledger. A placeholder without value stays in the text, and is named.
    """

    _name = "relationship.wording.preview"
    _description = "Preview of a Wording"

    content_id = fields.Many2one(
        "relationship.care.content", required=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner",
        compute="_compute_customer_id",
        store=True,
        readonly=False,
        ondelete="cascade",
        domain=[("relationship_stage", "!=", False)],
    )
    lang = fields.Selection(
        selection="_selection_lang",
        string="Language",
        compute="_compute_lang",
        store=True,
        readonly=False,
    )
    occasion = fields.Char(compute="_compute_words")
    words = fields.Text(compute="_compute_words")
    missing_names = fields.Char(compute="_compute_words")

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    @api.depends("content_id")
    def _compute_customer_id(self):
        """Begin with somebody who had such a contact, if the user sees one."""
        seen = self.env.user._get_customer_domain()
        for preview in self:
            reason = self.env["relationship.touchpoint.reason"].search(
                Domain("content_id", "=", preview.content_id.id)
                & Domain("touchpoint_id.customer_id", "any", seen),
                order="id desc",
                limit=1,
            )
            preview.customer_id = reason.touchpoint_id.customer_id

    @api.depends("customer_id")
    def _compute_lang(self):
        for preview in self:
            preview.lang = preview.customer_id.lang or self.env.lang

    @api.depends("content_id", "customer_id", "lang")
    @api.depends_context("uid")
    def _compute_words(self):
        for preview in self:
            preview.occasion = preview.words = preview.missing_names = False
            if preview.content_id and preview.customer_id:
                preview.customer_id.check_access("read")
                preview.with_context(lang=preview.lang)._fill_in()

    def _fill_in(self):
        reason = self._get_reason()
        sources = reason._get_sources()
        touchpoint = reason.touchpoint_id or self._new_touchpoint()
        values = touchpoint._prepare_wording_values(reason, sources)
        known = {
            name: value
            for name, value in values.items()
            if value is not False and value != ""
        }
        source = sources.get((reason.source_model, reason.source_id))
        text = self.content_id._choose_wording(self.customer_id, source)
        used = self.content_id._get_used_placeholders(text)
        self.occasion = reason._get_summary(sources) if reason else False
        self.words = text and Template(text).safe_substitute(known)
        self.missing_names = " ".join(f"${name}" for name in used if name not in known)

    def _get_reason(self):
        """Return the next occasion as a reason, else the last one, else none."""
        reasons = self.env["relationship.touchpoint.reason"]
        occasion = self._find_occasion()
        if occasion:
            return reasons.new(
                {
                    **occasion,
                    "content_id": self.content_id.id,
                    "touchpoint_id": self._new_touchpoint(occasion["due_date"]),
                }
            )
        return reasons.search(
            [
                ("content_id", "=", self.content_id.id),
                ("touchpoint_id.customer_id", "=", self.customer_id.id),
            ],
            order="id desc",
            limit=1,
        )

    def _find_occasion(self):
        """Return the columns of the customer's next occasion, or None."""
        today = self.env.user._get_local_today()
        until = today + timedelta(days=DAYS_AHEAD)
        names = ("due_date", "source_model", "source_id", "cycle")
        self.env.flush_all()
        # sudo: the user reads this customer, of whom alone there are occasions
        content = self.content_id.sudo().with_context(relationship_forecast_until=until)
        rows = self.env.execute_query(
            SQL(
                """SELECT %s FROM (%s) q WHERE customer_id = %s
                 ORDER BY due_date LIMIT 1""",
                SQL(", ").join(map(SQL.identifier, names)),
                content._get_due_query(today),
                self.customer_id.id,
            )
        )
        return dict(zip(names, rows[0], strict=True)) if rows else None

    def _new_touchpoint(self, date=None):
        return self.env["relationship.touchpoint"].new(
            {
                "customer_id": self.customer_id.id,
                "content_id": self.content_id.id,
                "due_date": date or self.env.user._get_local_today(),
            }
        )
