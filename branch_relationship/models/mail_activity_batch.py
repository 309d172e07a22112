from odoo import models


class MailActivity(models.Model):
    """The activity of a line of greetings: what is done with it is done with all that
    is open of them.

    A user's cancelling skips them; Odoo's own deleting puts them back.
    """

    _inherit = "mail.activity"

    def write(self, vals):
        greetings = self._get_synced_greetings()
        result = super().write(vals)
        if vals.get("user_id"):
            greetings.write({"user_id": vals["user_id"]})
        if vals.get("date_deadline"):
            greetings.write({"due_date": vals["date_deadline"]})
        return result

    def unlink(self):
        greetings = self._get_synced_greetings()
        result = super().unlink()
        if greetings and self.env.su:
            greetings._release()
        elif greetings:
            greetings._close_skipped({"skip_reason": self.env._("cancelled")})
        return result

    def _action_done(self, feedback=False, attachment_ids=None):
        greetings = self._get_synced_greetings()
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        greetings._record_sent()
        return result

    def _get_synced_greetings(self):
        """Return the open contacts of these open activities, but not in an echo."""
        batches = self.env["relationship.touchpoint.batch"]
        if not self.env.context.get("relationship_sync"):
            # sudo: as for a contact's own activity
            activities = self.sudo().filtered(
                lambda row: row.active and row.res_model == batches._name
            )
            batches = batches.browse(activities.mapped("res_id")).sudo().exists()
        return batches._get_open_touchpoints()
