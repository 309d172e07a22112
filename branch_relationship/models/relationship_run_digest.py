from odoo import api, fields, models


class RelationshipRun(models.Model):
    """The last step of a night: people are told what waits for them.

    It waits until every branch whose turn it is has its day: whoever leads several of
    them is told of all at once.
    """

    _inherit = "relationship.run"

    step = fields.Selection(
        selection_add=[("digest", "Tell People")], ondelete={"digest": "cascade"}
    )

    @api.model
    def _get_steps(self):
        return [*super()._get_steps(), "digest"]

    @api.model
    def _get_closing_steps(self):
        return [*super()._get_closing_steps(), "digest"]

    def _step_digest(self, company, branch, date):
        """Tell of the day of this branch, unless it is over."""
        if date != branch._get_local_today(company):
            return 0
        dispatched_at = self._find_run(company, branch, date, "dispatch").write_date
        return self.env["relationship.day"]._tell_branch(
            company, branch, date, dispatched_at
        )
