from odoo import api, models


class CrmTeamMember(models.Model):
    """The members of a branch see its pool, and rules are cached per user."""

    _inherit = "crm.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        memberships = super().create(vals_list)
        self.env["res.users"]._forget_access()
        return memberships

    def write(self, vals):
        result = super().write(vals)
        self.env["res.users"]._forget_access()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["res.users"]._forget_access()
        return result
