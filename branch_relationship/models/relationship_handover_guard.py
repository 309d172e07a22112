from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import clean_context


class RelationshipHandoverGuard(models.AbstractModel):
    """People prepare handovers; what one has done is written by its steps alone, as
    superuser: every field that is read-only."""

    _name = "relationship.handover.guard"
    _description = "What People Write of a Handover"

    @api.model
    def _get_fixed_fields(self):
        """Return the fields that people give when they create, and never change."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        for vals in vals_list:
            self._check_people_fields(vals, self._get_fixed_fields())
        # a default of the context would be a value like any other
        guarded = self.with_context(clean_context(self.env.context))
        return super(RelationshipHandoverGuard, guarded).create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.check_access("write")
            self._check_people_fields(vals, set())
        return super().write(vals)

    @api.model
    def _check_people_fields(self, vals, allowed):
        fixed = self._get_fixed_fields()
        refused = {
            name
            for name in vals.keys() - allowed
            if name in fixed or self._fields[name].readonly
        }
        if refused:
            raise AccessError(
                self.env._(
                    "A handover keeps these by itself: %s.",
                    ", ".join(
                        self._fields[name].get_description(self.env, ["string"])[
                            "string"
                        ]
                        for name in sorted(refused)
                    ),
                )
            )
