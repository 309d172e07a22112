from odoo import models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

OUTCOME_FIELDS = ("result", "channel", "mood", "note", "next_step")


class RelationshipTouchpoint(models.Model):
    """What came of a contact.

    - Reached or declined closes it.
    - Not reached keeps it open: one attempt more, next working day; after the
      company's maximum of attempts it expires.
    - Skipped needs a reason and closes this occurrence only.
    - Done elsewhere in Odoo is reached, and waits for its outcome.
    """

    _inherit = "relationship.touchpoint"

    def record_outcome(self, values):
        """Record what came of the contact, and finish its activity.

        :param values: ``result`` (reached, not_reached, declined) or ``skip_reason``;
            optionally ``channel``, ``mood``, ``note``, ``next_step`` and ``next_date``,
            on which the next step is planned
        :raise UserError: without a result, or where the contact is closed already
        """
        self._check_outcome(values)
        if values.get("skip_reason"):
            self._record_skip(values)
        elif values["result"] == "not_reached":
            self._record_attempt(values)
        else:
            self._record_done(values)
        self._plan_next_step(values)
        return True

    def _check_outcome(self, values):
        self.check_access("write")
        if not values.get("result") and not values.get("skip_reason"):
            raise UserError(
                self.env._(
                    "Say whether the customer was reached, or why not contacted."
                )
            )
        closed = self - self._filter_open()
        if closed.filtered(lambda touchpoint: not touchpoint.needs_outcome):
            raise UserError(self.env._("This contact is closed already."))

    def _record_done(self, values):
        """Close the contacts, through their activities where there are any."""
        supposed = self.filtered("needs_outcome")
        supposed._complete_outcome(values)
        activities = (self - supposed)._get_open_activities()
        alone = self - supposed - activities.touchpoint_id
        activities.with_context(relationship_outcome=values)._action_done(
            feedback=self._get_outcome_text(values)
        )
        alone._close_done(values)
        (supposed | alone)._post_outcome(values)

    def _record_skip(self, values):
        self._forget_contact()
        self._close_skipped(values)
        self._post_outcome(values)

    def _record_attempt(self, values):
        """Count an attempt; the contact stays for the next working day or expires."""
        # sudo: the number of attempts is counted, not written by people
        for touchpoint in self.sudo():
            touchpoint._forget_contact()
            attempts = touchpoint.attempt_count + 1
            vals = touchpoint._prepare_outcome_values(values)
            touchpoint.write({**vals, "attempt_count": attempts})
            touchpoint._post_outcome(values)
            if attempts < touchpoint.company_id.relationship_max_attempts:
                touchpoint._try_again()
            else:
                touchpoint._expire(self.env._("not reached"))

    def _try_again(self):
        """Move to the next working day; open again what was done elsewhere."""
        self.ensure_one()
        date = self._get_next_working_day(self._get_local_today())
        if self.state == "done":
            self._reopen(date)
        else:
            self.write({"due_date": date})

    def _reopen(self, date):
        """Plan again what was not done after all; a contact that is open on this day
        takes it over and stays as it is."""
        self.write({"done_at": False, "done_date": False, "done_user_id": False})
        if self._merge_onto(date) == self:
            self.write({"due_date": date, "state": "planned"})

    def _complete_outcome(self, values):
        """Say what came of contacts done elsewhere; their day and person stay."""
        # sudo: done contacts are read-only for people
        for day, touchpoints in self.sudo().grouped("done_date").items():
            vals = touchpoints._prepare_outcome_values(values)
            settled = touchpoints.filtered(
                lambda row, vals=vals: row._is_two_way() and row._is_two_way(vals)
            )
            (touchpoints - settled)._forget_contact()
            touchpoints.write(vals)
            (touchpoints - settled)._settle_cadence(day)

    def _prepare_outcome_values(self, values):
        vals = {name: values[name] for name in OUTCOME_FIELDS if values.get(name)}
        return {**vals, "needs_outcome": False}

    def _plan_next_step(self, values):
        """Plan a contact for the next step where a date was agreed."""
        if not values.get("next_date"):
            return
        self.create(
            [
                {
                    "customer_id": touchpoint.customer_id.id,
                    "due_date": values["next_date"],
                    "purpose": values.get("next_step"),
                }
                for touchpoint in self
            ]
        )

    def _get_outcome_text(self, values):
        """Return the outcome in words, for the customer's chatter."""
        words = [self._get_label("result", values.get("result"))]
        words += [
            self._get_label(name, values.get(name)) for name in ("channel", "mood")
        ]
        if values.get("skip_reason"):
            words = [self.env._("Skipped: %(reason)s", reason=values["skip_reason"])]
        lines = [" · ".join(filter(None, words)), values.get("note")]
        if values.get("next_step"):
            lines.append(self.env._("Next step: %(step)s", step=values["next_step"]))
        return "\n".join(filter(None, lines))

    def _get_label(self, name, value):
        return dict(self._fields[name]._description_selection(self.env)).get(value)

    def _post_outcome(self, values):
        """Write the outcome into the customers' chatter."""
        text = self._get_outcome_text(values)
        for touchpoint in self.sudo():
            touchpoint.customer_id.message_post(
                body=plaintext2html(f"{touchpoint._get_subject()}\n{text}"),
                subtype_xmlid="mail.mt_activities",
            )
