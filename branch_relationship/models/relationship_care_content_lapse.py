from odoo import models
from odoo.tools import SQL


class RelationshipCareContent(models.Model):
    """When a reason of a content no longer holds: ``_lapse_<trigger>`` per trigger.

    Such a method is optional. It returns an SQL expression over the reason ``r`` and
    the customer ``c``: in words why the reason no longer holds, or NULL.
    """

    _inherit = "relationship.care.content"

    def _get_lapse_sql(self):
        """Return the expression of why a reason of this content no longer holds."""
        self.ensure_one()
        if not self.active:
            return SQL("%s::text", self.env._("occasion no longer used"))
        lapse = getattr(self, f"_lapse_{self.trigger}", None)
        return SQL(
            """CASE WHEN %(suits)s THEN %(lapse)s
                    WHEN c.relationship_stage = 'lost' THEN %(lost)s
                    ELSE %(stage)s END""",
            suits=self._get_stage_condition(),
            lapse=lapse() if lapse else SQL("NULL"),
            lost=self.env._("customer lost"),
            stage=self.env._("relationship no longer established"),
        )

    def _lapse_maturity(self):
        """Closed before it matured, or it matures on another day.

        A contact that is due after the maturity expects the holding to be closed.
        """
        is_after = self.lead_days < 0
        return SQL(
            """(SELECT CASE
                       WHEN NOT h.active AND NOT (%(is_after)s
                            AND COALESCE(h.closed_on >= h.matures_on, FALSE))
                       THEN %(closed)s
                       WHEN h.id || ':' || h.matures_on IS DISTINCT FROM r.cycle
                       THEN %(moved)s END
                  FROM relationship_holding h
                 WHERE r.source_model = 'relationship.holding'
                   AND h.id = r.source_id)""",
            is_after=is_after,
            closed=self.env._("holding closed"),
            moved=self.env._("maturity moved"),
        )

    def _lapse_overdue(self):
        return SQL(
            """(SELECT CASE WHEN NOT h.active THEN %(closed)s
                            WHEN COALESCE(h.overdue_amount, 0) <= 0 THEN %(paid)s END
                  FROM relationship_holding h
                 WHERE r.source_model = 'relationship.holding'
                   AND h.id = r.source_id)""",
            closed=self.env._("holding closed"),
            paid=self.env._("no longer overdue"),
        )

    def _lapse_birthday(self):
        """The birthdate is not known any more."""
        return SQL(
            "CASE WHEN c.birthdate IS NULL THEN %s END",
            self.env._("birthdate no longer known"),
        )
