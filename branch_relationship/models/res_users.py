from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    daily_capacity = fields.Integer(
        help="Contacts this person makes on a working day. 0 takes the branch's figure."
    )
