from odoo import fields, models
from odoo.tools import SQL, groupby


class RelationshipTouchpoint(models.Model):
    """Which contacts make up a batch: how they enter one, and when they leave it.

    A contact whose reasons are all delivered in batches is sent to, not called. As soon
    as another reason joins, or another person has it, it is a contact of its own.
    """

    _inherit = "relationship.touchpoint"

    batch_id = fields.Many2one(
        "relationship.touchpoint.batch",
        string="Greetings",
        index="btree_not_null",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The line of My Day to which this contact belongs.",
    )

    def write(self, vals):
        batches = self.sudo().batch_id
        result = super().write(vals)
        if batches and "user_id" in vals:
            self.sudo().filtered(
                lambda row: row.batch_id and row.user_id != row.batch_id.user_id
            )._release()
        if batches and ({"state", "batch_id"} & vals.keys()):
            self.env.flush_all()
            batches.invalidate_recordset(["open_count", "sent_count"])
            batches._settle()
        return result

    def _release(self):
        super()._release()
        batched = self.sudo().filtered("batch_id")
        if batched:
            batched._in_sync().write({"batch_id": False})

    def _reasons_added(self):
        super()._reasons_added()
        personal = self.filtered(lambda row: row.batch_id and not row._is_batched())
        carried = personal.filtered(lambda row: row._get_open_activities())
        carried._in_sync().write({"batch_id": False})
        (personal - carried)._release()

    def _repair_assigned(self, condition):
        """Plan again the greetings, too, whose line has lost its activity."""
        super()._repair_assigned(condition)
        self._update_open(
            SQL("state = 'planned', batch_id = NULL"),
            SQL(
                """t.state = 'assigned' AND t.batch_id IS NOT NULL AND %s
                   AND NOT EXISTS (
                    SELECT FROM mail_activity a
                     WHERE a.res_model = 'relationship.touchpoint.batch'
                       AND a.res_id = t.batch_id AND a.active)""",
                condition,
            ),
        )

    def _is_batched(self):
        """Tell whether every reason of this contact is delivered in a batch."""
        self.ensure_one()
        deliveries = set(self._get_ordered_reasons().content_id.mapped("delivery"))
        return deliveries == {"batch"}

    def _assign_batches(self):
        """Put contacts into the lines of their managers' days, made where none is."""
        touchpoints = self.sudo()._in_sync()
        batches = self.env["relationship.touchpoint.batch"].sudo()
        touchpoints._mark_assigned()
        for (user, date, content), rows in groupby(
            touchpoints, lambda row: (row.user_id, row.due_date, row.content_id)
        ):
            members = self.browse([row.id for row in rows])
            batch = batches._get_or_create(user, date, content, members)
            members._in_sync().write({"batch_id": batch.id})
            batches |= batch
        batches.with_context(mail_activity_quick_update=True)._assign_activities()
