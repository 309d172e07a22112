from odoo import api, fields, models


class RelationshipLevel(models.Model):
    """A step on one axis of the value matrix (training, step 2)."""

    _name = "relationship.level"
    _description = "Relationship Level"
    _order = "axis, min_value desc, id"

    name = fields.Char(required=True, translate=True)
    axis = fields.Selection(
        [("asset", "Assets"), ("potential", "Potential")], required=True
    )
    min_value = fields.Float(
        digits=(16, 2),
        aggregator=None,
        help="The level begins here: an amount in the company's currency, or points.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    _min_value_unique = models.UniqueIndex(
        "(company_id, axis, min_value) WHERE active",
        "This axis has a level from this value already.",
    )

    @api.model
    def _get_companies(self):
        """Return the companies that classify: those with a level in use."""
        return self.env["res.company"].browse(
            company.id for (company,) in self._read_group([], ["company_id"])
        )

    @api.model
    def _get_thresholds(self, company):
        """Return per axis the (id, min_value) of its levels, the highest first."""
        thresholds = {axis: [] for axis, _label in self._fields["axis"].selection}
        for level in self.search([("company_id", "=", company.id)]):
            thresholds[level.axis].append((level.id, level.min_value))
        return thresholds
