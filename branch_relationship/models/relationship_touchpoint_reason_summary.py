from collections import defaultdict

from odoo import api, fields, models

from ..tools.texts import amount_text, day_text


class RelationshipTouchpointReason(models.Model):
    """Each reason in one sentence: what the relationship manager reads first.

    A trigger of another addon adds ``_summary_<trigger>(source)``; without one the
    name of the content stands alone.
    """

    _inherit = "relationship.touchpoint.reason"

    summary = fields.Char(compute="_compute_summary")

    @api.depends("content_id", "source_model", "source_id")
    @api.depends_context("lang", "uid")
    def _compute_summary(self):
        sources = self._get_sources()
        for reason in self:
            content = reason.content_id
            summarise = getattr(reason, f"_summary_{content.trigger}", None)
            source = sources.get((reason.source_model, reason.source_id))
            reason.summary = (summarise and summarise(source)) or content.name

    def _get_sources(self):
        """Return the records behind these reasons by (model, id), read in batches."""
        ids_by_model = defaultdict(list)
        for reason in self:
            if reason.source_model in self.env and reason.source_id:
                ids_by_model[reason.source_model].append(reason.source_id)
        sources = {}
        for model, ids in ids_by_model.items():
            # sudo: the sentence belongs to a reason its reader may see already
            sudo_model = self.env[model].sudo().with_context(active_test=False)
            for record in sudo_model.search([("id", "in", ids)]):
                sources[model, record.id] = record
        return sources

    def _summary_cadence(self, source):
        # sudo: fields of the customer of a reason its reader may see already
        customer = self.touchpoint_id.customer_id.sudo()
        if not customer.last_contact_date:
            return self.env._("Not contacted yet")
        today = fields.Date.context_today(self)
        return self.env._(
            "Last contact %(days)s days ago, interval %(interval)s days",
            days=(today - customer.last_contact_date).days,
            interval=customer.contact_interval,
        )

    def _summary_birthday(self, source):
        # sudo: as above
        customer = self.touchpoint_id.customer_id.sudo()
        if not customer.birthdate:
            return False
        if customer.birthday_calendar == "solar":
            day = day_text(self.env, customer.birthdate)
            return self.env._("Birthday on %(day)s", day=day)
        day = day_text(self.env, self.due_date)
        return self.env._("Lunar birthday; due on %(day)s", day=day)

    def _summary_maturity(self, source):
        if not source:
            return False
        return self.env._(
            "%(product)s: %(amount)s matures on %(day)s",
            product=source.product_id.name,
            amount=amount_text(self.env, source.balance, source.currency_id),
            day=day_text(self.env, source.matures_on),
        )

    def _summary_overdue(self, source):
        if not source:
            return False
        return self.env._(
            "%(product)s: %(amount)s overdue",
            product=source.product_id.name,
            amount=amount_text(self.env, source.overdue_amount, source.currency_id),
        )
