from odoo import api, fields, models


class RelationshipFigures(models.TransientModel):
    """The figures of the method, as our administrators set them.

    Odoo's Settings need its own administrator, whom a bank gives no business matters.
    Here the administrators of Branch Relationship write these fields of the company
    they work in, and no other field of it. What concerns the server or people's rights
    (the feed folder, the export) stays in the Settings.
    """

    _name = "relationship.figures"
    _inherit = "relationship.figures.mixin"
    _description = "Relationship Figures"

    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    relationship_leap_day = fields.Selection(required=True)

    @api.depends_context("company")
    def _compute_company_id(self):
        self.company_id = self.env.company

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Figures")

    @api.model_create_multi
    def create(self, vals_list):
        figures = super(RelationshipFigures, self._allow_company("create")).create(
            vals_list
        )
        return figures.with_env(self.env)

    def write(self, vals):
        return super(RelationshipFigures, self._allow_company("write")).write(vals)

    def _allow_company(self, operation):
        """Return self as who may write the company's figures, for our administrators.

        The company is read before: as superuser Odoo takes whichever one is asked for.
        """
        self.check_access(operation)
        company = self.env.company
        # sudo: this model has no other fields than the company's figures
        return self.sudo().with_company(company)
