from odoo import models
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpoint(models.Model):
    """The one statement that holds back and lets go (see
    ``relationship_touchpoint_hold``).

    Its steps: the contacts in question, their reasons with what is withheld, what each
    contact is held back for whatever the others do, the cap, and the rows that change.
    These are found again by their place: by their ids the planner, who cannot know how
    few they are, would read the whole ledger for each branch.
    """

    _inherit = "relationship.touchpoint"

    def _get_hold_statement(self, date, condition):
        """Return the statement; it yields id, hold reason and state of what changed."""
        return SQL(
            """
            WITH contact AS MATERIALIZED (%(contact)s),
            reason AS MATERIALIZED (%(reason)s),
            judged AS (%(judged)s),
            ranked AS (%(ranked)s),
            decided AS MATERIALIZED (%(decided)s),
            withheld AS (
                UPDATE relationship_touchpoint_reason r
                   SET is_withheld = n.is_withheld
                  FROM reason n
                 WHERE n.place = r.ctid AND n.is_withheld <> n.was_withheld
            )
            UPDATE relationship_touchpoint t
               SET hold_reason = d.new_hold,
                   content_id = CASE WHEN d.is_changed THEN d.lead_id
                                     ELSE t.content_id END,
                   priority = d.lead_priority
              FROM decided d
             WHERE d.place = t.ctid
               AND (d.new_hold IS DISTINCT FROM d.hold_reason OR d.is_changed)
         RETURNING t.id, t.hold_reason, t.state
            """,
            contact=self._get_hold_contacts_query(date, condition),
            reason=self._get_hold_reasons_query(),
            judged=self._get_hold_judged_query(),
            ranked=self._get_hold_ranked_query(),
            decided=self._get_hold_decided_query(date),
        )

    def _get_hold_contacts_query(self, date, condition):
        """Return what is due or assigned, and what is held back still."""
        return SQL(
            """
            SELECT t.id, t.ctid AS place, t.customer_id, t.state, t.due_date,
                   t.priority, t.hold_reason,
                   t.state = 'assigned' OR t.due_date <= %(date)s AS is_due,
                   t.release_reason IS NOT NULL AS is_released,
                   t.purpose IS NOT NULL AS is_agreed,
                   COALESCE(c.quiet_until >= %(date)s, FALSE) AS is_quiet,
                   m.relationship_contact_cap AS cap,
                   m.relationship_cap_days AS cap_days,
                   m.relationship_marketing_consent = 'granted' AS needs_consent
              FROM relationship_touchpoint t
              JOIN res_partner c ON c.id = t.customer_id
              JOIN res_company m ON m.id = t.company_id
             WHERE t.state IN %(open)s AND %(condition)s
               AND (t.state = 'assigned' OR t.due_date <= %(date)s
                    OR t.hold_reason IS NOT NULL)
            """,
            date=date,
            open=OPEN_STATES,
            condition=condition,
        )

    def _get_hold_reasons_query(self):
        answer = self.env["relationship.consent"]._get_answer_sql(
            SQL("c.customer_id"), SQL("r.consent_purpose"), SQL("r.channel")
        )
        return SQL(
            """
            SELECT r.id, r.place, c.id AS contact_id, r.priority, r.content_id,
                   r.is_service_notice, r.was_withheld,
                   r.consent_purpose IS NOT NULL AND NOT c.is_released AND COALESCE(
                        %(answer)s = 'withdrawn',
                        c.needs_consent AND r.consent_purpose = 'marketing')
                   AS is_withheld
              FROM contact c
        CROSS JOIN LATERAL (
                SELECT r.id, r.ctid AS place, r.priority, r.content_id,
                       k.is_service_notice,
                       k.consent_purpose, %(channel)s AS channel,
                       COALESCE(r.is_withheld, FALSE) AS was_withheld
                  FROM relationship_touchpoint_reason r
                  JOIN relationship_care_content k ON k.id = r.content_id
             LEFT JOIN mail_activity_type a ON a.id = k.activity_type_id
                 WHERE r.touchpoint_id = c.id
                OFFSET 0) r
            """,
            answer=answer,
            channel=self.env["relationship.care.content"]._get_channel_sql(),
        )

    def _get_hold_judged_query(self):
        """Return what holds each contact back by itself, and which reason leads it: the
        strongest that is not withheld."""
        return SQL(
            """
            SELECT c.*, s.lead_id,
                   COALESCE(s.is_changed, FALSE) AS is_changed,
                   CASE WHEN s.is_changed THEN s.priority ELSE c.priority END
                        AS lead_priority,
                   c.is_released OR c.is_agreed OR s.is_service IS NOT FALSE AS passes,
                   CASE WHEN NOT c.is_due OR c.is_released OR c.is_agreed
                             OR s.is_service IS NOT FALSE THEN NULL
                        WHEN c.is_quiet THEN 'quiet'
                        WHEN s.is_withheld THEN 'consent' END AS hold
              FROM contact c
         LEFT JOIN (
                SELECT contact_id, bool_or(is_service_notice) AS is_service,
                       bool_and(is_withheld) AS is_withheld,
                       bool_or(is_withheld <> was_withheld) AS is_changed,
                       (array_agg(content_id
                            ORDER BY is_withheld, priority DESC, id))[1] AS lead_id,
                       (array_agg(priority
                            ORDER BY is_withheld, priority DESC, id))[1] AS priority
                  FROM reason
              GROUP BY contact_id) s ON s.contact_id = c.id
            """
        )

    def _get_hold_ranked_query(self):
        """Return which rank under the cap each has that would go out, after those of
        its customer that pass."""
        return SQL(
            """
            SELECT j.*, CASE WHEN NOT passes AND is_due AND hold IS NULL THEN
                        count(*) FILTER (WHERE passes AND is_due)
                            OVER (PARTITION BY customer_id)
                        + row_number() OVER (
                            PARTITION BY customer_id,
                                         NOT passes AND is_due AND hold IS NULL
                                ORDER BY state = 'assigned' DESC, lead_priority DESC,
                                         due_date, id) END AS rank
              FROM judged j
            """
        )

    def _get_hold_decided_query(self, date):
        return SQL(
            """
            SELECT r.*, CASE WHEN rank IS NULL OR cap = 0 THEN hold
                             WHEN rank + (%(done)s) > cap THEN 'cap' END AS new_hold
              FROM ranked r
            """,
            done=self._get_recent_contacts_query(date),
        )

    def _get_recent_contacts_query(self, date):
        """Return how many contacts the customer had within the company's cap days."""
        return SQL(
            """
            SELECT count(*) FROM relationship_touchpoint d
             WHERE d.customer_id = r.customer_id AND d.state = 'done'
               AND d.done_date > %(date)s::date - r.cap_days
               AND d.done_date <= %(date)s
            """,
            date=date,
        )
