from string import Template

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.texts import amount_text, day_text
from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpoint(models.Model):
    """My Day: what a row says, what the strip counts, why the list is empty."""

    _inherit = "relationship.touchpoint"

    segment_id = fields.Many2one(related="customer_id.segment_id")
    segment_color = fields.Integer(related="segment_id.color", string="Segment Colour")
    customer_phone = fields.Char(related="customer_id.phone", string="Phone")
    is_pooled = fields.Boolean(compute="_compute_is_pooled")
    reason_tags = fields.Json(
        string="Reasons",
        compute="_compute_reasons",
        help="Name, priority and sentence of each reason, the leading one first.",
    )
    reason_summary = fields.Char(string="Why", compute="_compute_reasons")
    due_text = fields.Char(string="When", compute="_compute_due_text")
    is_overdue = fields.Boolean(compute="_compute_due_text")
    wording = fields.Text(compute="_compute_wording")

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

    def _get_reasons(self):
        """Return the reasons of all these contacts, read in one query."""
        # sudo: who may read the contact may read why it is there
        return (
            self.env["relationship.touchpoint.reason"]
            .sudo()
            .search_fetch(
                [("touchpoint_id", "in", self.ids)],
                ["touchpoint_id", "content_id", "priority", "due_date", "cycle"]
                + ["source_model", "source_id"],
            )
        )

    @api.depends("due_date", "state")
    @api.depends_context("lang", "tz")
    def _compute_due_text(self):
        today = fields.Date.context_today(self)
        for touchpoint in self:
            touchpoint.is_overdue = (
                touchpoint.state in OPEN_STATES and touchpoint.due_date < today
            )
            touchpoint.due_text = touchpoint._get_due_text(today)

    def _get_due_text(self, today):
        """Say when it is due, in words while the day is near."""
        days = (self.due_date - today).days if self.due_date else 0
        if days == 0:
            return self.env._("Today")
        if days == 1:
            return self.env._("Tomorrow")
        if days == -1:
            return self.env._("Overdue 1 day")
        if days < 0:
            return self.env._("Overdue %s days", -days)
        return day_text(self.env, self.due_date)

    @api.depends("content_id", "customer_id", "user_id", "branch_id", "due_date")
    @api.depends_context("lang", "uid")
    def _compute_wording(self):
        for touchpoint in self:
            touchpoint.wording = touchpoint._get_wording()

    def _get_wording(self):
        """Return the words to say, or False where the content has none."""
        wording = self.content_id.wording
        return wording and Template(wording).safe_substitute(
            self._prepare_wording_values()
        )

    def _prepare_wording_values(self):
        # sudo: names of the customer and colleagues of a readable touchpoint
        touchpoint = self.sudo()
        customer = touchpoint.customer_id
        values = {
            "customer": customer.name,
            "form_of_address": customer.form_of_address or customer.name,
            "rm": touchpoint.user_id.name or self.env.user.name,
            "branch": touchpoint.branch_id.name or "",
            "date": day_text(self.env, self.due_date),
        }
        source = self._get_leading_source()
        if source._name == "relationship.holding":
            values.update(self._prepare_holding_values(source))
        return values

    def _prepare_holding_values(self, holding):
        amount = holding.overdue_amount or holding.balance
        values = {
            "product": holding.product_id.name,
            "amount": amount_text(self.env, amount, holding.currency_id),
        }
        if holding.matures_on:
            today = fields.Date.context_today(self)
            values["days_left"] = (holding.matures_on - today).days
            values["date"] = day_text(self.env, holding.matures_on)
        return values

    def _get_leading_source(self):
        """Return the record that gave the leading reason; empty without one."""
        reason = self._get_reasons().sorted(self._get_reason_rank)[:1]
        sources = reason._get_sources()
        return sources.get((reason.source_model, reason.source_id), reason.browse())

    @api.model
    @api.readonly
    def my_day_strip(self, scope="mine"):
        """Count the day of the user, or of everything a head sees (``branch``).

        :return: dict with the local ``date``, the counts ``done``, ``left``,
            ``overdue``, ``held`` and ``pool``, and why nothing is left (``empty``)
        """
        today = fields.Date.context_today(self)
        strip = self._count_my_day(today, scope)
        strip["date"] = today
        strip["empty"] = not strip["left"] and self._get_empty_text(today, strip, scope)
        return strip

    def _get_my_day_domains(self, today, scope):
        """Return the domain behind every figure of the strip."""
        mine = Domain("user_id", "=", self.env.uid)
        if scope == "branch":
            mine = Domain("user_id", "!=", False)
        due = Domain("due_date", "<=", today)
        is_open = Domain("state", "in", OPEN_STATES)
        held = Domain("hold_reason", "!=", False)
        assigned = Domain("state", "=", "assigned")
        return {
            "done": mine & Domain("done_date", "=", today),
            "left": mine & assigned & due,
            "overdue": mine & assigned & Domain("due_date", "<", today),
            "held": mine & is_open & held & due,
            "pool": Domain("user_id", "=", False) & is_open & ~held & due,
        }

    def _count_my_day(self, today, scope):
        """Count all figures in one statement, each served by its own index."""
        domains = self._get_my_day_domains(today, scope)
        counts = SQL(", ").join(
            SQL("(%s)", self._search(domain).select(SQL("COUNT(*)")))
            for domain in domains.values()
        )
        [row] = self.env.execute_query(SQL("SELECT %s", counts))
        return dict(zip(domains, row, strict=True))

    def _get_empty_text(self, today, strip, scope):
        """Say why nothing is left to do today."""
        if strip["done"]:
            return self.env._("All done today: %s contacts.", strip["done"])
        company = self.env.company
        if not self.env["relationship.calendar.day"]._is_working_day(today, company):
            return self.env._("Today is a day off. Nobody is contacted.")
        if scope == "mine" and not self._has_customers():
            return self.env._("No customers are yours yet. Ask your branch head.")
        if not self._is_night_done(today):
            return self.env._(
                "Last night's work has not run yet. The day is filled when it is done."
            )
        return self.env._("Nothing is due today.")

    def _has_customers(self):
        domain = [("user_id", "=", self.env.uid), ("relationship_stage", "!=", False)]
        return bool(self.env["res.partner"].search_count(domain, limit=1))

    def _is_night_done(self, today):
        """Tell whether the contacts of this day were assigned in any of my branches."""
        # sudo: the night's memory is the administrators', whether it ran is not secret
        domain = [
            ("date", "=", today),
            ("step", "=", "dispatch"),
            ("state", "=", "done"),
            ("company_id", "in", self.env.companies.ids),
        ]
        branches = self.env.user.crm_team_ids.filtered("branch_code")
        if branches:
            domain.append(("branch_id", "in", branches.ids))
        return bool(self.env["relationship.run"].sudo().search_count(domain, limit=1))
