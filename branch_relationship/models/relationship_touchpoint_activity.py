from markupsafe import Markup

from odoo import models


class RelationshipTouchpoint(models.Model):
    """The activity that carries a contact out; both are kept in step."""

    _inherit = "relationship.touchpoint"

    def _in_sync(self):
        """Write without echo: what is written here is written there by the caller."""
        # sudo: the ledger's own values are written by its methods, not by people
        return self.sudo().with_context(
            relationship_sync=True, mail_activity_quick_update=True
        )

    def _get_open_activities(self):
        return self._in_sync().activity_ids.filtered("active")

    def _drop_activities(self):
        """Remove the open activities; the ledger keeps what happened."""
        self._get_open_activities().unlink()

    def _release(self):
        """Put assigned contacts back among the planned ones, without activity."""
        self._drop_activities()
        assigned = self.filtered(lambda row: row.state == "assigned")
        assigned._in_sync().write({"state": "planned"})

    def _sync_activities(self, vals):
        """Carry what was written on contacts over to their activities."""
        if "state" in vals:
            (self - self._filter_open())._drop_activities()
        if "user_id" in vals and not vals["user_id"]:
            self._release()
        activity_vals = {}
        if vals.get("user_id"):
            activity_vals["user_id"] = vals["user_id"]
        if vals.get("due_date"):
            activity_vals["date_deadline"] = vals["due_date"]
        if activity_vals:
            self._get_open_activities().write(activity_vals)

    def _activity_written(self, vals):
        """Carry what was written on their activities over to these contacts."""
        if not vals.get("active", True):
            self._close_skipped({"skip_reason": self.env._("archived")})
            return
        changes = {}
        if vals.get("date_deadline"):
            changes["due_date"] = vals["date_deadline"]
        if "user_id" in vals:
            changes["user_id"] = vals["user_id"]
        if changes:
            self._in_sync().write(changes)

    def _refresh_activities(self):
        for activity in self._get_open_activities():
            touchpoint = activity.touchpoint_id
            values = touchpoint._prepare_activity_values()
            activity.write({key: values[key] for key in ("summary", "note")})

    def _prepare_activity_values(self):
        """Return the values of the activity that carries this contact out.

        An override may change or add values; ``touchpoint_id`` must stay.
        """
        self.ensure_one()
        touchpoint = self.with_context(lang=self.user_id.lang)
        customer = self.customer_id
        return {
            "touchpoint_id": self.id,
            "res_model": customer._name,
            "res_model_id": self.env["ir.model"]._get_id(customer._name),
            "res_id": customer.id,
            "res_name": customer.display_name,
            "activity_type_id": self._get_activity_type().id,
            "summary": touchpoint._get_subject(),
            "note": touchpoint._get_reason_list(),
            "date_deadline": self.due_date,
            "user_id": self.user_id.id,
            "user_tz": self.user_id.tz,
            "automated": True,
        }

    def _get_activity_type(self):
        self.ensure_one()
        return self.content_id.activity_type_id or self.env.ref(
            "mail.mail_activity_data_call"
        )

    def _get_reason_list(self):
        """Return all reasons as a list, the strongest first."""
        self.ensure_one()
        names = self._get_ordered_reasons().content_id.mapped("name")
        if len(names) < 2:
            return False
        items = Markup().join(Markup("<li>%s</li>") % name for name in names)
        return Markup("<ul>%s</ul>") % items

    def _assign(self):
        """Give contacts to their relationship managers as activities, in one batch."""
        touchpoints = self.sudo()._in_sync()
        touchpoints._mark_assigned()
        touchpoints._subscribe_users()
        # Names are computed once for all customers, not per activity.
        touchpoints.customer_id.mapped("display_name")
        activities = touchpoints.env["mail.activity"]
        return activities.with_context(relationship_subscribed=True).create(
            [touchpoint._prepare_activity_values() for touchpoint in touchpoints]
        )

    def _mark_assigned(self):
        """Assign contacts, and keep the segments their customers are in on this day."""
        by_segment = self.grouped(lambda row: row.customer_id.segment_id)
        for segment, rows in by_segment.items():
            rows.write({"state": "assigned", "segment_id": segment.id})
