from odoo import api, models
from odoo.tools import SQL


class ResPartner(models.Model):
    """The dates of contact as SQL: the set-wise twin of ``res_partner_care``."""

    _inherit = "res.partner"

    @api.model
    def _get_contact_interval_sql(self, customer, segment):
        """Return the expression of the contact interval: own, else the segment's.

        :param customer: alias with ``own_contact_interval``
        :param segment: alias of ``relationship_segment``, may be an outer join
        """
        return SQL(
            "coalesce(nullif(%s, 0), %s)",
            SQL.identifier(customer, "own_contact_interval"),
            SQL.identifier(segment, "contact_interval"),
        )

    @api.model
    def _get_contact_dates_sql(self, customer, segment):
        """Return the expressions of the ideal and the latest date of the next contact:
        the interval, or the longest of the segment, counted from ``cadence_start``.

        Empty without a start or an interval. For the parameters see above.
        """
        start = SQL.identifier(customer, "cadence_start")
        interval = self._get_contact_interval_sql(customer, segment)
        longest = SQL.identifier(segment, "max_interval")
        return {
            "next_contact_date": SQL("%s + %s", start, interval),
            "latest_contact_date": SQL(
                "%s + greatest(%s, %s)", start, longest, interval
            ),
        }
