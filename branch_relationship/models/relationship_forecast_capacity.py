from odoo import models
from odoo.tools import SQL

from ..tools.cadence import shift_days


class RelationshipForecast(models.Model):
    """What can be done: on the days at work of the company of each manager's branch."""

    _inherit = "relationship.forecast"
    _depends = {
        "crm.team": ["company_id", "daily_capacity"],
        "relationship.calendar.day": ["date", "is_working"],
        "res.company": ["relationship_daily_capacity"],
    }

    def _get_closed_query(self, today, until):
        """Return each company's days off, and the day on which it works again."""
        companies, days, opens = [], [], []
        # sudo: which days a company works is no secret
        for company in self.env["res.company"].sudo().search([]):
            calendar = self.env["relationship.calendar.day"]._get_calendar(company)
            for day, _before, after in shift_days(today, until, calendar):
                companies.append(company.id)
                days.append(day)
                opens.append(after)
        return SQL(
            """
            SELECT * FROM unnest(%s::int[], %s::date[], %s::date[])
                AS c(company_id, day, opens)
            """,
            companies,
            days,
            opens,
        )

    def _get_capacity_query(self, today, until):
        """Return a row per manager of a seen customer and working day they are here."""
        return SQL(
            """
            SELECT 'capacity', d.day::date, NULL::int, u.id, u.sale_team_id, NULL::int,
                   NULL::int,
                   COALESCE(NULLIF(u.daily_capacity, 0), NULLIF(b.daily_capacity, 0),
                            k.relationship_daily_capacity, 0)::numeric
              FROM (SELECT DISTINCT user_id FROM seen) s
              JOIN res_users u ON u.id = s.user_id AND u.makes_contacts
              JOIN res_company k ON k.id = u.company_id
         LEFT JOIN crm_team b ON b.id = u.sale_team_id
        CROSS JOIN generate_series(%(today)s::date, %(until)s::date, '1 day') AS d(day)
             WHERE NOT EXISTS (
                    SELECT FROM closed x
                     WHERE x.company_id = COALESCE(b.company_id, u.company_id)
                       AND x.day = d.day)
               AND NOT EXISTS (
                    SELECT FROM relationship_absence a
                     WHERE a.user_id = u.id
                       AND d.day BETWEEN a.date_from AND a.date_to)
            """,
            today=today,
            until=until,
        )
