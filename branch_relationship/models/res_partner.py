from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

RM_GROUP = "branch_relationship.branch_relationship_group_rm"


class ResPartner(models.Model):
    """The customer's card: identity and stage.

    A customer is a partner with a relationship stage; every other contact is left
    alone by each rule, job and view.

    A customer created by a relationship manager is theirs. They may neither hand one
    over (manager, branch, cover) nor turn one into an ordinary contact, which every
    colleague would see; heads may within their branches, administrators everywhere.
    A customer's company is its branch's.
    """

    _inherit = "res.partner"

    relationship_stage = fields.Selection(
        [
            ("prospect", "Prospect"),
            ("contacted", "Contacted"),
            ("agreed", "Agreed"),
            ("met", "Met"),
            ("established", "Established"),
            ("dormant", "Dormant"),
            ("lost", "Lost"),
        ],
        index="btree_not_null",
        copy=False,
        groups=RM_GROUP,
        help="How far the service relationship has come. Empty: an ordinary contact.",
    )
    branch_id = fields.Many2one(
        "crm.team",
        string="Branch",
        domain=[("branch_code", "!=", False)],
        index="btree_not_null",
        ondelete="restrict",
        groups=RM_GROUP,
    )
    relationship_currency_id = fields.Many2one(
        "res.currency", related="company_id.currency_id", groups=RM_GROUP
    )

    _customer_ref_unique = models.UniqueIndex(
        "(company_id, ref) WHERE relationship_stage IS NOT NULL",
        "Another customer of this company has this reference.",
    )
    _check_customer_company = models.Constraint(
        "CHECK(relationship_stage IS NULL OR company_id IS NOT NULL)",
        "A customer belongs to a company.",
    )

    # ------------------------------------------------------------------
    # Constraints
    # ------------------------------------------------------------------

    @api.constrains("relationship_stage", "relationship_customer_id")
    def _check_not_an_employee(self):
        """An employee's own customer card is a partner of its own: what is a
        customer's is hidden from colleagues, and users must see each other."""
        private = self.sudo().filtered(
            lambda partner: partner.relationship_stage
            or partner.relationship_customer_id
        )
        if not private:
            return
        users = self.env["res.users"].sudo()
        users = users.search([("partner_id", "in", private.ids), ("share", "=", False)])
        companies = self.env["res.company"].sudo()
        companies = companies.search([("partner_id", "in", private.ids)])
        taken = users.partner_id | companies.partner_id
        if taken:
            raise ValidationError(
                self.env._(
                    "%(name)s is the card of a user or of a company of this database "
                    "and cannot be a customer's. Create another contact for it.",
                    name=taken[0].name,
                )
            )

    # ------------------------------------------------------------------
    # Creating and writing
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_customer_values(vals) for vals in vals_list]
        partners = super().create(vals_list)
        partners.filtered("parent_id")._update_customer_of_contacts()
        return partners

    def copy_data(self, default=None):
        """A customer's copy is a customer too: else every colleague would see it."""
        vals_list = super().copy_data(default)
        for partner, vals in zip(self.sudo(), vals_list, strict=True):
            if partner.relationship_stage:
                vals.update(relationship_stage="prospect", ref=False)
        return vals_list

    def write(self, vals):
        if not self._get_identity_fields() & vals.keys():
            return super().write(vals)
        self.check_access("write")
        if vals.get("relationship_stage"):
            return self._write_stage(vals)
        return self._write_identity(vals)

    def _write_stage(self, vals):
        """Write values with a stage: ordinary contacts become customers by it."""
        contacts = self.filtered(lambda partner: not partner.relationship_stage)
        if customers := self - contacts:
            customers._write_identity(vals)
        for contact in contacts:
            current = contact._convert_to_write(
                {name: contact[name] for name in ("user_id", "branch_id", "company_id")}
            )
            super(ResPartner, contact).write(
                self._prepare_customer_values({**current, **vals})
            )
        contacts._update_contacts_below()
        return True

    def _write_identity(self, vals):
        """Write values that leave customers what they are, or make contacts of them."""
        self._check_handover(vals)
        moved_vals = self._prepare_moved_values(vals)
        self._check_company_left(moved_vals)
        result = super().write(moved_vals)
        names = self._get_inherited_fields() & vals.keys()
        if names - {"relationship_stage"} or not vals.get("relationship_stage", True):
            self._update_contacts_below()
        return result

    @api.model
    def _get_identity_fields(self):
        """Return the fields whose writing needs a look at who may do so."""
        return self._get_inherited_fields() | {"company_id", "is_cover_in_charge"}

    @api.model
    def _prepare_customer_values(self, vals):
        """Complete the values of a customer to create: manager, branch, company.

        An override may change any value of a customer; it must return the values of
        an ordinary contact, who has no stage, as they are.
        """
        stage = self.env.context.get("default_relationship_stage")
        if stage and vals.get("parent_id"):
            # The default is meant for the customer, not for the contacts below it.
            vals = {"relationship_stage": False, **vals}
        if not vals.get("relationship_stage", stage):
            return vals
        vals = self._prepare_own_customer(vals)
        branch = self.env["crm.team"].sudo().browse(vals.get("branch_id"))
        company_id = branch.company_id.id or vals.get("company_id")
        return {**vals, "company_id": company_id or self.env.company.id}

    @api.model
    def _prepare_own_customer(self, vals):
        """Make a customer theirs who creates it as a relationship manager.

        Administrators and the system decide themselves; heads may leave it open.
        """
        user = self.env.user
        if self.env.su or user._is_relationship_admin() or not user.has_group(RM_GROUP):
            return vals
        branch_id = vals.get("branch_id") or user._get_own_branch().id
        vals = {**vals, "branch_id": branch_id}
        if branch_id in user._get_headed_branch_ids():
            return {"user_id": user.id, **vals}
        if vals.get("user_id") not in (False, None, user.id):
            raise UserError(self.env._("A customer you create is your own."))
        if branch_id and branch_id not in user._get_member_branch_ids():
            raise UserError(self.env._("A customer you create is your branch's."))
        return {**vals, "user_id": user.id}

    def _prepare_moved_values(self, vals):
        """Complete values that move customers to a branch: its company is theirs; or
        to a manager, who takes over the contacts from whoever had claimed them."""
        if vals.get("user_id"):
            vals = {"is_cover_in_charge": False, **vals}
        branch = self.env["crm.team"].sudo().browse(vals.get("branch_id"))
        customers = self.sudo().filtered("relationship_stage")
        if branch and any(c.company_id != branch.company_id for c in customers):
            return {**vals, "company_id": branch.company_id.id}
        return vals

    # ------------------------------------------------------------------
    # Handing over
    # ------------------------------------------------------------------

    def _check_handover(self, vals):
        """Refuse, unless it is a head's or an administrator's doing, to change whose
        customer this is or to make an ordinary contact of it."""
        if self.env.su or self.env.user._is_relationship_admin():
            return
        headed = self.env.user._get_headed_branch_ids()
        stays = not vals.get("branch_id") or vals["branch_id"] in headed
        for partner in self.sudo():
            led = partner.branch_id.id in headed and stays
            if not led and partner._is_handed_over(vals):
                raise UserError(
                    self.env._(
                        "%(name)s can only be handed over, or cease to be a customer, "
                        "by the head of its branch.",
                        name=partner.name,
                    )
                )

    def _is_handed_over(self, vals):
        """Tell whether the values change whose customer, or customer's contact, this
        is."""
        self.ensure_one()
        names = self._get_identity_fields() & vals.keys()
        if self.relationship_stage:
            names -= {"parent_id"}
        elif not self.relationship_customer_id:
            return False
        if vals.get("relationship_stage"):
            names -= {"relationship_stage"}
        return any(self._is_changed(name, vals[name]) for name in names)

    def _is_changed(self, name, value):
        field = self._fields[name]
        current = field.convert_to_cache(self[name], self)
        return field.convert_to_cache(value, self) != current
