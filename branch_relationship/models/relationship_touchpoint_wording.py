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
        for touchpoint in shown:
            touchpoint.wording = touchpoint._get_wording()

    def _get_wording(self):
        """Return the words to say, or False where the content has none."""
        wording = self.content_id.wording
        return wording and Template(wording).safe_substitute(
            self._prepare_wording_values()
        )

    def _prepare_wording_values(self):
        # sudo: asked for readers of the customer's card
        touchpoint = self.sudo()
        customer = touchpoint.customer_id
        values = {
            "customer": customer.name,
            "form_of_address": customer.form_of_address or customer.name,
            "rm": touchpoint.user_id.name or self.env.user.name,
            "branch": touchpoint.branch_id.name or "",
            "date": day_text(self.env, self.due_date),
        }
        reason = self._get_leading_reason()
        source = reason._get_sources().get((reason.source_model, reason.source_id))
        return {**values, **reason._prepare_source_wording(source)}

    def _get_leading_reason(self):
        """Return the leading reason; empty without one."""
        return self._get_reasons().sorted(self._get_reason_rank)[:1]
