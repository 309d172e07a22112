from odoo import fields, models


class RelationshipTouchpointReason(models.Model):
    """Why a customer is contacted. Its key keeps an occasion from coming twice."""

    _name = "relationship.touchpoint.reason"
    _description = "Relationship Touchpoint Reason"
    _order = "touchpoint_id, priority desc, id"

    touchpoint_id = fields.Many2one(
        "relationship.touchpoint", required=True, index=True, ondelete="cascade"
    )
    content_id = fields.Many2one(
        "relationship.care.content", required=True, ondelete="restrict"
    )
    priority = fields.Selection(
        [("1", "Routine"), ("2", "Important"), ("3", "Urgent")], required=True
    )
    due_date = fields.Date(required=True, help="Of this reason, before any merging.")
    cycle = fields.Char(required=True, help="Which occurrence, e.g. the year.")
    source_model = fields.Char()
    source_id = fields.Many2oneReference(model_field="source_model")
    key = fields.Char(required=True, help="Content, customer and cycle.")
    is_withheld = fields.Boolean(
        string="No Consent",
        readonly=True,
        help="The customer does not consent to it: not to be spoken of.",
    )

    _key_unique = models.UniqueIndex("(key)", "This occasion is in the ledger already.")
    _content_source_idx = models.Index("(content_id, source_id)")

    def _sorted_by_strength(self):
        """Return these reasons, the strongest first."""
        return self.sorted(lambda reason: (-int(reason.priority), reason.id))

    def _follow_customer(self, customer):
        """Let the keys name this customer, as long as its own occasion is not there,
        and what came of a customer's card, such as a birthday, come of this one's."""
        keys = set(self.mapped("key"))
        for reason in self:
            if reason.source_model == customer._name:
                reason.source_id = customer.id
            key = f"{reason.content_id.id}:{customer.id}:{reason.cycle}"
            if key not in keys:
                keys.add(key)
                reason.key = key
