from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import frozendict

from odoo.addons.mail.tools.discuss import Store

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """Whose a customer is: manager, cover, and the contacts below a customer.

    A contact below a customer (an address, a spouse) is as private as the customer
    and served by the same people: it carries the customer's manager, branch and cover
    in its own columns, so that the rule on partners needs no join and an index serves
    each of its arms.
    """

    _inherit = "res.partner"

    relationship_customer_id = fields.Many2one(
        "res.partner",
        string="Contact of Customer",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
        groups=fields.NO_ACCESS,
        help="The nearest customer above this contact, who is none itself.",
    )
    cover_user_id = fields.Many2one(
        "res.users",
        string="Covered by",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        groups=RM_GROUP,
        help="The colleague who stands in for the relationship manager.",
    )
    cover_until = fields.Date(
        copy=False,
        groups=RM_GROUP,
        help="The last day of the cover. Empty: until somebody ends it.",
    )
    is_cover_in_charge = fields.Boolean(
        string="Cover Makes the Contacts",
        copy=False,
        groups=RM_GROUP,
        help="The colleague makes the contacts, too. Otherwise a cover only gives "
        "sight of the customer, as long as it has a relationship manager.",
    )

    _ordinary_contact_idx = models.Index(
        "(id) WHERE relationship_stage IS NULL AND relationship_customer_id IS NULL"
    )
    _below_customer_user_idx = models.Index(
        "(user_id) WHERE relationship_customer_id IS NOT NULL"
    )

    @api.model
    def _get_mirrored_fields(self):
        """Return what a contact below a customer takes over from it."""
        return ("user_id", "branch_id", "cover_user_id", "cover_until")

    @api.model
    def _get_inherited_fields(self):
        """Return the fields that decide who sees the contacts below."""
        return {"relationship_stage", "parent_id", *self._get_mirrored_fields()}

    def _update_customer_of_contacts(self):
        """Bring these contacts under the right customer, who decides who sees them."""
        # Whoever moves a contact need not see the fields that follow from it.
        contacts = self.sudo().with_context(tracking_disable=True)
        changes = contacts.grouped(
            lambda contact: frozendict(contact._prepare_mirror_values())
        )
        for values, changed in changes.items():
            if values:
                changed.write(dict(values))
        # The contact must not be put below somebody else's customer.
        self.check_access("write")

    def _update_contacts_below(self):
        """Do so after a change of these partners; what changes goes further down."""
        self._update_customer_of_contacts()
        # Whoever changes a customer need not see each contact below.
        partners = self.sudo().with_context(active_test=False)
        partners.search([("parent_id", "in", self.ids)])._update_customer_of_contacts()

    def _get_customer_above(self):
        """Return the nearest customer above an ordinary contact, empty if none."""
        self.ensure_one()
        if self.relationship_stage:
            return self.browse()
        above = self.parent_id
        return above if above.relationship_stage else above.relationship_customer_id

    def _prepare_mirror_values(self):
        """Return what changes in this contact as to the customer above it."""
        customer = self._get_customer_above()
        values = {}
        if customer:
            values = {name: customer[name] for name in self._get_mirrored_fields()}
        elif self.relationship_customer_id and not self.relationship_stage:
            values = dict.fromkeys(("branch_id", "cover_user_id", "cover_until"), False)
        values = self._convert_to_write(
            {"relationship_customer_id": customer, **values}
        )
        return {
            name: value
            for name, value in values.items()
            if self._is_changed(name, value)
        }

    # ------------------------------------------------------------------
    # Cover
    # ------------------------------------------------------------------

    def _grant_cover(self, users):
        """Let whom a head gives work on these customers see them for a while.

        Whoever makes the contacts of a customer is not displaced by such work.

        :param users: who was given the work; whoever sees the customer is left out
        """
        if self.env.su:
            return
        # sudo: heads may name a cover, whatever else they may write
        customers = self.sudo().filtered("relationship_stage")
        users = users.filtered(lambda user: user.has_group(RM_GROUP))
        leader = self.env.user
        for customer in customers.filtered(lambda row: leader._may_lead(row.branch_id)):
            for user in users:
                is_taken = customer.is_cover_in_charge and customer._get_cover_user()
                if not is_taken and not customer._is_served_by(user):
                    customer.write(customer._prepare_cover_values(user))

    def _is_private(self):
        """Tell whether this is the card of a customer, or of a contact below one."""
        return bool(self.relationship_stage or self.relationship_customer_id)

    def _is_served_by(self, user):
        """Tell whether this user sees this customer, or the contact below one."""
        self.ensure_one()
        return bool(self.filtered_domain(user._get_customer_domain()))

    def _prepare_cover_values(self, user, is_in_charge=False):
        """Return who covers this customer, and until when from the branch's today."""
        days = timedelta(days=self.company_id.relationship_cover_days)
        return {
            "cover_user_id": user.id,
            "cover_until": self.branch_id._get_local_today(self.company_id) + days,
            "is_cover_in_charge": is_in_charge,
        }

    def _get_cover_user(self):
        """Return who covers this customer on the branch's today, if anybody."""
        self.ensure_one()
        today = self.branch_id._get_local_today(self.company_id)
        is_over = self.cover_until and self.cover_until < today
        return self.env["res.users"] if is_over else self.cover_user_id

    # ------------------------------------------------------------------
    # Chatter
    # ------------------------------------------------------------------

    def _to_store_defaults(self, target):
        """Followers are shown to whoever reads the document: names, no addresses."""
        return [
            Store.Attr("email", predicate=lambda partner: partner._is_address_shown())
            if field == "email"
            else field
            for field in super()._to_store_defaults(target)
        ]

    def _is_address_shown(self):
        # sudo: whether it is a customer's card decides; the chatter reads as superuser
        return not self.sudo()._is_private() or self.sudo(False).has_access("read")
