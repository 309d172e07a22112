from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.cadence import shift_days
from ..tools.planner import LEDGER_TABLES, analyze_stale


class RelationshipTouchpoint(models.Model):
    """What falls due enters the ledger, each occasion once (DESIGN, Due).

    A chunk (the customers of one branch, or those without one) is one ordered
    statement: the queries of all triggers, less what the ledger has already, become
    touchpoints and reasons that are linked as they are written.

    - Reasons of one customer and day share a touchpoint, the strongest leads.
    - An open touchpoint of that day takes further reasons in. Where that day's
      contact is done, a service notice makes a new touchpoint and any other reason is
      attached to the done one.
    - A day off moves the contact before or after it (``_moves_before``).
    """

    _inherit = "relationship.touchpoint"

    made_date = fields.Date(
        readonly=True, help="The branch's local day on which a rule made this contact."
    )

    @api.model
    def _generate(self, date):
        """Put what falls due up to this local day into the ledger.

        :return: how many touchpoints were made
        """
        return sum(
            self._generate_branch(company, branch, date)
            for company, branch in self._get_chunks()
        )

    @api.model
    def _get_chunks(self):
        """Return ``(company, branch)`` of all customers; the branch may be empty."""
        self.env["res.partner"].flush_model(["company_id", "branch_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT company_id, branch_id FROM res_partner
                 WHERE relationship_stage IS NOT NULL AND active
                 ORDER BY company_id, branch_id NULLS LAST
                """
            )
        )
        return [
            (self.env["res.company"].browse(company), self.env["crm.team"].browse(team))
            for company, team in rows
        ]

    @api.model
    def _generate_branch(self, company, branch, date):
        """Do so for one branch, or for the company's customers without a branch.

        Its own dates are brought up to date first: cadence, calendar, spreading.

        :return: how many touchpoints were made
        """
        self = self.sudo().with_company(company)
        self.env.flush_all()
        self.env.cr.execute(SQL("SET LOCAL jit = off"))
        analyze_stale(self.env.cr, *LEDGER_TABLES)
        self.env["res.partner"]._update_cadence(company, branch, date)
        made, joined = self._insert_due(company, branch, date)
        joined._reasons_added()
        return len(made)

    def _insert_due(self, company, branch, date):
        """Write touchpoints and reasons; return the new and the joined touchpoints."""
        contents = self._get_contents_to_ask(company, branch, date)
        if not contents:
            return self.browse(), self.browse()
        query = self._get_due_statement(contents, company, branch, date)
        rows = self.env.execute_query(query)
        self.invalidate_model()
        self.env["relationship.touchpoint.reason"].invalidate_model()
        self.env["res.partner"].invalidate_model(["touchpoint_ids"])
        return (
            self.browse(row_id for row_id, is_new in rows if is_new),
            self.browse(row_id for row_id, is_new in rows if not is_new),
        )

    def _get_contents_to_ask(self, company, branch, date):
        last_date = self._get_last_due_date(company, branch, date)
        contents = self.env["relationship.care.content"].with_context(
            relationship_last_due_date=last_date
        )
        return contents.search([("company_id", "=", company.id)]).filtered(
            lambda content: content._can_fall_due(date)
        )

    def _get_due_statement(self, contents, company, branch, date):
        return SQL(
            """
            WITH found AS (%(found)s),
            fresh AS (
                SELECT DISTINCT ON (f.key) f.*
                  FROM found f
                 WHERE NOT EXISTS (
                        SELECT FROM relationship_touchpoint_reason r
                         WHERE r.key = f.key)
              ORDER BY f.key, f.day
            ),
            placed AS (
                SELECT f.*, CASE WHEN NOT f.is_service_notice THEN (%(done)s) END
                            AS done_id
                  FROM fresh f
            ),
            grouped AS (
                SELECT customer_id, day, max(priority) AS priority,
                       (array_agg(content_id ORDER BY
                            priority DESC, sequence, content_id))[1] AS content_id
                  FROM placed
                 WHERE done_id IS NULL
              GROUP BY customer_id, day
            ),
            touchpoint AS (%(touchpoint)s),
            reason AS (%(reason)s)
            SELECT id, is_new FROM touchpoint
            """,
            found=SQL(" UNION ALL ").join(
                self._get_content_query(content, company, branch, date)
                for content in contents
            ),
            done=self._get_done_query(),
            touchpoint=self._get_touchpoint_insert(date),
            reason=self._get_reason_insert(),
        )

    def _get_last_due_date(self, company, branch, date):
        """Return the last day before this one whose due step was run, or None."""
        run = self.env["relationship.run"].search(
            [
                ("company_id", "=", company.id),
                ("branch_id", "=", branch.id),
                ("step", "=", "due"),
                ("state", "=", "done"),
                ("date", "<", date),
            ],
            order="date desc",
            limit=1,
        )
        return run.date or None

    def _get_content_query(self, content, company, branch, date):
        """Return what one content makes due for the customers of this chunk."""
        since, until = content._get_due_window(date)
        rows = shift_days(
            since, until, self.env["relationship.calendar.day"]._get_calendar(company)
        )
        before = content._moves_before()
        return SQL(
            """
            SELECT %(content)s::int AS content_id,
                   %(priority)s AS priority,
                   %(sequence)s::int AS sequence,
                   %(is_service_notice)s::bool AS is_service_notice,
                   c.id AS customer_id,
                   q.due_date::date AS due_date,
                   COALESCE(s.moved, q.due_date)::date AS day,
                   q.source_model, q.source_id, q.cycle,
                   %(content)s || ':' || c.id || ':' || q.cycle AS key
              FROM (%(query)s) q
              JOIN res_partner c ON c.id = q.customer_id
         LEFT JOIN unnest(%(days)s::date[], %(moved)s::date[]) AS s(day, moved)
                ON s.day = q.due_date
             WHERE c.company_id = %(company)s
               AND %(branch)s
               AND %(suits)s
               AND COALESCE(s.moved, q.due_date) <= %(latest)s
            """,
            content=content.id,
            priority=content.priority,
            sequence=content.sequence,
            is_service_notice=content.is_service_notice,
            query=content.with_context(
                relationship_due_branch=branch.id
            )._get_due_query(date),
            days=[day for day, _before, _after in rows],
            moved=[row[1] if before else row[2] for row in rows],
            company=company.id,
            branch=self._get_branch_condition(branch),
            suits=content._get_customer_condition(),
            latest=date + timedelta(days=content.notice_days),
        )

    @api.model
    def _get_branch_condition(self, branch):
        if branch:
            return SQL("c.branch_id = %s", branch.id)
        return SQL("c.branch_id IS NULL")

    def _get_done_query(self):
        """Return the touchpoint that was this fresh customer's contact of the day: done
        on it, or due on it and done since. One that came early is of another day.

        Asked row by row: how many are fresh is nothing the planner could know.
        """
        return SQL(
            """
            SELECT min(t.id)
              FROM relationship_touchpoint t
             WHERE t.customer_id = f.customer_id
               AND t.state = 'done'
               AND (f.day = t.done_date
                    OR f.day = t.due_date AND t.done_date >= t.due_date)
               AND NOT EXISTS (
                    SELECT FROM relationship_touchpoint o
                     WHERE o.customer_id = t.customer_id
                       AND o.due_date = f.day
                       AND o.state IN ('planned', 'assigned')
                   )
            """
        )

    def _get_touchpoint_insert(self, date):
        return SQL(
            """
            INSERT INTO relationship_touchpoint (
                customer_id, company_id, branch_id, segment_id, user_id, due_date,
                first_due_date, made_date, state, priority, content_id, is_unplanned,
                attempt_count, needs_outcome,
                create_uid, write_uid, create_date, write_date)
            SELECT g.customer_id, c.company_id, c.branch_id, c.segment_id,
                   %(user)s,
                   g.day, g.day, %(date)s, 'planned', g.priority, g.content_id,
                   FALSE, 0, FALSE, %(uid)s, %(uid)s, %(now)s, %(now)s
              FROM grouped g
              JOIN res_partner c ON c.id = g.customer_id
          ORDER BY g.customer_id, g.day
            ON CONFLICT (customer_id, due_date) WHERE state IN ('planned', 'assigned')
            DO UPDATE SET
                priority = greatest(
                    relationship_touchpoint.priority, excluded.priority),
                content_id = CASE
                    WHEN excluded.priority > relationship_touchpoint.priority
                      OR relationship_touchpoint.content_id IS NULL
                    THEN excluded.content_id
                    ELSE relationship_touchpoint.content_id END
            RETURNING id, customer_id, due_date, xmax = 0 AS is_new
            """,
            user=self.env["res.partner"]._get_contact_user_sql(date),
            date=date,
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )

    def _get_reason_insert(self):
        return SQL(
            """
            INSERT INTO relationship_touchpoint_reason (
                touchpoint_id, content_id, priority, due_date, cycle, source_model,
                source_id, key, create_uid, write_uid, create_date, write_date)
            SELECT COALESCE(p.done_id, t.id), p.content_id, p.priority, p.due_date,
                   p.cycle, p.source_model, p.source_id, p.key,
                   %(uid)s, %(uid)s, %(now)s, %(now)s
              FROM placed p
         LEFT JOIN touchpoint t ON p.done_id IS NULL
               AND t.customer_id = p.customer_id AND t.due_date = p.day
          ORDER BY p.customer_id, p.day, p.key
            ON CONFLICT (key) DO NOTHING
            """,
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )
