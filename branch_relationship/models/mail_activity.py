from odoo import fields, models

from odoo.addons.mail.tools.discuss import Store

from .res_partner import RM_GROUP


class MailActivity(models.Model):
    """An activity that carries out a contact of the ledger, and tells it what happens.

    ``_action_done`` is the only gate through which one is finished. A user's
    cancelling skips the contact; Odoo's own deleting (superuser mode: vacuum, archived
    user) puts it back among the planned ones.
    """

    _inherit = "mail.activity"

    touchpoint_id = fields.Many2one(
        "relationship.touchpoint",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
        readonly=True,
        help="The contact in the ledger that this activity carries out.",
    )

    def write(self, vals):
        touchpoints = self._get_synced_touchpoints()
        result = super().write(vals)
        if touchpoints:
            touchpoints._activity_written(vals)
        return result

    def unlink(self):
        touchpoints = self._get_synced_touchpoints()
        result = super().unlink()
        if touchpoints and self.env.su:
            touchpoints._release()
        elif touchpoints:
            touchpoints._close_skipped({"skip_reason": self.env._("cancelled")})
        return result

    def _action_done(self, feedback=False, attachment_ids=None):
        outcome = self.env.context.get("relationship_outcome")
        touchpoints = self._get_synced_touchpoints()
        if touchpoints:
            touchpoints._close_done_elsewhere(feedback)
        elif outcome:
            self.sudo().touchpoint_id._close_done(outcome)
        activities = self.with_context(relationship_sync=True)
        return super(MailActivity, activities)._action_done(
            feedback=feedback, attachment_ids=attachment_ids
        )

    def action_done(self):
        """Ask for the outcome where one contact is finished by its button."""
        if self._is_outcome_asked():
            return self.sudo().touchpoint_id.with_env(self.env).action_record_outcome()
        return super().action_done()

    def action_done_redirect_to_other(self):
        activities = self.with_context(relationship_ask_outcome=False)
        return super(MailActivity, activities).action_done_redirect_to_other()

    def _is_outcome_asked(self):
        return bool(
            len(self) == 1
            and self.active
            and self.env.context.get("relationship_ask_outcome", True)
            and self._get_synced_touchpoints()
            and self.env.user.has_group(RM_GROUP)
        )

    def _get_synced_touchpoints(self):
        """Return the open contacts of these open activities, but not in an echo."""
        if self.env.context.get("relationship_sync"):
            return self.env["relationship.touchpoint"]
        # sudo: an activity may be carried out by somebody who cannot see the ledger
        activities = self.sudo().filtered("active")
        return activities.touchpoint_id._filter_open()

    def _to_store_defaults(self, target):
        has_dialog = self.env.user.has_group(RM_GROUP)
        return super()._to_store_defaults(target) + [
            Store.Attr(
                "touchpoint_id",
                lambda activity: has_dialog
                and activity.sudo().touchpoint_id._filter_open().id,
            )
        ]
