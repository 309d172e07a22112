from collections import defaultdict

from odoo import api, fields, models

from ..tools.lunar import lunar_birthday, lunar_to_solar
from ..tools.texts import amount_text, day_text


class RelationshipTouchpointReason(models.Model):
    """Each reason in one sentence: what the relationship manager reads first.

    The name of the content stands alone for whoever may not read the customer's card
    now: contacts stay with who made them, the customer's figures do not.

    A trigger of another addon adds ``_summary_<trigger>(source)``, asked for readers of
    the card only; without one the name of the content stands alone, too.
    """

    _inherit = "relationship.touchpoint.reason"

    summary = fields.Char(compute="_compute_summary")

    @api.depends("content_id", "source_model", "source_id")
    @api.depends_context("lang", "uid")
    def _compute_summary(self):
        shown = set(self.touchpoint_id._filter_card_shown().ids)
        told = self.filtered(lambda reason: reason.touchpoint_id.id in shown)
        for reason in self - told:
            reason.summary = reason.content_id.name
        sources = told._get_sources()
        for reason in told:
            reason.summary = reason._get_summary(sources)

    def _get_summary(self, sources):
        summarise = getattr(self, f"_summary_{self.content_id.trigger}", None)
        source = sources.get((self.source_model, self.source_id))
        return (summarise and summarise(source)) or self.content_id.name

    def _get_sources(self):
        """Return the records behind these reasons by (model, id), read in batches."""
        ids_by_model = defaultdict(list)
        for reason in self:
            if reason.source_model in self.env and reason.source_id:
                ids_by_model[reason.source_model].append(reason.source_id)
        sources = {}
        for model, ids in ids_by_model.items():
            # sudo: asked for readers of the customer's card
            sudo_model = self.env[model].sudo().with_context(active_test=False)
            for record in sudo_model.search_fetch([("id", "in", ids)], order="id"):
                sources[model, record.id] = record
        return sources

    def _summary_cadence(self, source):
        # sudo: asked for readers of the customer's card
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
