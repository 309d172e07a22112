from odoo import api, fields, models
from odoo.exceptions import UserError


class RelationshipTouchpointOutcome(models.TransientModel):
    """The small dialog that asks what came of a contact.

    Opened for a contact of the ledger, or for a customer (a contact that nobody had
    planned). Everything but the result is optional.
    """

    _name = "relationship.touchpoint.outcome"
    _description = "Outcome of a Contact"

    touchpoint_id = fields.Many2one(
        "relationship.touchpoint", readonly=True, ondelete="cascade"
    )
    customer_id = fields.Many2one(
        "res.partner",
        compute="_compute_customer_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        ondelete="cascade",
    )
    subject = fields.Char(compute="_compute_subject", string="Reason")
    result = fields.Selection(
        [
            ("reached", "Reached"),
            ("not_reached", "Not Reached"),
            ("declined", "Declined"),
            ("skipped", "Skip"),
        ],
        required=True,
        default="reached",
    )
    channel = fields.Selection(
        lambda self: self._selection_of_ledger("channel"),
        compute="_compute_channel",
        store=True,
        readonly=False,
        precompute=True,
    )
    mood = fields.Selection(lambda self: self._selection_of_ledger("mood"))
    is_complaint = fields.Boolean(
        string="Complaint", help="The customer is left alone for a while."
    )
    skip_reason = fields.Char()
    note = fields.Text()
    next_step = fields.Char()
    next_date = fields.Date(help="A contact for the next step is planned for this day.")

    @api.model
    def _selection_of_ledger(self, name):
        field = self.env["relationship.touchpoint"]._fields[name]
        return field._description_selection(self.env)

    @api.depends("touchpoint_id")
    def _compute_customer_id(self):
        for outcome in self:
            if outcome.touchpoint_id:
                outcome.customer_id = outcome.touchpoint_id.customer_id

    @api.depends("touchpoint_id")
    def _compute_subject(self):
        for outcome in self:
            touchpoint = outcome.touchpoint_id
            outcome.subject = touchpoint and touchpoint._get_subject()

    @api.depends("touchpoint_id")
    def _compute_channel(self):
        for outcome in self:
            touchpoint = outcome.touchpoint_id
            planned = touchpoint and touchpoint._get_planned_channel()
            outcome.channel = touchpoint.channel or planned or "phone"

    def action_save(self):
        """Record the outcome in the ledger and close the dialog."""
        self.ensure_one()
        self._get_touchpoint().record_outcome(self._prepare_outcome_values())
        return {"type": "ir.actions.act_window_close", "infos": {"is_recorded": True}}

    def _get_touchpoint(self):
        """Return the contact, made now where nobody had planned it."""
        if self.touchpoint_id:
            return self.touchpoint_id
        ledger = self.env["relationship.touchpoint"]
        today = ledger.new({"customer_id": self.customer_id.id})._get_local_today()
        return ledger.create(
            {
                "customer_id": self.customer_id.id,
                "due_date": today,
                "is_unplanned": True,
            }
        )

    def _prepare_outcome_values(self):
        names = ["result", "channel", "mood", "is_complaint", "note"]
        values = {name: self[name] for name in [*names, "next_step", "next_date"]}
        if self.result == "skipped":
            if not self.skip_reason:
                raise UserError(self.env._("Say why this contact is skipped."))
            values.update(result=False, channel=False, skip_reason=self.skip_reason)
        return values
