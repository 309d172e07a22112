from odoo import models


class RelationshipHandover(models.Model):
    """What is written on the cards, and whom a handover is told: in Odoo, no mail."""

    _inherit = "relationship.handover"

    def _log(self, customers, source, target):
        """Write a note on each card, in one batch."""
        body = self.env._(
            "Handed over from %(former)s to %(manager)s: %(reason)s",
            former=source.name or self.env._("nobody"),
            manager=target.name,
            reason=self.reason,
        )
        customers._message_log_batch(dict.fromkeys(customers.ids, body))

    def _tell_managers(self):
        """Tell everybody who had customers or has them now, but not who did it."""
        came, went = self._count_lines("user_id"), self._count_lines("from_user_id")
        people = self.env["res.users"].union(*came, *went).filtered("active")
        self.env["res.users"]._send_notices(
            {
                user: self.with_context(lang=user.lang)._get_told_text(
                    came.get(user, 0), went.get(user, 0)
                )
                for user in people - self.env.user
            }
        )

    def _count_lines(self, name):
        groups = self.env["relationship.handover.line"]._read_group(
            [("handover_id", "in", self.ids)], [name], ["__count"]
        )
        return dict(groups)

    def _get_told_text(self, came, went):
        """Say how many customers came to one manager, and how many went."""
        parts = []
        if came:
            parts.append(
                self.env._("Customers who came to you: %(count)s.", count=came)
            )
        if went:
            parts.append(self.env._("Customers who left you: %(count)s.", count=went))
        parts.append(self.env._("Handover: %(reason)s", reason=self.reason))
        return " ".join(parts)
