from odoo import api, fields, models
from odoo.fields import Domain


class RelationshipAbsence(models.Model):
    """Days on which a relationship manager contacts nobody: holiday, course, illness.

    What is due on them goes into the branch pool, at once where the absence begins
    today, and comes back with the person, unless somebody has claimed it.
    """

    _name = "relationship.absence"
    _description = "Relationship Absence"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        string="Relationship Manager",
        required=True,
        default=lambda self: self.env.user,
        ondelete="cascade",
        domain=[("share", "=", False)],
    )
    date_from = fields.Date(
        string="First Day",
        required=True,
        default=lambda self: self.env.user._get_local_today(),
    )
    date_to = fields.Date(
        string="Last Day",
        required=True,
        default=lambda self: self.env.user._get_local_today(),
    )
    note = fields.Char(help="Seen by the branch head.")

    _check_dates = models.Constraint(
        "CHECK(date_to >= date_from)", "An absence ends on its first day or later."
    )
    _user_idx = models.Index("(user_id, date_to)")

    @api.model_create_multi
    def create(self, vals_list):
        absences = super().create(vals_list)
        absences._get_current_users()._follow_absence()
        return absences

    def write(self, vals):
        users = self._get_current_users()
        result = super().write(vals)
        (users | self._get_current_users())._follow_absence()
        return result

    def unlink(self):
        users = self._get_current_users()
        result = super().unlink()
        users._follow_absence()
        return result

    def _get_current_users(self):
        """Return whose absence it is, where it includes their today."""
        current = self.filtered(
            lambda row: row.date_from <= row.user_id._get_local_today() <= row.date_to
        )
        return current.user_id

    @api.model
    def _get_absent_users(self, date):
        """Return who contacts nobody on this local day.

        An override may add what another addon knows, such as approved time off.
        """
        # sudo: whose contacts wait in the pool is no secret of theirs
        return self.sudo().search(self._get_day_domain(date)).user_id

    @api.model
    def _get_last_day(self, user, date):
        """Return the last day of the absence of this user that includes this day."""
        # sudo: as above
        absences = self.sudo().search(
            Domain("user_id", "=", user.id) & self._get_day_domain(date)
        )
        return max(absences.mapped("date_to"), default=None)

    @api.model
    def _get_day_domain(self, date):
        return Domain("date_from", "<=", date) & Domain("date_to", ">=", date)
