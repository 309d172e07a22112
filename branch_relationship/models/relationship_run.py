from odoo import fields, models


class RelationshipRun(models.Model):
    """One branch, one local day, one step of the night."""

    _name = "relationship.run"
    _description = "Relationship Run"
    _order = "date desc, branch_id, id"

    date = fields.Date(required=True, readonly=True)
    branch_id = fields.Many2one(
        "crm.team",
        ondelete="cascade",
        readonly=True,
        help="Empty: customers without a branch, or a step over everything.",
    )
    step = fields.Selection(
        [
            ("feed", "Take Deliveries"),
            ("classify", "Classify"),
            ("due", "Find Contacts Due"),
            ("expire", "Expire"),
            ("dispatch", "Dispatch"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("failed", "Failed")],
        required=True,
        default="running",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    count = fields.Integer(readonly=True, help="Records this step changed or made.")
    seconds = fields.Float(readonly=True)
    error = fields.Text(readonly=True)

    _step_unique = models.UniqueIndex(
        "(company_id, date, COALESCE(branch_id, 0), step)",
        "This step of the day has a row already.",
    )
