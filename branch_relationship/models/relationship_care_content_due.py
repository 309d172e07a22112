from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from ..tools.birthday import birthday_rows
from .relationship_care_content import MAX_NOTICE_DAYS

# The longest row of days off that a due day may be moved across.
MAX_DAYS_OFF = 15


class RelationshipCareContent(models.Model):
    """When a content falls due: a method ``_due_<trigger>(content, date)`` per trigger.

    It returns an SQL query of the columns ``customer_id``, ``due_date`` (before days
    off), ``source_model``, ``source_id`` and ``cycle`` (text: which occurrence), of
    what falls due within ``content._get_due_window(date)``. Whom the content suits,
    days off, notice days and what is in the ledger already are the caller's affair
    (``relationship_touchpoint_due``). A new trigger of another addon is one selection
    value and one such method.
    """

    _inherit = "relationship.care.content"

    def _get_due_query(self, date):
        self.ensure_one()
        return getattr(self, f"_due_{self.trigger}")(self, date)

    def _get_due_window(self, date):
        """Return the first and last due day that may still matter on this date."""
        return (
            date - timedelta(days=MAX_NOTICE_DAYS),
            date + timedelta(days=self.notice_days + MAX_DAYS_OFF),
        )

    def _get_due_since(self, date, last_date):
        """Return the earliest due day that is still made, or None for no limit.

        :param last_date: the last day whose due step was run, or None. What fell due
            on the days missed since then is made up.
        """
        if self.trigger in ("cadence", "overdue"):
            return None
        first = fields.Date.add(last_date, days=1) if last_date else date
        return max(min(first, date), self._get_due_window(date)[0])

    def _due_cadence(self, content, date):
        """The contact interval after the last contact has passed (DESIGN, Cadence)."""
        _since, until = content._get_due_window(date)
        return SQL(
            """
            SELECT p.id AS customer_id,
                   p.next_contact_date AS due_date,
                   NULL::varchar AS source_model,
                   NULL::integer AS source_id,
                   p.cadence_start::text AS cycle
              FROM res_partner p
             WHERE p.relationship_stage = 'established'
               AND p.next_contact_date <= %(until)s
               AND p.cadence_start IS NOT NULL
            """,
            until=until,
        )

    def _due_birthday(self, content, date):
        """A birthday, solar or lunar. The cycle is the year of the occasion."""
        since, until = content._get_due_window(date)
        lead = timedelta(days=content.lead_days)
        rows = birthday_rows(
            since + lead, until + lead, content.company_id.relationship_leap_day
        )
        return SQL(" UNION ALL ").join(
            self._due_birthday_of(kind, rows, content.lead_days)
            for kind in ("solar", "lunar")
        )

    def _due_birthday_of(self, kind, rows, lead_days):
        rows = [row[1:] for row in rows if row[0] == kind]
        keys, occasions, years = zip(*rows, strict=True)
        column = SQL.identifier("p", f"birthday_{kind}_key")
        return SQL(
            """
            SELECT p.id AS customer_id,
                   o.occasion - %(lead)s AS due_date,
                   'res.partner' AS source_model,
                   p.id AS source_id,
                   o.year::text AS cycle
              FROM res_partner p
              JOIN unnest(%(keys)s::int[], %(occasions)s::date[], %(years)s::int[])
                AS o(key, occasion, year) ON o.key = %(column)s
             WHERE p.relationship_stage IS NOT NULL
               AND %(column)s = ANY(%(keys)s::int[])
               AND %(column)s > 0
            """,
            lead=lead_days,
            keys=list(keys),
            occasions=list(occasions),
            years=list(years),
            column=column,
        )

    def _due_maturity(self, content, date):
        """A holding matures. A maturity that was moved is another occasion."""
        since, until = content._get_due_window(date)
        return SQL(
            """
            SELECT h.customer_id,
                   h.matures_on - %(lead)s AS due_date,
                   'relationship.holding' AS source_model,
                   h.id AS source_id,
                   h.id || ':' || h.matures_on AS cycle
              FROM relationship_holding h
             WHERE h.active
               AND h.matures_on BETWEEN %(first)s AND %(last)s
            """,
            lead=content.lead_days,
            first=since + timedelta(days=content.lead_days),
            last=until + timedelta(days=content.lead_days),
        )

    def _due_overdue(self, content, date):
        """A holding is overdue: at once, and again after each month of it."""
        return SQL(
            """
            SELECT h.customer_id,
                   %(date)s::date AS due_date,
                   'relationship.holding' AS source_model,
                   h.id AS source_id,
                   h.id || ':' || %(date)s::date AS cycle
              FROM relationship_holding h
             WHERE h.active
               AND h.overdue_amount > 0
               AND NOT EXISTS (
                    SELECT FROM relationship_touchpoint_reason r
                     WHERE r.content_id = %(content)s
                       AND r.source_id = h.id
                       AND r.due_date > %(date)s::date - interval '1 month'
                   )
            """,
            content=content.id,
            date=date,
        )
