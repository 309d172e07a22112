from odoo import api, fields, models
from odoo.fields import Command


class RelationshipCheck(models.TransientModel):
    """What is still missing in the configuration, each with its records.

    A check is one method ``_check_<name>``: it returns the values of a line (see
    ``_prepare_line``), or nothing when all is in order. Another addon adds its methods
    and their names in ``_get_checks``. ``_fix_<name>``, where it exists, repairs.
    """

    _name = "relationship.check"
    _description = "Configuration Check"

    line_ids = fields.One2many("relationship.check.line", "check_id", readonly=True)
    is_in_order = fields.Boolean(compute="_compute_is_in_order")

    @api.depends("line_ids")
    def _compute_is_in_order(self):
        for check in self:
            check.is_in_order = not check.line_ids

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Configuration Check")

    @api.model
    def _get_checks(self):
        """Return the names of the checks in the order shown; an override may add."""
        return [
            "levels",
            "segments",
            "rules",
            "branches_head",
            "branches_time_zone",
            "managers_branch",
            "managers_time_zone",
            "customers_manager",
            "customers_branch",
            "categories_kind",
            "products_grade",
            "calendar",
            "calendar_official",
            "feed_folder",
            "night",
        ]

    @api.model
    def action_open(self):
        """Check everything afresh and show it."""
        check = self.create(
            {"line_ids": [Command.create(vals) for vals in self._run_checks()]}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Configuration Check"),
            "res_model": self._name,
            "res_id": check.id,
            "view_mode": "form",
            "context": {"form_view_initial_mode": "readonly"},
        }

    @api.model
    def _run_checks(self):
        lines = []
        for sequence, name in enumerate(self._get_checks()):
            values = getattr(self, f"_check_{name}")()
            if values:
                lines.append({"check": name, "sequence": sequence, **values})
        return lines

    @api.model
    def _prepare_line(self, model, domain, name, consequence, count=None):
        """Return the values of a line.

        :param model: the model whose records the line opens
        :param domain: which ones, as a literal list
        :param name: what is missing
        :param consequence: what does not work therefore
        :param count: how many, default: as many as the domain finds
        :return: nothing when there are none
        """
        if count is None:
            count = self.env[model].search_count(domain)
        return count and {
            "name": name,
            "consequence": consequence,
            "count": count,
            "res_model": model,
            "domain": repr(domain),
        }

    @api.model
    def _get_company_domain(self):
        return [("company_id", "in", self.env.companies.ids)]


class RelationshipCheckLine(models.TransientModel):
    """One thing that is missing."""

    _name = "relationship.check.line"
    _description = "Configuration Check Line"
    _order = "sequence, id"

    check_id = fields.Many2one(
        "relationship.check", required=True, index=True, ondelete="cascade"
    )
    check = fields.Char("Name of the Check", required=True, readonly=True)
    sequence = fields.Integer(readonly=True)
    name = fields.Char(required=True, readonly=True)
    consequence = fields.Char(readonly=True)
    count = fields.Integer(readonly=True)
    res_model = fields.Char(readonly=True)
    domain = fields.Char(readonly=True)
    can_fix = fields.Boolean(compute="_compute_can_fix")

    @api.depends("check")
    def _compute_can_fix(self):
        for line in self:
            line.can_fix = hasattr(line.check_id, f"_fix_{line.check}")

    def action_view_records(self):
        """Open the records this line is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.res_model,
            "view_mode": "list,form",
            "domain": self.domain,
        }

    def action_fix(self):
        """Repair it, then check everything afresh."""
        self.ensure_one()
        getattr(self.check_id, f"_fix_{self.check}")()
        return self.check_id.action_open()
