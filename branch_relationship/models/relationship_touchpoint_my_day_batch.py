from odoo import api, models
from odoo.fields import Domain


class RelationshipTouchpoint(models.Model):
    """My Day: the lines of greetings above the contacts."""

    _inherit = "relationship.touchpoint"

    @api.model
    @api.readonly
    def my_day_strip(self, scope="mine"):
        """Add ``batches``: one line per occasion, with how many are to be sent."""
        strip = super().my_day_strip(scope)
        strip["batches"] = []
        if strip["greetings"]:
            domains = self._get_my_day_domains(strip["date"], scope)
            strip["batches"] = self._get_batch_lines(domains["greetings"])
        return strip

    def _get_my_day_domains(self, today, scope):
        domains = super()._get_my_day_domains(today, scope)
        greeting = Domain("batch_id", "!=", False)
        return {
            **domains,
            **{name: domains[name] & ~greeting for name in ("done", "left", "overdue")},
            "greetings": domains["left"] & greeting,
        }

    def _get_print_domain(self, today, scope):
        greetings = self._get_my_day_domains(today, scope)["greetings"]
        return super()._get_print_domain(today, scope) | greetings

    def _get_batch_lines(self, domain):
        """Return the lines, those of the same occasion of several managers as one."""
        lines = {}
        for batch, count in self._read_group(domain, ["batch_id"], ["__count"]):
            line = lines.setdefault(
                (batch.date, batch.name),
                {"name": batch.name, "date": batch.date, "count": 0, "ids": []},
            )
            line["count"] += count
            line["ids"].append(batch.id)
        return [line for _key, line in sorted(lines.items())]

    def _get_empty_text(self, today, strip, scope):
        if strip["greetings"]:
            return self.env._(
                "Nobody is left to call. Greetings to send: %s.", strip["greetings"]
            )
        return super()._get_empty_text(today, strip, scope)
