from odoo import api, fields, models


class CrmTeam(models.Model):
    """A branch is a sales team with a branch code; its head is the team's leader.

    Branches form a tree (``parent_id``): the head of a branch also sees the customers
    of the branches below.
    """

    _inherit = "crm.team"
    _parent_store = True

    parent_id = fields.Many2one(
        "crm.team", string="Parent Branch", index=True, ondelete="restrict"
    )
    parent_path = fields.Char(index=True)
    child_ids = fields.One2many("crm.team", "parent_id", string="Sub-branches")
    branch_code = fields.Char(
        index="btree_not_null",
        copy=False,
        help="The bank's code of this branch. A team with a code is a branch.",
    )
    tz = fields.Selection(
        "_selection_tz",
        string="Time Zone",
        help="The branch's local days and hours follow this time zone.",
    )
    daily_capacity = fields.Integer(
        help="Contacts a relationship manager of this branch makes on a working day. "
        "0 takes the company's figure."
    )
    deputy_ids = fields.Many2many(
        "res.users",
        "crm_team_deputy_rel",
        "team_id",
        "user_id",
        string="Deputies",
        domain=[("share", "=", False)],
        help="They see and do what the branch head may.",
    )

    _branch_code_unique = models.UniqueIndex(
        "(branch_code) WHERE branch_code IS NOT NULL",
        "Another branch already has this code.",
    )

    @api.model
    def _selection_tz(self):
        return self.env["res.partner"]._fields["tz"].selection(self.env["res.partner"])

    def _get_local_today(self):
        """Return the branch's local date now (falls back to the company's zone)."""
        self.ensure_one()
        tz = self.tz or self.company_id.partner_id.tz or self.env.user.tz or "UTC"
        return fields.Datetime.context_timestamp(
            self.with_context(tz=tz), fields.Datetime.now()
        ).date()
