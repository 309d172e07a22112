from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context

from .relationship_touchpoint import OPEN_STATES

#: What people may write on an open contact; all else comes of a rule or an outcome.
WRITABLE_FIELDS = {"due_date", "user_id", "purpose", "note", "next_step"}
#: What people may say when they plan a contact or log one.
CREATABLE_FIELDS = WRITABLE_FIELDS | {"customer_id", "is_unplanned"}
#: Follow the customer, whatever is said.
DERIVED_FIELDS = {"company_id", "branch_id"}


class RelationshipTouchpoint(models.Model):
    """The ledger is true: people plan, move and annotate their open contacts, and say
    what came of them by ``record_outcome``. Its own methods write as superuser."""

    _inherit = "relationship.touchpoint"

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        vals_list = [
            {name: vals[name] for name in vals if name not in DERIVED_FIELDS}
            for vals in vals_list
        ]
        for vals in vals_list:
            self._check_people_fields(vals, CREATABLE_FIELDS)
        # a default of the context would be a value like any other
        ledger = self.with_context(clean_context(self.env.context))
        return super(RelationshipTouchpoint, ledger).create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_people_fields(vals, WRITABLE_FIELDS)
            self._check_people_open()
        return super().write(vals)

    @api.model
    def _check_people_fields(self, vals, allowed):
        names = sorted(vals.keys() - allowed)
        if names:
            labels = [
                self._fields[name].get_description(self.env, ["string"])["string"]
                for name in names
                if name in self._fields
            ]
            raise AccessError(
                self.env._(
                    "The ledger keeps these by itself: %s. Record an outcome instead.",
                    ", ".join(labels or names),
                )
            )

    def _check_people_open(self):
        # sudo: only whether it is open
        if self.sudo().filtered(lambda row: row.state not in OPEN_STATES):
            raise UserError(
                self.env._("A closed contact stays as it is. Log a new one instead.")
            )
