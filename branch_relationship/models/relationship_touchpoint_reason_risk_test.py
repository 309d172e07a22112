from datetime import date

from odoo import models

from ..tools.texts import day_text


class RelationshipTouchpointReason(models.Model):
    """The expiring risk test in words; its day is the reason's cycle."""

    _inherit = "relationship.touchpoint.reason"

    def _summary_risk_test_expiring(self, source):
        if not source:
            return False
        day = date.fromisoformat(self.cycle)
        values = {"grade": source.risk_tolerance, "day": day_text(self.env, day)}
        if not source.risk_tolerance:
            return self.env._("Risk test expires on %(day)s", **values)
        return self.env._("Risk test (%(grade)s) expires on %(day)s", **values)

    def _wording_res_partner(self, partner):
        if self.content_id.trigger != "risk_test_expiring":
            return {}
        day = date.fromisoformat(self.cycle)
        today = self.env.user._get_local_today()
        return {"date": day_text(self.env, day), "days_left": (day - today).days}
