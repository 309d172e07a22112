from odoo import fields, models

ONE_WAY_CHANNELS = ("sms", "mail")
CHANNEL_BY_ACTIVITY = {"phonecall": "phone", "meeting": "visit"}


class RelationshipTouchpoint(models.Model):
    """Closing contacts, and what that does to the customers' dates of contact.

    A contact in which the customer could answer restarts the cadence and counts as
    the last contact; any other way of closing a contact that carries a cadence reason
    only restarts the cadence.
    """

    _inherit = "relationship.touchpoint"

    previous_contact_date = fields.Date(
        readonly=True, help="The customer's last contact before this one."
    )
    previous_cadence_start = fields.Date(
        readonly=True, help="The start of the customer's cadence before this contact."
    )

    def _close_done(self, values):
        """Close open contacts as done, now and by the current user."""
        for day, touchpoints in self._grouped_by_local_today().items():
            vals = touchpoints._prepare_outcome_values(values)
            vals.update(self._prepare_closing_values(), state="done", done_date=day)
            touchpoints._in_sync().write(vals)
            touchpoints._settle_cadence(day)

    def _close_done_elsewhere(self, feedback):
        """Close contacts finished by one of Odoo's own ways: the outcome is open."""
        groups = self.grouped(lambda row: row._get_planned_channel())
        for channel, touchpoints in groups.items():
            touchpoints._close_done(
                {"result": "reached", "note": feedback, "channel": channel}
            )
        self._in_sync().write({"needs_outcome": True})

    def _close_skipped(self, values):
        """Close this occurrence only: whatever comes next comes in its own time."""
        for day, touchpoints in self._grouped_by_local_today().items():
            vals = touchpoints._prepare_outcome_values(values)
            vals.update(self._prepare_closing_values(), state="skipped")
            vals.update(
                skip_reason=values["skip_reason"], result=False, done_date=False
            )
            touchpoints._in_sync().write(vals)
            touchpoints._drop_activities()
            touchpoints._settle_cadence(day)

    def _expire(self, reason):
        """Close open contacts whose time is over.

        :param reason: in words, kept as ``skip_reason``
        """
        for day, touchpoints in self._grouped_by_local_today().items():
            vals = {"done_at": False, "done_date": False, "done_user_id": False}
            vals.update(state="expired", skip_reason=reason)
            touchpoints._in_sync().write(vals)
            touchpoints._drop_activities()
            touchpoints._settle_cadence(day)

    def _settle_cadence(self, date):
        """Restart the contact interval of the customers of these closed contacts."""
        # sudo: dates of contact are kept by rules, not written by people
        closed = self.sudo()
        spoken = closed.filtered(lambda touchpoint: touchpoint._is_two_way())
        for touchpoint in spoken:
            customer = touchpoint.customer_id
            touchpoint.previous_contact_date = customer.last_contact_date
            touchpoint.previous_cadence_start = customer.cadence_start
        spoken.customer_id._record_contact(date)
        silent = (closed - spoken).filtered(
            lambda row: "cadence" in row.reason_ids.content_id.mapped("trigger")
        )
        (silent.customer_id - spoken.customer_id)._restart_cadence(date)

    def _forget_contact(self):
        """Take back contacts that were supposed when they were done elsewhere."""
        # sudo: dates of contact are kept by rules, not written by people
        supposed = self.sudo().filtered("needs_outcome")
        for touchpoint in supposed.filtered(lambda row: row._is_two_way()):
            customer = touchpoint.customer_id
            if customer.last_contact_date == touchpoint.done_date:
                customer.last_contact_date = touchpoint.previous_contact_date
            if customer.cadence_start == touchpoint.done_date:
                customer._restart_cadence(touchpoint.previous_cadence_start)

    def _get_planned_channel(self):
        """Return the channel that the kind of activity stands for, if any."""
        return CHANNEL_BY_ACTIVITY.get(self._get_activity_type().category)

    def _is_two_way(self, values=()):
        """Tell whether the customer was reached and could answer.

        :param values: an outcome that is to be recorded
        """
        self.ensure_one()
        values = {"result": self.result, "channel": self.channel, **dict(values)}
        return (
            self.state == "done"
            and values["result"] == "reached"
            and values["channel"] not in ONE_WAY_CHANNELS
        )

    def _grouped_by_local_today(self):
        """Return {the branch's local day now: contacts}."""
        by_place = self.grouped(lambda row: (row.branch_id, row.company_id))
        groups = {}
        for touchpoints in by_place.values():
            day = touchpoints[0]._get_local_today()
            groups[day] = groups.get(day, self.browse()) | touchpoints
        return groups

    def _prepare_closing_values(self):
        return {"done_at": fields.Datetime.now(), "done_user_id": self.env.uid}
