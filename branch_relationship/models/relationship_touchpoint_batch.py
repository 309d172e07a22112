from odoo import api, fields, models
from odoo.tools import SQL

from .relationship_touchpoint import OPEN_STATES


class RelationshipTouchpointBatch(models.Model):
    """One line of My Day for many greetings: the contacts of one content, manager and
    day whose reasons are all delivered in batches (DESIGN, Dispatch).

    It is one unit of capacity and one activity, which ends with the last of its
    contacts.
    """

    _name = "relationship.touchpoint.batch"
    _description = "Relationship Touchpoint Batch"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    name = fields.Char(required=True, readonly=True)
    content_id = fields.Many2one(
        "relationship.care.content", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Relationship Manager",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    date = fields.Date(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        related="content_id.company_id",
        store=True,
        index=True,
        precompute=True,
    )
    channel = fields.Selection(
        [("wechat", "WeChat"), ("sms", "SMS"), ("mail", "Mail")],
        string="Sent By",
        required=True,
        default="wechat",
    )
    touchpoint_ids = fields.One2many("relationship.touchpoint", "batch_id")
    open_count = fields.Integer(compute="_compute_counts", string="To Send")
    sent_count = fields.Integer(compute="_compute_counts", string="Sent")

    _user_unique = models.UniqueIndex(
        "(user_id, date, content_id)", "These greetings are one line already."
    )

    def _compute_counts(self):
        counts = {
            (batch, state): count
            for batch, state, count in self.env["relationship.touchpoint"]._read_group(
                [("batch_id", "in", self.ids)], ["batch_id", "state"], ["__count"]
            )
        }
        for batch in self:
            batch.open_count = sum(counts.get((batch, key), 0) for key in OPEN_STATES)
            batch.sent_count = counts.get((batch, "done"), 0)

    def action_open(self):
        """Open the greetings with their words, to be copied and sent."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_touchpoint_action_greetings"
        )
        name = self[:1].name
        return {
            **action,
            "name": name,
            "display_name": name,
            "domain": [("batch_id", "in", self.ids)],
        }

    def action_sent(self):
        """Close all that is open as sent."""
        return self._get_open_touchpoints().action_sent()

    def _get_open_touchpoints(self):
        return self.touchpoint_ids.filtered(lambda row: row.state in OPEN_STATES)

    @api.model
    def _get_or_create(self, user, date, content, touchpoints):
        """Return the line of these contacts, named after what they greet."""
        batch = self.search(
            [
                ("user_id", "=", user.id),
                ("date", "=", date),
                ("content_id", "=", content.id),
            ]
        )
        if batch:
            return batch
        batches = self.with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True
        )
        return batches.create(
            {
                "name": self.with_context(lang=user.lang)._get_title(
                    content, touchpoints
                ),
                "user_id": user.id,
                "date": date,
                "content_id": content.id,
            }
        )

    def _get_title(self, content, touchpoints):
        """Return the content's name, with the occasion where all share one."""
        name = content.with_env(self.env).name
        reasons = touchpoints.reason_ids.filtered(
            lambda reason: reason.content_id == content
        )
        sources = set(reasons.with_env(self.env)._get_sources().values())
        if len(sources) != 1 or reasons[0].source_model == "res.partner":
            return name
        return f"{sources.pop().display_name} · {name}"

    @api.model
    def _get_members_sql(self):
        """Return the condition that the contact ``t`` belongs into a batch."""
        return SQL(
            """
            EXISTS (SELECT FROM relationship_care_content k
                     WHERE k.id = t.content_id AND k.delivery = 'batch')
            AND NOT EXISTS (
                SELECT FROM relationship_touchpoint_reason r
                  JOIN relationship_care_content k ON k.id = r.content_id
                 WHERE r.touchpoint_id = t.id AND k.delivery = 'personal'
                   AND r.is_withheld IS NOT TRUE)
            """
        )

    def _assign_activities(self):
        """Give each an activity that has none, in one batch."""
        missing = self.filtered(lambda batch: not batch.activity_ids)
        model = self.env["ir.model"]._get_id(self._name)
        kind = self.env.ref("mail.mail_activity_data_todo")
        self.env["mail.activity"].create(
            [
                {
                    "res_model": self._name,
                    "res_model_id": model,
                    "res_id": batch.id,
                    "res_name": batch.name,
                    "activity_type_id": kind.id,
                    "summary": batch.name,
                    "date_deadline": batch.date,
                    "user_id": batch.user_id.id,
                    "user_tz": batch.user_id.tz,
                    "automated": True,
                }
                for batch in missing
            ]
        )

    def _settle(self):
        """End the activity of those of whose contacts none is open any more."""
        # sudo: who closes the last greeting need not be who has the activity
        for batch in self.sudo().filtered(lambda batch: not batch.open_count):
            activities = batch.activity_ids.with_context(relationship_sync=True)
            if batch.sent_count:
                activities._action_done()
            else:
                activities.unlink()
