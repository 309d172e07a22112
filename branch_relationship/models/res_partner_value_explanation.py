from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: why a customer is in this class."""

    _inherit = "res.partner"

    potential_explanation = fields.Char(
        compute="_compute_value_explanation",
        groups=RM_GROUP,
        help="The rules that fit now, with their points.",
    )
    value_explanation = fields.Json(
        compute="_compute_value_explanation",
        groups=RM_GROUP,
        help="Assets and potential against their thresholds, and the points per rule.",
    )

    @api.model
    def _get_explanation_fields(self):
        return ["potential_explanation", "value_explanation"]

    @api.depends_context("lang")
    def _compute_value_explanation(self):
        """Explain by the very conditions that classify, in one query per company.

        ``value_explanation`` is ``{"asset": axis, "potential": axis, "points":
        [{"name", "points"}]}``; an axis is ``{"value", "level", "floor", "next",
        "below_since"}``: where the level begins, and where the next one does (null at
        the top).
        """
        self.potential_explanation = False
        self.value_explanation = False
        customers = self.filtered(lambda c: c.relationship_stage and c.company_id)
        points = customers._get_potential_points()
        levels = self.env["relationship.level"].sudo()
        thresholds = {
            company: levels._get_thresholds(company) for company in customers.company_id
        }
        for customer in customers:
            floors = thresholds[customer.company_id]
            fitting = points.get(customer._origin.id, [])
            customer.potential_explanation = ", ".join(
                f"{line['points']:+d} {line['name']}" for line in fitting
            )
            customer.value_explanation = {
                "asset": customer._prepare_axis_explanation("asset", floors),
                "potential": customer._prepare_axis_explanation("potential", floors),
                "points": fitting,
            }

    def _get_potential_points(self):
        """Return per customer id the rules that fit: ``[{"name", "points"}]``."""
        result = {}
        if self.ids:
            for scope in self._get_classify_scopes(Domain("id", "in", self.ids)):
                result.update(self._get_scope_points(scope))
        return result

    def _get_scope_points(self, scope):
        # Safe: rules are no secret, and only customers in self are asked for.
        rules = self.env["relationship.potential.rule"].sudo()
        lines = [
            {"name": rules.browse(id_).name, "points": points}
            for id_, _domain, points in scope.rules
        ]
        partners = self._with_classify_env(scope)
        return {
            id_: [line for line, fits in zip(lines, fitting, strict=True) if fits]
            for id_, fitting in partners.env.execute_query(
                partners._get_fitting_rules_sql(scope)
            )
        }

    def _get_fitting_rules_sql(self, scope):
        query = self._get_classify_query(scope)
        conditions = self._get_rule_conditions_sql(scope, query)
        return query.select(
            SQL.identifier(self._table, "id"),
            SQL("ARRAY[%s]::boolean[]", SQL(", ").join(conditions)),
        )

    def _prepare_axis_explanation(self, axis, thresholds):
        self.ensure_one()
        level, since = self[f"{axis}_level_id"].sudo(), self[f"{axis}_below_since"]
        above = [floor for _id, floor in thresholds[axis] if floor > level.min_value]
        return {
            "value": self._get_axis_value(axis),
            "level": level.name or "",
            "floor": level.min_value,
            "next": min(above, default=None),
            "below_since": since and fields.Date.to_string(since),
        }

    def _get_axis_value(self, axis):
        """Return what is measured; in words of ``_get_classify_amount_sql``."""
        self.ensure_one()
        if axis == "potential":
            return self.potential_score
        return max(self.asset_average or self.asset_amount, 0)
