from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

HEAD_GROUP = "branch_relationship.branch_relationship_group_head"
#: In the context, and out of reach for a client: two partners are being merged.
MERGE = object()


class ResPartner(models.Model):
    """The customer's card: a head knows better than the rules, for a while.

    An override sets both levels and the segment until a day, with a reason and a row
    in the history. The day after, the rules return by themselves. What classification
    sets is written by nobody else, whichever way the card is saved.
    """

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_classified_fields({name for name in vals if vals[name]})
        return super().create(vals_list)

    def write(self, vals):
        self._check_classified_fields(vals.keys())
        return super().write(vals)

    @api.model
    def _get_classified_fields(self):
        """Return the fields that only the rules, feeds and overrides set."""
        return {
            "asset_amount",
            "asset_average",
            "asset_below_since",
            "asset_level_id",
            "potential_below_since",
            "potential_level_id",
            "potential_score",
            "segment_id",
            "segment_lock_reason",
            "segment_locked_until",
            "cadence_start",
            "last_contact_date",
            "latest_contact_date",
            "next_contact_date",
        }

    @api.model
    def _check_classified_fields(self, names):
        if self.env.su or not self._get_classified_fields() & names:
            return
        if self.env.context.get("relationship_merge") is not MERGE:
            raise AccessError(
                self.env._(
                    "Assets come from deliveries, dates of contact from the contacts "
                    "recorded, and the segment from the rules: nobody enters them. A "
                    "branch head may override the segment on the customer's card, with "
                    "a reason."
                )
            )

    def _check_may_override(self):
        """Heads and administrators only, for customers they may change.

        :raise AccessError: for anybody else
        """
        if not self.env.user.has_group(HEAD_GROUP):
            raise AccessError(
                self.env._("Only branch heads and administrators override a segment.")
            )
        self.check_access("write")

    def _get_customer_today(self):
        """Return the local day of the customer's branch."""
        self.ensure_one()
        # sudo: a branch is no secret, its time zone neither
        customer = self.sudo()
        return customer.branch_id._get_local_today(customer.company_id)

    def _override_segment(self, segment, until, reason):
        """Put a customer into a segment up to a day.

        :raise ValidationError: the day is past, or the segment another company's
        """
        self.ensure_one()
        self._check_may_override()
        today = self._get_customer_today()
        if until < today:
            raise ValidationError(self.env._("The override must end today or later."))
        # sudo: heads may override, but nobody writes these fields or the history
        customer = self.sudo()
        if segment.company_id != customer.company_id:
            raise ValidationError(self.env._("This segment is another company's."))
        changes = customer.env["relationship.segment.change"]
        if segment != customer.segment_id:
            changes.create(customer._prepare_override_change(segment, today, reason))
        customer.write(
            {
                "segment_id": segment.id,
                "asset_level_id": segment.asset_level_id.id,
                "potential_level_id": segment.potential_level_id.id,
                "asset_below_since": False,
                "potential_below_since": False,
                "segment_locked_until": until,
                "segment_lock_reason": reason,
            }
        )

    def _prepare_override_change(self, segment, date, reason):
        self.ensure_one()
        return {
            "customer_id": self.id,
            "date": date,
            "old_segment_id": self.segment_id.id,
            "new_segment_id": segment.id,
            "direction": self.segment_id._get_direction(segment),
            "reason": "override",
            "note": reason,
            "user_id": self.env.uid,
            "branch_id": self.branch_id.id,
            "manager_id": self.user_id.id,
            "asset_amount": self._get_axis_value("asset"),
            "potential_score": self.potential_score,
            "company_id": self.company_id.id,
        }

    def action_override_segment(self):
        """Open the dialog that overrides this customer's segment."""
        self.ensure_one()
        self._check_may_override()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Override the Segment"),
            "res_model": "relationship.segment.override",
            "view_mode": "form",
            "target": "new",
            "context": {"default_customer_id": self.id},
        }

    def action_end_segment_override(self):
        """Let the rules decide again, at once."""
        self._check_may_override()
        for customer in self.sudo().filtered("segment_locked_until"):
            yesterday = customer._get_customer_today() - timedelta(days=1)
            customer.segment_locked_until = yesterday
        self._classify(Domain("id", "in", self.ids))
