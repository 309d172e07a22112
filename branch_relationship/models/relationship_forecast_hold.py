from odoo import models
from odoo.tools import SQL


class RelationshipForecast(models.Model):
    """When that will be contacted which the rules hold back.

    They are the rules of ``relationship_touchpoint_hold``, foreseen. Quiet time has an
    end: what would fall into it comes after it, unless it is over by then. Without the
    customer's consent there will be no contact, and none is counted of what the cap
    holds back: how long it does nobody knows ahead.
    """

    _inherit = "relationship.forecast"
    _depends = {
        "relationship.care.content": ["consent_purpose", "is_service_notice"],
        "relationship.consent": ["channel", "is_current", "purpose", "state"],
        "relationship.touchpoint": ["hold_reason"],
        "relationship.touchpoint.reason": ["touchpoint_id"],
        "res.partner": ["company_id", "quiet_until"],
    }

    def _get_asks_sql(self, alias):
        """Return the condition that the company of this row asks before marketing."""
        asking = self.env.companies.sudo().filtered(
            lambda company: company.relationship_marketing_consent == "granted"
        )
        return SQL(
            "%s = ANY(%s)", SQL.identifier(alias, "company_id"), list(asking.ids)
        )

    def _get_goes_out_sql(self):
        """Return the condition that the open contact ``t`` will be made some day."""
        contents = self.env["relationship.care.content"]
        return SQL(
            """
            (t.hold_reason IS NULL OR t.hold_reason = 'quiet')
            AND (t.purpose IS NOT NULL OR t.release_reason IS NOT NULL
                 OR (SELECT bool_and(%s) FROM relationship_touchpoint_reason r
                       JOIN relationship_care_content k ON k.id = r.content_id
                  LEFT JOIN mail_activity_type a ON a.id = k.activity_type_id
                      WHERE r.touchpoint_id = t.id) IS NOT TRUE)
            """,
            contents._get_withheld_sql(SQL("t.customer_id"), self._get_asks_sql("t")),
        )

    def _get_waits_sql(self):
        """Return the condition that quiet time holds the open contact ``t`` back."""
        return SQL(
            """
            (t.purpose IS NULL AND t.release_reason IS NULL AND (
                SELECT bool_or(n.is_service_notice)
                  FROM relationship_touchpoint_reason r
                  JOIN relationship_care_content n ON n.id = r.content_id
                 WHERE r.touchpoint_id = t.id) IS FALSE)
            """
        )

    def _get_placed_query(self, today):
        """Return the occasions on the days at work on which they can be dealt with."""
        return SQL(
            """
            SELECT o.customer_id, COALESCE(x.opens, w.day) AS day, o.content_id,
                   o.priority, o.is_batched
              FROM occasion o
              JOIN seen ON seen.id = o.customer_id
        CROSS JOIN LATERAL (
                SELECT greatest(o.day, %(today)s, CASE WHEN o.waits
                                THEN seen.quiet_until + 1 END) AS day) w
         LEFT JOIN closed x ON x.company_id = seen.company_id AND x.day = w.day
             WHERE NOT o.waits OR seen.quiet_until IS NULL
                OR seen.quiet_until < greatest(o.day, %(today)s)
                OR COALESCE(x.opens, w.day) <= o.last_day
            """,
            today=today,
        )
