from odoo import api, fields, models
from odoo.fields import Domain

from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpoint(models.Model):
    """One customer, one day, one open contact: what meets on a day becomes one.

    The contact that stands on the day survives and takes the reasons of the other,
    which stays in the ledger as skipped and says where it went.
    """

    _inherit = "relationship.touchpoint"

    merged_into_id = fields.Many2one(
        "relationship.touchpoint",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The open contact of the same day that took over its reasons.",
    )

    @api.model
    def _get_day(self, vals):
        """Return (customer id, date) of the open contact these values make, or None."""
        date = fields.Date.to_date(vals.get("due_date"))
        is_open = vals.get("state", "planned") in OPEN_STATES
        if not (is_open and date and vals.get("customer_id")):
            return None
        return vals["customer_id"], date

    def _get_open_by_day(self, days):
        """Return the open contacts that stand on these (customer id, date) pairs."""
        days = {day for day in days if day}
        if not days:
            return {}
        # sudo: a day is taken whoever may see the contact that takes it
        found = self.sudo().search(
            [
                ("customer_id", "in", [customer for customer, _date in days]),
                ("due_date", "in", [date for _customer, date in days]),
                ("state", "in", OPEN_STATES),
            ]
        )
        by_day = {(row.customer_id.id, row.due_date): row for row in found}
        return {day: row for day, row in by_day.items() if day in days}

    def _merge_onto(self, date):
        """Merge these contacts with the open ones that stand on this day.

        :return: self with the merged-away contacts replaced by their survivors
        """
        survivors = self._get_open_by_day((row.customer_id.id, date) for row in self)
        result = self.browse()
        for mover in self:
            survivor = survivors.setdefault((mover.customer_id.id, date), mover)
            if survivor != mover:
                mover._merge_into(survivor)
            result |= survivor.with_env(self.env)
        return result

    def _merge_into(self, survivor):
        """Hand the reasons and the activity to the survivor and close this contact."""
        self.ensure_one()
        loser, survivor = self._in_sync(), survivor._in_sync()
        loser.reason_ids.touchpoint_id = survivor
        values = survivor._prepare_merge_values(loser)
        activities = loser._get_open_activities()
        if activities:
            survivor._drop_activities()
            activities.touchpoint_id = survivor
            values.update(state="assigned", user_id=loser.user_id.id)
        loser._close_merged(survivor)
        survivor.write(values)
        survivor._reasons_added()

    def _close_merged(self, survivor):
        self.write(
            {
                "state": "skipped",
                "skip_reason": self.env._("merged"),
                "merged_into_id": survivor.id,
            }
        )

    def _attach_to_done(self, date):
        """Attach what moves onto a day whose contact is done to that contact; a service
        notice, and whatever meets an open contact there, goes on.

        :return: the contacts that are closed by it
        """
        movers = self.filtered(
            lambda row: row.reason_ids
            and not any(row.reason_ids.content_id.mapped("is_service_notice"))
        )
        open_days = self._get_open_by_day((row.customer_id.id, date) for row in movers)
        movers = movers.filtered(
            lambda row: (row.customer_id.id, date) not in open_days
        )
        is_done_since = Domain("due_date", "=", date) & Domain("done_date", ">=", date)
        done = self.search(
            Domain("customer_id", "in", movers.customer_id.ids)
            & Domain("state", "=", "done")
            & (Domain("done_date", "=", date) | is_done_since),
            order="id desc",  # the first of the day has the last word
        )
        by_customer = {row.customer_id: row for row in done}
        attached = movers.filtered(lambda row: row.customer_id in by_customer)
        for mover in attached._in_sync():
            mover._drop_activities()
            mover.reason_ids.touchpoint_id = by_customer[mover.customer_id]
            mover._close_merged(by_customer[mover.customer_id])
        return attached

    @api.model
    def _merge_customers(self, sources, customer):
        """Let the open contacts of customers who turn out to be one meet by day."""
        touchpoints = self.search([("customer_id", "in", (sources | customer).ids)])
        touchpoints.reason_ids._follow_customer(customer)
        by_day = touchpoints._filter_open().grouped("due_date")
        for same_day in by_day.values():
            own = same_day.filtered(lambda row: row.customer_id == customer)
            survivor = (own or same_day)[0]
            for touchpoint in same_day - survivor:
                touchpoint._merge_into(survivor)
        self.env.flush_all()

    def _prepare_merge_values(self, loser):
        self.ensure_one()
        is_held = self.hold_reason and loser.hold_reason
        return {
            "priority": max(self.priority, loser.priority),
            "content_id": (self.content_id or loser.content_id).id,
            "purpose": self.purpose or loser.purpose,
            "attempt_count": max(self.attempt_count, loser.attempt_count),
            "first_due_date": min(self.first_due_date, loser.first_due_date),
            "hold_reason": self.hold_reason if is_held else False,
        }

    def _join_values(self, vals):
        """Take over what a contact created on this day would have carried."""
        self.ensure_one()
        # sudo: the reasons of a contact are read-only for people
        touchpoint = self.sudo()
        touchpoint.write(
            {
                "reason_ids": vals.get("reason_ids", []),
                "priority": max(touchpoint.priority, vals.get("priority", "1")),
                "content_id": touchpoint.content_id.id or vals.get("content_id"),
                "purpose": touchpoint.purpose or vals.get("purpose"),
                "hold_reason": touchpoint.hold_reason and vals.get("hold_reason"),
            }
        )
        touchpoint._reasons_added()

    def _reasons_added(self):
        """Let the strongest reason lead and refresh the activities.

        To be called after reasons were added to contacts, in whatever way.
        """
        for touchpoint in self:
            reasons = touchpoint._get_ordered_reasons()
            if reasons:
                touchpoint.content_id = reasons[0].content_id
                touchpoint.priority = max(touchpoint.priority, reasons[0].priority)
        self._refresh_activities()

    def _get_ordered_reasons(self):
        """Return the reasons, the strongest first."""
        self.ensure_one()
        return self.reason_ids._sorted_by_strength()
