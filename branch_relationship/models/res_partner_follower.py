from odoo import models
from odoo.tools import SQL

from .res_partner_touchpoint import OWNER_FIELDS

READER_FIELDS = (*OWNER_FIELDS, "relationship_stage", "relationship_customer_id")


class ResPartner(models.Model):
    """Who follows a customer receives what is said there: colleagues do so only as long
    as they may read the card. All other followers stay."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(READER_FIELDS):
            # sudo: whoever hands a customer over need not see it any more
            self.sudo().filtered(lambda row: row._is_private())._unsubscribe_blind()
        return result

    def _unsubscribe_blind(self, people=None):
        """Let no user follow these cards who may not read them.

        :param people: the contacts of the users to look at; default: of all colleagues
        """
        domain = [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        if people is None:
            domain.append(("partner_id.user_ids.share", "=", False))
        else:
            domain.append(("partner_id", "in", people.ids))
        # sudo: followers are those of others
        followers = self.env["mail.followers"].sudo().with_context(active_test=False)
        followers = followers.search(domain)
        blind = followers.browse()
        for partner, rows in followers.grouped("partner_id").items():
            followed = self.browse(rows.mapped("res_id"))
            read = set(followed._filter_read_by(partner.user_ids).ids)
            blind |= rows.filtered(lambda row, read=read: row.res_id not in read)
        blind.unlink()

    def _filter_read_by(self, users):
        """Return which of these cards any of these users may read."""
        readable = self.browse()
        for user in users.filtered("active"):
            cards = self.with_user(user)
            cards = cards.with_context(allowed_company_ids=user.company_ids.ids)
            readable |= self.browse(cards._filtered_access("read").ids)
        return readable

    def _unsubscribe_ended_covers(self, date, condition):
        """Do so where a cover has ended, which nobody writes.

        :param condition: SQL on ``t``, the customers it is about
        """
        self.flush_model(OWNER_FIELDS)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.id
                  FROM res_partner t
                  JOIN res_users u ON u.id = t.cover_user_id
                  JOIN mail_followers f ON f.res_model = 'res.partner'
                       AND f.res_id = t.id AND f.partner_id = u.partner_id
                 WHERE t.cover_until < %s AND %s
                 ORDER BY t.id
                """,
                date,
                condition,
            )
        )
        self.browse(row[0] for row in rows)._unsubscribe_blind()
