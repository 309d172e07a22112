from odoo import models


class RelationshipFeed(models.Model):
    """Customers who were handed over here before the bank's systems know of it.

    A delivery that still names the former manager does not take them back. One that
    names anybody else, or comes after the customer has moved on, counts as ever.
    """

    _inherit = "relationship.feed"

    def _get_changed_values(self, record, values):
        changed = super()._get_changed_values(record, values)
        if record._name != "res.partner" or not {"user_id", "branch_id"} & set(changed):
            return changed
        done = record.handover_line_ids.filtered(lambda line: line.state == "done")
        last = done[-1:]
        is_old = values.get("user_id", last.from_user_id.id) == last.from_user_id.id
        if not last or last.user_id != record.user_id or not is_old:
            return changed
        former = {"user_id": last.from_user_id.id, "branch_id": last.from_branch_id.id}
        return {
            name: value
            for name, value in changed.items()
            if name not in former or value != former[name]
        }
