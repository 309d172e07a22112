from odoo import api, fields, models


class RelationshipTouchpoint(models.Model):
    """What a row of My Day says: who and why, in words. Nothing is stored."""

    _inherit = "relationship.touchpoint"

    segment_color = fields.Integer(related="segment_id.color", string="Segment Colour")
    customer_phone = fields.Char(compute="_compute_customer_phone", string="Phone")
    is_pooled = fields.Boolean(compute="_compute_is_pooled")
    reason_tags = fields.Json(
        string="Reasons",
        compute="_compute_reasons",
        help="Name, priority and sentence of each reason, the leading one first.",
    )
    reason_summary = fields.Char(string="Why", compute="_compute_reasons")

    @api.depends("customer_id.phone")
    @api.depends_context("uid")
    def _compute_customer_phone(self):
        """The name shows where the customer's card does not, the number only there."""
        readable = self.customer_id._filtered_access("read")
        for touchpoint in self:
            customer = touchpoint.customer_id & readable
            touchpoint.customer_phone = customer.phone

    @api.depends("user_id")
    def _compute_is_pooled(self):
        for touchpoint in self:
            touchpoint.is_pooled = not touchpoint.user_id

    @api.depends("reason_ids.summary", "reason_ids.priority", "content_id", "purpose")
    @api.depends_context("lang", "tz", "uid")
    def _compute_reasons(self):
        reasons = self._get_reasons()
        reasons.mapped("summary")  # of all at once, or each would be read by itself
        for touchpoint in self:
            tags = touchpoint._prepare_reason_tags(reasons)
            sentences = dict.fromkeys(tag["why"] for tag in tags)
            touchpoint.reason_tags = tags
            touchpoint.reason_summary = (
                " · ".join(sentences) or touchpoint._get_subject()
            )

    def _prepare_reason_tags(self, reasons):
        own = reasons.filtered(lambda reason: reason.touchpoint_id == self._origin)
        own = own.filtered(lambda reason: not reason.is_withheld) or own
        return [
            {
                "id": reason.id,
                "name": reason.content_id.name,
                "priority": reason.priority,
                "why": reason.summary,
            }
            for reason in own.sorted(self._get_reason_rank)
        ]

    def _get_reason_rank(self, reason):
        """Sort reasons by this: the leading one first."""
        is_leading = reason.content_id == self.content_id
        return not is_leading, -int(reason.priority), reason.id

    def _filter_card_shown(self):
        """Return the contacts whose customer's card the user may read now."""
        hidden = set(self.customer_id._filter_hidden_cards().ids)
        return self.filtered(lambda row: row.customer_id.id not in hidden)

    def _get_reasons(self):
        """Return the reasons of all these contacts, read in one query."""
        # sudo: who may read the contact may read why it is there
        return (
            self.env["relationship.touchpoint.reason"]
            .sudo()
            .search_fetch(
                [("touchpoint_id", "in", self.ids)],
                ["touchpoint_id", "content_id", "priority", "due_date", "cycle"]
                + ["source_model", "source_id", "is_withheld"],
            )
        )
