from odoo import api, models


class MailActivity(models.Model):
    """An activity on a customer that a head gives to somebody: they cover it."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._grant_cover()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if vals.get("user_id"):
            self._grant_cover()
        return result

    def _grant_cover(self):
        if self.env.su:
            return
        for activity in self.filtered(lambda row: row.res_model == "res.partner"):
            customer = self.env["res.partner"].browse(activity.res_id)
            customer._grant_cover(activity.user_id)
