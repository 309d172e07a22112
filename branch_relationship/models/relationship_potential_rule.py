from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.rule_domain import parse_domain, resolve_today


class RelationshipPotentialRule(models.Model):
    """Customers that fit a domain earn points of potential, which may be negative.

    The domain is read as plain literals and compiled by the ORM; nothing typed here is
    evaluated. Dates may be relative ("today -35y"): they count from the branch's local
    day.
    """

    _name = "relationship.potential.rule"
    _description = "Relationship Potential Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    domain = fields.Char(required=True, default="[]")
    points = fields.Integer(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    @api.model
    def _get_rules(self, company):
        """Return (id, domain as literal list, points) of the rules in use."""
        return tuple(
            (rule.id, parse_domain(rule.domain), rule.points)
            for rule in self.search([("company_id", "=", company.id)])
        )

    @api.model
    def _compile_domain(self, domain, date, customers, query):
        """Return the SQL of a rule's domain on this query of customers."""
        compiled = Domain(resolve_today(domain, date)).optimize_full(customers)
        return compiled._to_sql(customers, query.table, query)
