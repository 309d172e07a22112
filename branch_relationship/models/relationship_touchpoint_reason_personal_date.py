from odoo import models

from ..tools.texts import day_text


class RelationshipTouchpointReason(models.Model):
    """What a day that matters to a customer says: its sentence and its wording."""

    _inherit = "relationship.touchpoint.reason"

    def _summary_personal_date(self, source):
        if not source:
            return False
        return self.env._(
            "%(occasion)s on %(day)s",
            occasion=source.display_name,
            day=day_text(self.env, self._get_personal_day(source)),
        )

    def _wording_relationship_personal_date(self, source):
        day = self._get_personal_day(source)
        today = self.env.user._get_local_today()
        return {
            "occasion": source.display_name,
            "date": day_text(self.env, day),
            "days_left": (day - today).days,
        }

    def _get_personal_day(self, source):
        """Return the day of this occurrence; the cycle says which year's it is."""
        year = self.cycle.split(":")[1]
        return source._get_date_in(int(year[:4]))
