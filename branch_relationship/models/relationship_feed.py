from odoo import api, fields, models


class RelationshipFeed(models.Model):
    """One delivery of data from the bank's systems."""

    _name = "relationship.feed"
    _description = "Relationship Feed"
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    kind = fields.Selection(
        [
            ("branches", "Branches"),
            ("products", "Products"),
            ("customers", "Customers"),
            ("holdings", "Holdings"),
            ("prices", "Prices"),
        ],
        required=True,
    )
    source = fields.Char(required=True, default="core")
    is_full = fields.Boolean(string="Full Delivery")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("done", "Done"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
    )
    message = fields.Text(readonly=True, help="Why it was refused, or its warnings.")
    row_count = fields.Integer(string="Rows", readonly=True)
    created_count = fields.Integer(string="Created", readonly=True)
    updated_count = fields.Integer(string="Updated", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    closed_count = fields.Integer(string="Closed", readonly=True)
    reject_count = fields.Integer(string="Rejects", readonly=True)
    seconds = fields.Float(readonly=True)
    reject_ids = fields.One2many("relationship.feed.reject", "feed_id")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    @api.model
    def _receive(self, kind, stream, source="core", full=False):
        """Take one delivery and return its record (see DESIGN, Data feeds).

        :param kind: one of the kinds above
        :param stream: a binary file object
        :param source: the delivering system; holdings are keyed within it
        :param full: the delivery holds everything of its source
        """
        raise NotImplementedError
