from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class RelationshipCareContent(models.Model):
    """News (``relationship.news``), told once to each customer whom it concerns.

    A content of after-sales tracking tells what is about products, any other content
    what is about interests. Whoever buys the product, or is known to like the thing,
    while the news is valid is told of it then.
    """

    _inherit = "relationship.care.content"

    trigger = fields.Selection(
        selection_add=[("news", "News")], ondelete={"news": "cascade"}
    )

    def _get_wording_interests(self, customer, source):
        """News is told in the words of what it is about, whatever else they like."""
        interests = super()._get_wording_interests(customer, source)
        if self.trigger != "news" or not source:
            return interests
        told = source.interest_ids
        return interests.filtered(lambda tag: tag._get_with_above() & told)

    def _tells(self, news):
        """Tell whether this content is the one for such news."""
        self.ensure_one()
        return (self.category == "tracking") == news.is_financial

    def _get_news_domain(self):
        """Return the domain of the customers this content suits."""
        self.ensure_one()
        domain = Domain("relationship_stage", "=", "established")
        if self.orientation_ids:
            domain &= Domain("orientation_id", "in", [False, *self.orientation_ids.ids])
        if self.segment_ids:
            domain &= Domain("segment_id", "in", self.segment_ids.ids)
        return domain

    def _can_news(self, date):
        return bool(self._get_news_rows(date))

    def _due_news(self, content, date):
        """The cycle is the news: nobody is told twice.

        It is due when it becomes valid, and for whom it concerns later than that, on
        the day of this night.
        """
        rows = content._get_news_rows(date)
        return SQL(
            """
            SELECT p.id AS customer_id,
                   n.day AS due_date,
                   'relationship.news' AS source_model,
                   n.news_id AS source_id,
                   n.news_id::text AS cycle
              FROM unnest(%(ids)s::int[], %(days)s::date[], %(targets)s::int[],
                          %(branches)s::int[]) AS n(news_id, day, target_id, branch_id)
              JOIN %(audience)s
              JOIN res_partner p ON p.id = a.customer_id
               AND (n.branch_id IS NULL OR p.branch_id = n.branch_id)
            """,
            ids=[row[0] for row in rows],
            days=[row[1] for row in rows],
            targets=[row[2] for row in rows],
            branches=[row[3] for row in rows],
            audience=content._get_news_audience(),
        )

    def _get_news_rows(self, date):
        """Return ``(news, due day, product or interest, branch or None)`` of what is
        valid now or soon: one row for each product and branch."""
        _since, until = self._get_due_window(date)
        lead = timedelta(days=self.lead_days)
        found = self.env["relationship.news"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_from", "<=", until + lead),
                ("date_until", ">=", date),
            ]
        )
        return [
            (news.id, max(news.date_from - lead, date), target.id, branch)
            for news in found.filtered(self._tells)
            for target in news._get_targets()
            for branch in news._get_branches().ids or [None]
        ]

    def _get_news_audience(self):
        """Return the table ``a`` of customers and, of each, what it is joined by."""
        if self.category == "tracking":
            return SQL(
                "relationship_holding a ON a.product_id = n.target_id AND a.active"
            )
        return SQL(
            """(SELECT partner_id AS customer_id, category_id
                  FROM res_partner_res_partner_category_rel) a
                ON a.category_id = n.target_id"""
        )

    def _lapse_news(self):
        """Withdrawn, out of date, or no longer of interest to the customer.

        The day is that of the night (context ``relationship_lapse_date``).
        """
        today = self.env.context.get("relationship_lapse_date")
        return SQL(
            """(SELECT CASE WHEN n.active IS NOT TRUE THEN %(withdrawn)s
                            WHEN n.date_until < %(today)s THEN %(over)s
                            WHEN NOT (%(below)s AND %(liked)s) THEN %(other)s END
                  FROM (VALUES (r.source_id)) AS told(id)
             LEFT JOIN relationship_news n ON n.id = told.id)""",
            withdrawn=self.env._("news withdrawn"),
            today=today or self.env.user._get_local_today(),
            over=self.env._("news out of date"),
            below=self._get_news_branch_sql(),
            liked=self._get_news_liked_sql(),
            other=self.env._("no longer concerned"),
        )

    def _get_news_branch_sql(self):
        """Return SQL telling whether the news ``n`` is for the customer's branch."""
        return SQL(
            """(n.branch_id IS NULL OR EXISTS (
                SELECT FROM crm_team led
                  JOIN crm_team own ON own.parent_path LIKE led.parent_path || '%%'
                 WHERE led.id = n.branch_id AND own.id = c.branch_id))"""
        )

    def _get_news_liked_sql(self):
        """Return SQL telling whether the customer holds, or likes, what it is about."""
        return SQL(
            """CASE WHEN n.is_financial THEN EXISTS (
                SELECT FROM product_template_relationship_news_rel t
                  JOIN relationship_holding h ON h.product_id = t.product_template_id
                 WHERE t.relationship_news_id = n.id
                   AND h.customer_id = c.id AND h.active)
            ELSE EXISTS (
                SELECT FROM relationship_news_res_partner_category_rel t
                  JOIN res_partner_category told ON told.id = t.res_partner_category_id
                  JOIN res_partner_category own
                    ON own.parent_path LIKE told.parent_path || '%%'
                  JOIN res_partner_res_partner_category_rel l
                    ON l.category_id = own.id AND l.partner_id = c.id
                 WHERE t.relationship_news_id = n.id) END"""
        )
