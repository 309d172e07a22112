from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CrmTeam(models.Model):
    """A branch is a sales team with a branch code; its head is the team's leader.

    Branches form a tree (``parent_id``): the head of a branch also sees the customers
    of the branches below.
    """

    _inherit = "crm.team"
    _parent_store = True

    parent_id = fields.Many2one(
        "crm.team",
        string="Parent Branch",
        index=True,
        ondelete="restrict",
        check_company=True,
        domain=[("branch_code", "!=", False)],
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
    _check_branch_company = models.Constraint(
        "CHECK(branch_code IS NULL OR company_id IS NOT NULL)",
        "A branch belongs to a company.",
    )

    @api.model
    def _selection_tz(self):
        return self.env["res.partner"]._fields["tz"]._description_selection(self.env)

    @api.constrains("company_id")
    def _check_customers_company(self):
        strangers = (
            self.env["res.partner"]
            .sudo()
            .search_fetch(
                [("relationship_stage", "!=", False), ("branch_id", "in", self.ids)],
                ["branch_id", "company_id"],
            )
        )
        for branch in strangers.filtered(
            lambda customer: customer.company_id != customer.branch_id.company_id
        ).branch_id:
            raise ValidationError(
                self.env._(
                    "%(branch)s has customers, who belong to its company: it cannot "
                    "move to another.",
                    branch=branch.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_branch_values(vals) for vals in vals_list]
        self._check_no_archived({vals.get("branch_code") for vals in vals_list})
        teams = super().create(vals_list)
        self.env["res.users"]._forget_access()
        return teams

    def write(self, vals):
        if vals.get("parent_id"):
            self._check_no_cycle(vals["parent_id"])
        if vals.get("branch_code"):
            self._check_no_archived({vals["branch_code"]})
        result = super().write(vals)
        if self._get_access_fields() & vals.keys():
            self.env["res.users"]._forget_access()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["res.users"]._forget_access()
        return result

    @api.model
    def _prepare_branch_values(self, vals):
        """Return the values of a team to create; a branch always has a company."""
        if vals.get("branch_code") and not vals.get("company_id"):
            return {**vals, "company_id": self.env.company.id}
        return vals

    def _check_no_cycle(self, parent_id):
        """Refuse, in words and before the tree is touched, a branch below itself."""
        above = self.browse(parent_id).sudo().parent_path or ""
        for branch in self:
            if str(branch.id) in above.split("/"):
                raise ValidationError(
                    self.env._(
                        "%(branch)s cannot stand below itself in the tree of branches.",
                        branch=branch.name,
                    )
                )

    def _check_no_archived(self, codes):
        """Refuse the code of an archived branch: who looks for it sees none."""
        # sudo: a code is one branch's in all companies
        taken = self.sudo().search(
            [
                ("branch_code", "in", [code for code in codes if code]),
                ("active", "=", False),
                ("id", "not in", self.ids),
            ],
            limit=1,
        )
        if taken:
            raise ValidationError(
                self.env._(
                    "The archived branch %(branch)s has the code %(code)s. Bring it "
                    "back from the archive, or choose another code.",
                    branch=taken.name,
                    code=taken.branch_code,
                )
            )

    @api.model
    def _get_access_fields(self):
        """Return the fields that decide who sees a branch's customers and leads."""
        return {"active", "branch_code", "deputy_ids", "parent_id", "user_id"}
