from collections import defaultdict

from odoo import api, fields, models

from ..tools.lunar import lunar_birthday, lunar_to_solar
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
            for record in sudo_model.search_fetch([("id", "in", ids)], order="id"):
                sources[model, record.id] = record
        return sources

    def _summary_cadence(self, source):
        # sudo: fields of the customer of a reason its reader may see already
        customer = self.touchpoint_id.customer_id.sudo()
        if not customer.last_contact_date:
            return self.env._("Not contacted yet")
        today = self.env.user._get_local_today()
        return self.env._(
            "Last contact %(days)s days ago, interval %(interval)s days",
            days=(today - customer.last_contact_date).days,
            interval=customer.contact_interval,
        )

    def _summary_birthday(self, source):
        day = self._get_birthday()
        return day and self.env._("Birthday on %(day)s", day=day_text(self.env, day))

    def _get_birthday(self):
        """Return the day of this birthday; its cycle is the year of its calendar."""
        # sudo: as above
        customer = self.touchpoint_id.customer_id.sudo()
        born, kind = customer.birthdate, customer.birthday_calendar
        if not born or not (self.cycle or "").isdigit():
            return born
        year = int(self.cycle)
        if kind == "lunar":
            return lunar_birthday(born, year)
        if kind == "lunar_as_written":
            return lunar_to_solar(year, born.month, born.day)
        return born

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
