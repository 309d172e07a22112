from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """When we last spoke, how the customer felt and what is next, for the card."""

    _inherit = "res.partner"

    care_overview = fields.Json(
        compute="_compute_care_overview",
        groups=RM_GROUP,
        help="The last contacts with their mood, and the next one.",
    )

    @api.depends("touchpoint_ids.state", "touchpoint_ids.due_date")
    @api.depends_context("lang", "tz", "uid")
    def _compute_care_overview(self):
        for partner in self:
            partner.care_overview = (
                partner._prepare_care_overview()
                if partner.relationship_stage
                else False
            )

    def _prepare_care_overview(self):
        today = self.env.user._get_local_today()
        last = self.last_contact_date
        return {
            "today": fields.Date.to_string(today),
            "health": self.contact_health,
            "last": last and fields.Date.to_string(last),
            "days": last and (today - last).days,
            "start": self._get_card_date("cadence_start"),
            "ideal": self._get_card_date("next_contact_date"),
            "latest": self._get_card_date("latest_contact_date"),
            "recent_count": self._count_recent_contacts(today),
            "contacts": self._prepare_card_contacts(),
            "moods": self._get_mood_labels(),
            "next": self._prepare_card_next(today),
        }

    def _get_card_date(self, name):
        return self[name] and fields.Date.to_string(self[name])

    def _count_recent_contacts(self, today):
        return self.env["relationship.touchpoint"].search_count(
            Domain("customer_id", "=", self._origin.id)
            & Domain("result", "=", "reached")
            & Domain("done_date", ">=", today - timedelta(days=90))
        )

    def _prepare_card_contacts(self):
        """Return the last six contacts that reached the customer, oldest first."""
        done = self.env["relationship.touchpoint"].search(
            Domain("customer_id", "=", self._origin.id)
            & Domain("result", "=", "reached")
            & Domain("done_date", "!=", False),
            order="done_date desc, id desc",
            limit=6,
        )
        return [
            {
                "id": touchpoint.id,
                "date": fields.Date.to_string(touchpoint.done_date),
                "mood": touchpoint.mood or "",
                "mood_label": self._get_touchpoint_label(touchpoint, "mood"),
                "channel_label": self._get_touchpoint_label(touchpoint, "channel"),
                "note": touchpoint.note or "",
                "user": touchpoint.sudo().done_user_id.name or "",
            }
            for touchpoint in done[::-1]
        ]

    @api.model
    def _get_mood_labels(self):
        """Return the moods from the best to the worst, as ``[[mood, label]]``."""
        field = self.env["relationship.touchpoint"]._fields["mood"]
        return [list(item) for item in field._description_selection(self.env)]

    def _get_touchpoint_label(self, touchpoint, name):
        field = touchpoint._fields[name]
        labels = dict(field._description_selection(self.env))
        return labels.get(touchpoint[name]) or ""

    def _prepare_card_next(self, today):
        """Return the next open contact, or False."""
        touchpoint = self.env["relationship.touchpoint"].search(
            Domain("customer_id", "=", self._origin.id)
            & Domain("state", "in", ("planned", "assigned")),
            order="due_date, priority desc, id",
            limit=1,
        )
        if not touchpoint:
            return False
        return {
            "id": touchpoint.id,
            "date": fields.Date.to_string(touchpoint.due_date),
            "days": (touchpoint.due_date - today).days,
            "is_late": touchpoint.is_overdue,
            "title": touchpoint._get_subject(),
            "held": touchpoint.hold_text,
        }
