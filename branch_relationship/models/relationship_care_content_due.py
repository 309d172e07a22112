from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..tools.birthday import birthday_rows
from ..tools.cadence import is_working_day
from .relationship_care_content import MAX_NOTICE_DAYS
from .relationship_touchpoint import OPEN_STATES


class RelationshipCareContent(models.Model):
    """When a content falls due: a method ``_due_<trigger>(content, date)`` per trigger.

    It returns an SQL query of the columns ``customer_id``, ``due_date`` (before days
    off), ``source_model``, ``source_id`` and ``cycle`` (text: which occurrence), of
    what falls due within ``content._get_due_window(date)``. Whom the content suits,
    days off, notice days and what is in the ledger already are the caller's affair
    (``relationship_touchpoint_due``). A new trigger of another addon is one selection
    value and one such method.

    A trigger that knows without asking the bank's customers that nothing falls due
    says so in ``_can_<trigger>(date)``: its query is not even planned.
    """

    _inherit = "relationship.care.content"

    def _get_due_query(self, date):
        self.ensure_one()
        return getattr(self, f"_due_{self.trigger}")(self, date)

    def _can_fall_due(self, date):
        self.ensure_one()
        can = getattr(self, f"_can_{self.trigger}", None)
        return can(date) if can else True

    def _get_due_window(self, date):
        """Return the first and last due day, before days off, that this date makes."""
        last = date + timedelta(days=self.notice_days)
        if self._moves_before():
            calendar = self.env["relationship.calendar.day"]._get_calendar(
                self.company_id
            )
            while not is_working_day(last + timedelta(days=1), calendar):
                last += timedelta(days=1)
        return self._get_due_since(date), last

    def _get_due_since(self, date):
        """Return the earliest due day that is still made: what fell due since the last
        day whose due step was run (context ``relationship_last_due_date``) is made up.

        What lasts until it is dealt with (``_is_lasting``) is made however old it is.
        """
        longest = date - timedelta(days=MAX_NOTICE_DAYS)
        if self._is_lasting():
            return longest
        last_date = self.env.context.get("relationship_last_due_date")
        first = last_date + timedelta(days=1) if last_date else date
        return max(self._with_days_off(min(first, date)), longest)

    def _with_days_off(self, first):
        """Return the first of the days off before this day whose contacts come after
        them: without notice they could not be made on the day off."""
        if self._moves_before():
            return first
        calendar = self.env["relationship.calendar.day"]._get_calendar(self.company_id)
        while not is_working_day(first - timedelta(days=1), calendar):
            first -= timedelta(days=1)
        return first

    def _get_told_since(self, date):
        """Return the earliest day of what the bank may tell late: as long ago as a
        contact about it would be open, but nothing from before the first night."""
        if not self.env.context.get("relationship_last_due_date"):
            return date
        return date - timedelta(days=min(self.expiry_days, MAX_NOTICE_DAYS))

    @api.model
    def _get_lasting_triggers(self):
        """Return the triggers whose occasion lasts until it is dealt with."""
        return {"cadence", "overdue"}

    def _is_lasting(self):
        return self.trigger in self._get_lasting_triggers()

    def _due_cadence(self, content, date):
        """The contact interval after the last contact has passed (DESIGN, Cadence).

        Where a bank has several such contents, a customer who comes from one to the
        other keeps what is open.
        """
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
               AND %(is_alone)s
            """,
            until=until,
            is_alone=content._get_alone_condition(),
        )

    @api.model
    def _get_cadence_contents(self, company):
        """Return the contents of the cadence, those no longer in use included."""
        return self.with_context(active_test=False).search(
            [("trigger", "=", "cadence"), ("company_id", "=", company.id)]
        )

    def _get_alone_condition(self):
        """Return that no other such content is open for the customer ``p``."""
        others = self._get_cadence_contents(self.company_id) - self
        if not others:
            return SQL("TRUE")
        return SQL(
            """
            NOT EXISTS (
                SELECT FROM relationship_touchpoint t
                  JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
                 WHERE t.customer_id = p.id AND t.state IN %s
                   AND r.content_id = ANY(%s))
            """,
            OPEN_STATES,
            others.ids,
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
        keys = [key for key, _occasion, _year in rows]  # none in a lunar leap month
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
            keys=keys,
            occasions=[occasion for _key, occasion, _year in rows],
            years=[year for _key, _occasion, year in rows],
            column=column,
        )

    def _due_maturity(self, content, date):
        """A holding matures. A maturity that was moved is another occasion.

        What the bank delivers after the night of its day is told by the last content
        in use: "matures today" is not said of yesterday where "matured" can be.
        """
        since, until = content._get_due_window(date)
        told_since = content._get_told_since(date) if content._is_last() else since
        return SQL(
            """
            SELECT h.customer_id,
                   CASE WHEN h.matures_on - %(lead)s < %(since)s THEN %(date)s::date
                        ELSE h.matures_on - %(lead)s END AS due_date,
                   'relationship.holding' AS source_model,
                   h.id AS source_id,
                   h.id || ':' || h.matures_on AS cycle
              FROM relationship_holding h
             WHERE h.active
               AND h.matures_on BETWEEN %(first)s AND %(last)s
            """,
            lead=content.lead_days,
            since=since,
            date=date,
            first=min(since, told_since) + timedelta(days=content.lead_days),
            last=until + timedelta(days=content.lead_days),
        )

    def _is_last(self):
        """Tell whether no content of this trigger in use comes later than this one."""
        self.ensure_one()
        return not self.search_count(
            [
                ("trigger", "=", self.trigger),
                ("company_id", "=", self.company_id.id),
                ("lead_days", "<", self.lead_days),
            ],
            limit=1,
        )

    def _due_overdue(self, content, date):
        """A holding is overdue: at once, and again after each month of it. One that was
        paid and is overdue anew is another occasion, unless a contact about it is
        open yet.

        Since when is not known of what was overdue before that was noted.
        """
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
               AND COALESCE(h.overdue_since, %(date)s::date) <= %(date)s::date
               AND NOT EXISTS (
                    SELECT FROM relationship_touchpoint_reason r
                      JOIN relationship_touchpoint t ON t.id = r.touchpoint_id
                     WHERE r.content_id = %(content)s
                       AND r.source_id = h.id
                       AND (t.state IN %(open)s
                            OR r.due_date > %(date)s::date - interval '1 month'
                           AND r.due_date >= COALESCE(h.overdue_since, r.due_date))
                   )
            """,
            content=content.id,
            date=date,
            open=OPEN_STATES,
        )
