import psycopg2

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, Query

from ..tools.rule_domain import iter_conditions, parse_domain


class RelationshipPotentialRule(models.Model):
    """A rule's domain is refused when it is saved, in words, if the night would fail.

    It is compiled as the night does it and explained by the database: ``validate`` of
    a domain accepts wrong values and fields that cannot be searched.
    """

    _inherit = "relationship.potential.rule"

    @api.constrains("domain", "active", "company_id")
    def _check_domain(self):
        for rule in self.filtered("active"):
            problem = rule._get_domain_problem()
            if problem:
                raise ValidationError(
                    self.env._(
                        'The rule "%(rule)s" cannot be used: %(problem)s',
                        rule=rule.name,
                        problem=problem,
                    )
                )

    def _get_domain_problem(self):
        """Say what is wrong with the domain, or nothing."""
        self.ensure_one()
        try:
            domain = parse_domain(self.domain)
            Domain(domain)
        except NameError as error:
            return self.env._(
                '"%(name)s" is code. Only fixed values are allowed, and dates such as '
                '"today -35y".',
                name=error.name,
            )
        except (ValueError, TypeError):
            return self.env._("it is not a list of conditions.")
        for condition in iter_conditions(domain):
            problem = self._get_field_problem(*condition) or self._get_value_problem(
                *condition
            )
            if problem:
                return problem
        return self._get_compile_problem(domain)

    def _get_field_problem(self, path, _operator, _value):
        """Say whether a field of the path is unknown, unsearchable or circular."""
        model, names = self.env["res.partner"], str(path).split(".")
        if names[0] in self._get_circular_fields():
            return self.env._(
                'classification itself sets the field "%(field)s".', field=names[0]
            )
        for name in names:
            field = model._fields.get(name)
            if field is None:
                return self.env._(
                    '%(model)s has no field "%(field)s".',
                    model=model._description,
                    field=name,
                )
            if not field.store and not field.search:
                return self.env._(
                    'the field "%(field)s" is not stored and cannot be searched.',
                    field=name,
                )
            if not field.relational:
                return None
            model = self.env[field.comodel_name]
        return None

    def _get_value_problem(self, path, operator, value):
        """Say whether one condition fails by itself, depends on the user or compares a
        choice with a key it does not have."""
        choice = self._get_unknown_choice(path, operator, value)
        if choice is not None:
            return self.env._(
                '"%(value)s" is no choice of the field "%(field)s".',
                value=choice,
                field=path,
            )
        problem = self._get_compile_problem([(path, operator, value)])
        return problem and self.env._(
            "the condition %(condition)s fails: %(problem)s",
            condition=str((path, operator, value)),
            problem=problem,
        )

    def _get_unknown_choice(self, path, operator, value):
        *parents, name = path.split(".")
        model = self.env["res.partner"]
        for parent in parents:
            if not model._fields[parent].relational:
                return None
            model = self.env[model._fields[parent].comodel_name]
        field = model._fields[name]
        if field.type != "selection" or operator not in ("=", "!=", "in", "not in"):
            return None
        known = {False, None, *field.get_values(self.env)}
        values = value if isinstance(value, (list, tuple)) else [value]
        return next((choice for choice in values if choice not in known), None)

    def _get_compile_problem(self, domain):
        """Say why the database or the ORM refuses the domain, or nothing."""
        try:
            as_superuser = self._compile_for_check(domain, SUPERUSER_ID)
            other = self.env["res.users"].sudo().search([("id", "!=", 1)], limit=1)
            if as_superuser != self._compile_for_check(domain, other.id):
                return self.env._("it depends on the user who asks.")
            with self.env.cr.savepoint():
                self.env.cr.execute(
                    SQL("EXPLAIN %s", as_superuser), log_exceptions=False
                )
        except psycopg2.Error as error:
            return error.diag.message_primary or str(error)
        except (ValueError, TypeError, KeyError, AssertionError, UserError) as error:
            return str(error)
        return None

    def _compile_for_check(self, domain, uid):
        """Return the query of a customer's points as this user's rules would read."""
        partners = self.env["res.partner"]
        scope = partners._prepare_classify_scope(
            self.company_id,
            self.env["crm.team"]._get_local_today(self.company_id),
            Domain.TRUE,
            levels={},
            rules=((self.id, domain, self.points),),
        )
        partners = partners._with_classify_env(scope).with_user(uid).sudo()
        query = Query(partners.env, partners._table, SQL.identifier(partners._table))
        return query.select(
            SQL("%s AS points", partners._get_classify_points_sql(scope, query))
        )

    @api.model
    def _get_circular_fields(self):
        """Return the fields classification writes: a rule on them never settles."""
        return {
            "potential_score",
            "asset_level_id",
            "potential_level_id",
            "asset_below_since",
            "potential_below_since",
            "segment_id",
            "segment_change_ids",
            "segment_locked_until",
            "segment_lock_reason",
            "next_contact_date",
            "latest_contact_date",
            "contact_interval",
            "contact_health",
        }
