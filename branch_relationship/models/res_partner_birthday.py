from odoo import api, fields, models
from odoo.tools import sql

from ..tools.birthday import birthday_keys
from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: the birthday as month * 100 + day, so that an index serves
    the customers whose birthday comes (tools/birthday.py). 0 is none of this kind."""

    _inherit = "res.partner"

    birthday_solar_key = fields.Integer(
        compute="_compute_birthday_keys", store=True, groups=RM_GROUP
    )
    birthday_lunar_key = fields.Integer(
        compute="_compute_birthday_keys", store=True, groups=RM_GROUP
    )

    _birthday_solar_idx = models.Index(
        "(birthday_solar_key) "
        "WHERE relationship_stage IS NOT NULL AND birthday_solar_key > 0"
    )
    _birthday_lunar_idx = models.Index(
        "(birthday_lunar_key) "
        "WHERE relationship_stage IS NOT NULL AND birthday_lunar_key > 0"
    )

    def _auto_init(self):
        """Add the columns empty: at installation nobody has a birthdate, and computing
        them would rewrite every contact of the database."""
        for name in ("birthday_solar_key", "birthday_lunar_key"):
            if not sql.column_exists(self.env.cr, self._table, name):
                sql.create_column(self.env.cr, self._table, name, "int4")
        return super()._auto_init()

    @api.depends("birthdate", "birthday_calendar")
    def _compute_birthday_keys(self):
        for partner in self:
            partner.birthday_solar_key, partner.birthday_lunar_key = (
                birthday_keys(partner.birthdate, partner.birthday_calendar)
                if partner.birthdate
                else (0, 0)
            )
