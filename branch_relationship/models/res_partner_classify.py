from collections import defaultdict
from dataclasses import dataclass
from datetime import date as Date

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from ..tools.planner import analyze_stale


@dataclass(frozen=True)
class ClassifyScope:
    """The customers of one statement, and the settings they are measured with."""

    company: models.BaseModel
    date: Date
    domain: Domain
    #: per axis, (level id, min_value), the highest first
    levels: dict
    #: per rule (id, domain as literal list, points)
    rules: tuple
    downgrade_months: int


class ResPartner(models.Model):
    """The customer's card: classification (training, step 2).

    Value = assets x potential. The potential rules' domains are compiled by the ORM
    into the conditions of one query, so that a million customers are one statement:

    - assets: the monthly average where the bank delivers one, else the sum of holdings
    - potential: the sum of the points of all rules that fit, cut to 0-100
    - each axis moves up at once, and down after so many months below its threshold;
      a first level, and one that follows an override, is given at once
    - while an override lasts only the score follows; then the rules return
    - the segment is the one of both levels; its interval dates the next contact

    Rows that do not change are not written. A customer who falls by several levels
    while waiting moves to the level of the day the wait ends.
    """

    _inherit = "res.partner"

    @api.model
    def _classify(self, domain=None, date=None):
        """Work out score, levels and segment of all customers, or of those in domain.

        A chunk is what ``domain`` says (a branch, some ids); to catch a serialization
        failure and to try again is the caller's. The context key
        ``relationship_change_reason`` names the reason of the history rows.

        :param date: the day to measure at; default: the local day of each branch
        :return: how many customers changed segment
        """
        self.env.cr.execute("SET LOCAL jit = off")
        analyze_stale(self.env.cr, "res_partner", "relationship_holding")
        scopes = self._get_classify_scopes(Domain(domain or Domain.TRUE), date)
        return sum(self._classify_scope(scope) for scope in scopes)

    def _get_classify_scopes(self, domain, date=None):
        """Return one scope per company and local day, for companies with levels."""
        return [
            self._prepare_classify_scope(company, day, domain & day_domain)
            for company in self.env["relationship.level"].sudo()._get_companies()
            for day, day_domain in self._get_classify_days(company, date)
        ]

    @api.model
    def _get_classify_days(self, company, date=None):
        """Return (local day, domain on customers): branches may be a day apart."""
        if date:
            return [(fields.Date.to_date(date), Domain.TRUE)]
        today = self.env["crm.team"]._get_local_today(company)
        branches = defaultdict(list)
        for branch in (
            self.env["crm.team"].sudo().search([("branch_code", "!=", False)])
        ):
            branches[branch._get_local_today()].append(branch.id)
        branches.pop(today, None)
        elsewhere = [id_ for ids in branches.values() for id_ in ids]
        return [
            (
                today,
                Domain("branch_id", "not in", elsewhere) if elsewhere else Domain.TRUE,
            ),
            *((day, Domain("branch_id", "in", ids)) for day, ids in branches.items()),
        ]

    @api.model
    def _prepare_classify_scope(self, company, date, domain, **settings):
        """Return the scope of a company with its own settings, or those given."""
        settings.setdefault(
            "levels", self.env["relationship.level"].sudo()._get_thresholds(company)
        )
        settings.setdefault(
            "rules", self.env["relationship.potential.rule"].sudo()._get_rules(company)
        )
        settings.setdefault("downgrade_months", company.relationship_downgrade_months)
        return ClassifyScope(company=company, date=date, domain=domain, **settings)

    def _classify_scope(self, scope):
        """Run the statement; return how many customers changed segment."""
        partners = self._with_classify_env(scope)
        partners._flush_classify(scope)
        partners._set_classify_memory(scope)
        rows = partners.env.execute_query(partners._get_classify_statement(scope))
        self.env.cr.execute("SET LOCAL work_mem TO DEFAULT")
        changed = self.browse(id_ for id_, _moved in rows)
        names = [*partners._get_classify_columns(scope), "write_date", "write_uid"]
        changed.invalidate_recordset(
            [*names, "segment_change_ids", *self._get_explanation_fields()], flush=False
        )
        changed.modified(names)
        return sum(moved for _id, moved in rows)

    def _with_classify_env(self, scope):
        """Return the model such that rules mean the same for everybody.

        Superuser: no record rule of a reader gets into the conditions. No language, one
        company: translated and company-dependent fields compare alike by night and day.
        """
        return self.with_user(SUPERUSER_ID).with_context(
            {
                "allowed_company_ids": scope.company.ids,
                "tz": scope.company.partner_id.tz or "UTC",
                "relationship_uid": self.env.uid,
                "relationship_change_reason": self.env.context.get(
                    "relationship_change_reason", "rule"
                ),
            }
        )

    def _flush_classify(self, scope):
        """Flush what our own text reads or writes; domains flush what they read."""
        names = {*self._get_classify_columns(scope), *self._get_classify_reads()}
        self.flush_model(names)
        self.env["relationship.segment"].flush_model()
        self.env["relationship.segment.change"].flush_model()
