from odoo import api, models
from odoo.tools import SQL

from ..tools.texts import day_text
from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpointReason(models.Model):
    """What a festival's reason says, and that it follows a festival that moved."""

    _inherit = "relationship.touchpoint.reason"

    def _get_festival_day(self, festival):
        """Return the day of this reason's occasion: its cycle names the year."""
        year = int(self.cycle.split(":")[1])
        leap_day = self.touchpoint_id.company_id.relationship_leap_day
        return festival._get_rule().day_of(year, leap_day)

    def _summary_festival(self, festival):
        if not festival:
            return False
        return self.env._(
            "%(festival)s on %(day)s",
            festival=festival.name,
            day=day_text(self.env, self._get_festival_day(festival)),
        )

    def _wording_relationship_festival(self, festival):
        day = self._get_festival_day(festival)
        today = self.env.user._get_local_today()
        return {
            "festival": festival.name,
            "date": day_text(self.env, day),
            "days_left": (day - today).days,
        }

    @api.model
    def _release_festivals(self, festivals):
        """Let open occasions of festivals that moved be made anew, by giving up their
        key; what stands on the wrong day lapses in the next night."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE relationship_touchpoint_reason r
                   SET cycle = r.cycle || ':' || r.id, key = r.key || ':' || r.id
                  FROM relationship_touchpoint t
                 WHERE t.id = r.touchpoint_id AND t.state IN %s
                   AND r.content_id = ANY(%s) AND r.source_id = ANY(%s)
                   AND r.source_model = 'relationship.festival'
                   AND r.cycle NOT LIKE '%%:%%:%%'
                """,
                OPEN_STATES,
                self._get_festival_contents().ids,
                festivals.ids,
            )
        )
        self.invalidate_model(["cycle", "key"])

    @api.model
    def _get_festival_contents(self):
        # sudo: a festival is every company's, its contents each company's own
        contents = self.env["relationship.care.content"].sudo()
        return contents.with_context(active_test=False).search(
            [("trigger", "=", "festival")]
        )
