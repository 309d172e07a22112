from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

#: Days that months of different length make between two days and their like.
MONTH_SLACK = timedelta(days=3)


class RelationshipCareContent(models.Model):
    """The customer's risk test is valid for some months (a figure of the company)."""

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[("risk_test_expiring", "Risk Test Expiring")],
        ondelete={"risk_test_expiring": "cascade"},
    )

    @api.model
    def _get_forecast_triggers(self):
        return super()._get_forecast_triggers() | {"risk_test_expiring"}

    def _due_risk_test_expiring(self, content, date):
        """The test expires. The cycle is the day; one made anew has another."""
        since, until = content._get_due_window(date)
        lead = timedelta(days=content.lead_days)
        valid = relativedelta(months=content.company_id.relationship_risk_test_months)
        return SQL(
            """
            SELECT p.id AS customer_id,
                   %(expiry)s - %(lead)s AS due_date,
                   'res.partner' AS source_model,
                   p.id AS source_id,
                   %(expiry)s::text AS cycle
              FROM res_partner p
             WHERE p.relationship_stage IS NOT NULL
               AND p.risk_assessed_on BETWEEN %(earliest)s AND %(latest)s
               AND %(expiry)s BETWEEN %(first)s AND %(last)s
            """,
            expiry=content._get_risk_test_expiry_sql("p"),
            lead=content.lead_days,
            earliest=since + lead - valid,
            latest=until + lead - valid + MONTH_SLACK,
            first=since + lead,
            last=until + lead,
        )

    def _lapse_risk_test_expiring(self):
        return SQL(
            "CASE WHEN %s::text IS DISTINCT FROM r.cycle THEN %s END",
            self._get_risk_test_expiry_sql("c"),
            self.env._("risk test made anew"),
        )

    def _get_risk_test_expiry_sql(self, customer):
        """Return SQL of the day on which the test of this customer expires."""
        return SQL(
            "(%s + make_interval(months => %s))::date",
            SQL.identifier(customer, "risk_assessed_on"),
            self.company_id.relationship_risk_test_months,
        )
