from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipTouchpointReport(models.Model):
    """One row per touchpoint: what was due, what came of it, and how late.

    It selects from the touchpoints that the reader may see, so that its figures and
    the ledger's always agree.
    """

    _name = "relationship.touchpoint.report"
    _description = "Contact Analysis"
    _auto = False
    _order = "due_date desc, id desc"
    _rec_name = "touchpoint_id"

    touchpoint_id = fields.Many2one("relationship.touchpoint", readonly=True)
    customer_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    branch_id = fields.Many2one("crm.team", readonly=True)
    user_id = fields.Many2one("res.users", string="Relationship Manager", readonly=True)
    segment_id = fields.Many2one(
        "relationship.segment",
        readonly=True,
        help="The customer's segment at the time of the contact.",
    )
    content_id = fields.Many2one(
        "relationship.care.content", string="Leading Reason", readonly=True
    )
    category = fields.Selection("_selection_category", readonly=True)
    state = fields.Selection("_selection_state", readonly=True)
    result = fields.Selection("_selection_result", readonly=True)
    channel = fields.Selection("_selection_channel", readonly=True)
    mood = fields.Selection("_selection_mood", readonly=True)
    is_unplanned = fields.Boolean(string="Unplanned", readonly=True)
    due_date = fields.Date(readonly=True)
    done_date = fields.Date(readonly=True)
    days_late = fields.Float(
        readonly=True,
        aggregator="avg",
        help="Days from when it first fell due until it was done; negative is early.",
    )
    done_count = fields.Integer(string="Done", readonly=True)
    reached_count = fields.Integer(string="Reached", readonly=True)
    attempt_count = fields.Integer(string="Attempts", readonly=True)

    _depends = {
        "relationship.touchpoint": [
            "attempt_count",
            "branch_id",
            "channel",
            "company_id",
            "content_id",
            "customer_id",
            "done_date",
            "due_date",
            "first_due_date",
            "is_unplanned",
            "mood",
            "result",
            "segment_id",
            "state",
            "user_id",
        ],
        "relationship.care.content": ["category"],
    }

    @api.model
    def _selection_category(self):
        return self._get_selection("relationship.care.content", "category")

    @api.model
    def _selection_state(self):
        return self._get_selection("relationship.touchpoint", "state")

    @api.model
    def _selection_result(self):
        return self._get_selection("relationship.touchpoint", "result")

    @api.model
    def _selection_channel(self):
        return self._get_selection("relationship.touchpoint", "channel")

    @api.model
    def _selection_mood(self):
        return self._get_selection("relationship.touchpoint", "mood")

    def _get_selection(self, model, field):
        return self.env[model]._fields[field]._description_selection(self.env)

    @property
    def _table_query(self):
        return SQL(
            "SELECT %s FROM (%s) t %s", self._select(), self._get_source(), self._join()
        )

    def _get_source(self):
        """Return the query of the touchpoints the reader may see."""
        touchpoint = self.env["relationship.touchpoint"]
        query = touchpoint._search([])
        return query.select(SQL("%s.*", SQL.identifier(query.table)))

    def _select(self):
        """Return the columns; an extension adds its own behind a comma."""
        return SQL(
            """
            t.id, t.id AS touchpoint_id, t.customer_id, t.company_id, t.branch_id,
            t.user_id, t.segment_id, t.content_id, c.category, t.state, t.result,
            t.channel, t.mood, t.is_unplanned, t.due_date, t.done_date,
            t.done_date - COALESCE(t.first_due_date, t.due_date) AS days_late,
            (t.state = 'done')::int AS done_count,
            (t.state = 'done' AND t.result = 'reached')::int AS reached_count,
            t.attempt_count
            """
        )

    def _join(self):
        """Return the joined tables; an extension appends its own."""
        return SQL("LEFT JOIN relationship_care_content c ON c.id = t.content_id")

    def action_open_touchpoint(self):
        self.ensure_one()
        return self.touchpoint_id.get_formview_action()
