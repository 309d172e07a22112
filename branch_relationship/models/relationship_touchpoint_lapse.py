from odoo import api, models
from odoo.tools import SQL

from ..tools.planner import LEDGER_TABLES, analyze_stale
from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpoint(models.Model):
    """Open contacts for which there is no reason any more.

    - A customer who is archived, or no longer one, is not contacted at all; one who is
      lost only where a service notice demands it.
    - A reason lapses when its content is archived or does not suit the customer's
      stage, and when what it was about is over (``relationship.care.content``).
    - A contact all of whose reasons lapsed is skipped and says why. From one that has
      others, the lapsed ones go into a skipped contact of their own: the ledger keeps
      them, and nobody is called about them.
    """

    _inherit = "relationship.touchpoint"

    @api.model
    def _close_lapsed_branch(self, company, branch):
        """Do so for one branch, or for the company's customers without a branch.

        :return: how many contacts were concerned
        """
        analyze_stale(self.env.cr, *LEDGER_TABLES)
        condition = SQL(
            "c.company_id = %s AND %s", company.id, self._get_branch_condition(branch)
        )
        return self._close_lapsed(condition)

    @api.model
    def _close_lapsed(self, condition):
        """Close what lapsed of the customers ``c`` of this condition.

        :return: how many contacts were concerned
        """
        # sudo: the rules close contacts, whoever archives a customer or a product
        ledger = self.sudo()
        ledger.env.flush_all()
        rows = ledger.env.execute_query(ledger._get_lapsed_query(condition))
        whole = {}
        for touchpoint_id, reason_ids, words, is_whole in rows:
            touchpoint = ledger.browse(touchpoint_id)
            if is_whole:
                whole[words] = whole.get(words, ledger.browse()) | touchpoint
            else:
                reasons = touchpoint.reason_ids.browse(reason_ids)
                touchpoint._split_lapsed(reasons, words)
        for words, touchpoints in whole.items():
            touchpoints._close_skipped({"skip_reason": words})
        return len(rows)

    def _get_lapsed_query(self, condition):
        """Return the open contacts with lapsed reasons: id, these reasons, why, and
        whether there are no others."""
        return SQL(
            """
            SELECT id, array_agg(reason_id) FILTER (WHERE words IS NOT NULL),
                   (array_agg(words ORDER BY priority DESC, reason_id)
                        FILTER (WHERE words IS NOT NULL))[1],
                   bool_and(words IS NOT NULL)
              FROM (
                SELECT t.id, r.id AS reason_id, r.priority, %(words)s AS words
                  FROM relationship_touchpoint t
                  JOIN res_partner c ON c.id = t.customer_id
             LEFT JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
                 WHERE t.state IN %(open)s AND %(condition)s
              ) open_reason
          GROUP BY id
            HAVING count(words) > 0
          ORDER BY id
            """,
            words=self._get_lapse_sql(),
            open=OPEN_STATES,
            condition=condition,
        )

    def _get_lapse_sql(self):
        """Return the expression, over the customer ``c`` and the reason ``r``, of why
        there is nothing to contact the customer for, or NULL."""
        contents = self.env["relationship.care.content"].with_context(active_test=False)
        by_content = SQL(" ").join(
            SQL("WHEN %s THEN %s", content.id, content._get_lapse_sql())
            for content in contents.search([], order="id")
        )
        return SQL(
            """CASE WHEN NOT c.active THEN %(archived)s
                    WHEN c.relationship_stage IS NULL THEN %(contact)s
                    %(by_content)s END""",
            archived=self.env._("customer archived"),
            contact=self.env._("no longer a customer"),
            by_content=SQL("ELSE CASE r.content_id %s END", by_content)
            if by_content.code
            else SQL(),
        )

    def _split_lapsed(self, reasons, words):
        """Move these reasons into a skipped contact, so that only the others count."""
        self.ensure_one()
        strongest = reasons._sorted_by_strength()[0]
        lapsed = self.create(
            {
                "customer_id": self.customer_id.id,
                "user_id": self.user_id.id,
                "due_date": self.due_date,
                "first_due_date": self.first_due_date,
                "made_date": self.made_date,
                "priority": strongest.priority,
                "content_id": strongest.content_id.id,
                "state": "skipped",
                "skip_reason": words,
                **self._prepare_closing_values(),
            }
        )
        reasons.touchpoint_id = lapsed
        self._reasons_left()
