from string import Template

from odoo import api, fields, models

from ..tools.texts import day_text


class RelationshipTouchpoint(models.Model):
    """The words to say: the leading content's wording, filled for this customer.

    Whoever may not read the customer's card is told none.
    """

    _inherit = "relationship.touchpoint"

    wording = fields.Text(compute="_compute_wording")

    @api.depends("content_id", "customer_id", "user_id", "branch_id", "due_date")
    @api.depends_context("lang", "uid")
    def _compute_wording(self):
        shown = self._filter_card_shown()
        (self - shown).wording = False
        reasons = shown._get_reasons()
        sources = reasons._get_sources()
        by_touchpoint = reasons.grouped("touchpoint_id")
        for touchpoint in shown:
            own = by_touchpoint.get(touchpoint._origin, reasons.browse())
            leading = own.sorted(touchpoint._get_reason_rank)[:1]
            touchpoint.wording = touchpoint._get_wording(leading, sources)

    def _get_wording(self, reason, sources):
        """Return the words to say, or False where the content has none.

        :param reason: the leading reason, or none
        :param sources: the records behind reasons (``_get_sources``)
        """
        source = sources.get((reason.source_model, reason.source_id))
        # sudo: asked for readers of the customer's card
        text = self.content_id._choose_wording(self.sudo().customer_id, source)
        return text and Template(text).safe_substitute(
            self._prepare_wording_values(reason, sources)
        )

    def _prepare_wording_values(self, reason, sources):
        # sudo: asked for readers of the customer's card
        touchpoint = self.sudo()
        customer = touchpoint.customer_id
        source = sources.get((reason.source_model, reason.source_id))
        return {
            "customer": customer.name,
            "form_of_address": customer.form_of_address or customer.name,
            "rm": touchpoint.user_id.name or self.env.user.name,
            "branch": touchpoint.branch_id.name or "",
            "date": day_text(self.env, self.due_date),
            **reason._prepare_source_wording(source),
        }
