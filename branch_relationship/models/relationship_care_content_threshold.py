from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class RelationshipCareContent(models.Model):
    """How far something must move before a customer is contacted about it.

    The triggers that have a threshold, and what it usually is, are a method's affair:
    ``_get_default_thresholds``.
    """

    _inherit = "relationship.care.content"

    threshold_percent = fields.Float(
        digits=(16, 2),
        compute="_compute_threshold_percent",
        store=True,
        readonly=False,
        help="The contact is made from a move of this size on.",
    )
    threshold_amount = fields.Monetary(
        currency_field="company_currency_id",
        compute="_compute_threshold_amount",
        store=True,
        readonly=False,
        help="The move must be of this amount, too.",
    )
    direction = fields.Selection(
        [("fall", "Fall"), ("rise", "Rise"), ("both", "Fall or Rise")],
        compute="_compute_direction",
        store=True,
        readonly=False,
    )
    company_currency_id = fields.Many2one(related="company_id.currency_id")

    _check_thresholds = models.Constraint(
        "CHECK(threshold_percent >= 0 AND threshold_amount >= 0)",
        "A threshold is not below zero.",
    )

    @api.model
    def _get_default_thresholds(self):
        """Return the usual percent, amount and direction by trigger; a trigger that is
        not there has no threshold."""
        return {}

    # a method each: what is given at creation keeps its siblings from being computed

    @api.depends("trigger")
    def _compute_threshold_percent(self):
        for content in self:
            content.threshold_percent = content._get_default_threshold()[0]

    @api.depends("trigger")
    def _compute_threshold_amount(self):
        for content in self:
            content.threshold_amount = content._get_default_threshold()[1]

    @api.depends("trigger")
    def _compute_direction(self):
        for content in self:
            content.direction = content._get_default_threshold()[2]

    def _get_default_threshold(self):
        return self._get_default_thresholds().get(self.trigger, (0, 0, False))

    @api.constrains("trigger", "threshold_percent")
    def _check_threshold_given(self):
        for content in self:
            has_one = content.trigger in self._get_default_thresholds()
            if has_one and not content.threshold_percent:
                raise ValidationError(
                    self.env._("“%s” needs a threshold above 0.", content.name)
                )

    def _get_direction_sql(self, change):
        """Return SQL telling whether a change goes where this content looks."""
        if self.direction == "both":
            return SQL("%s <> 0", change)
        return SQL("%s < 0" if self.direction == "fall" else "%s > 0", change)
