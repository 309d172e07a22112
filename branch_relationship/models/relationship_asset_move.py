from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipAssetMove(models.Model):
    """Assets that fell or rose far between two deliveries of holdings.

    - One row of a customer and day, from what the assets were before the day's first
      delivery to what they are after its last: money that goes from one product to
      another, or a damaged delivery and its correction, is no move.
    - Only what reaches the least thresholds in use is written
      (``relationship.care.content``, trigger balance_move).
    - What takes back a fall of the last week, or a rise of the day before, whole or in
      part, is a return: seen here, told to nobody.
    - What is no money moving is none: the first delivery of a source, one that an
      administrator had to confirm, a rate alone, changes by hand, the first holdings
      of a customer.
    """

    _name = "relationship.asset.move"
    _description = "Relationship Asset Move"
    _order = "date desc, id desc"
    _log_access = False

    customer_id = fields.Many2one(
        "res.partner", required=True, ondelete="cascade", readonly=True
    )
    date = fields.Date(required=True, readonly=True, help="Of the bank's delivery.")
    amount_before = fields.Monetary(string="Before", readonly=True)
    amount_after = fields.Monetary(string="After", readonly=True)
    amount_change = fields.Monetary(string="Change", readonly=True)
    percent_change = fields.Float(
        string="Change (%)", digits=(16, 1), compute="_compute_percent_change"
    )
    returned_id = fields.Many2one(
        "relationship.asset.move",
        string="Returns",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The earlier move that this one takes back: nobody is told of it.",
    )
    branch_id = fields.Many2one(related="customer_id.branch_id", string="Branch")
    user_id = fields.Many2one(
        related="customer_id.user_id", string="Relationship Manager"
    )
    company_id = fields.Many2one(
        "res.company", required=True, ondelete="cascade", readonly=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    _customer_date_idx = models.Index("(customer_id, date)")
    _date_idx = models.Index("(date, customer_id)")

    @api.depends("amount_before", "amount_change")
    def _compute_percent_change(self):
        for move in self:
            before = move.amount_before
            move.percent_change = before and 100 * move.amount_change / before

    @api.depends("customer_id.display_name", "date")
    def _compute_display_name(self):
        for move in self:
            move.display_name = f"{move.customer_id.display_name} {move.date}"

    @api.model
    def _get_record_query(self, company, changed, date):
        """Return SQL that writes the moves among changed assets down.

        :param changed: name of a CTE of ``customer_id``, ``before`` and ``after``
        :return: a query of CTEs, to follow those of the caller
        """
        contents = self.env["relationship.care.content"]._get_balance_contents(company)
        if not contents:
            return SQL()
        values = {
            "changed": changed,
            "company": company.id,
            "date": date,
            "reach": contents._get_least_reach_sql(SQL("c.before"), SQL("c.after")),
            "beyond": contents._get_least_reach_sql(
                SQL("o.amount_before"), SQL("c.after")
            ),
        }
        return SQL(
            """,
            reached AS (
                SELECT c.customer_id, c.before, c.after, m.id AS move_id, (
                        SELECT o.id FROM relationship_asset_move o
                         WHERE o.customer_id = c.customer_id
                           AND o.date < %(date)s
                           AND o.date >= %(date)s::date - CASE
                               WHEN o.amount_change < 0 THEN 7 ELSE 1 END
                           AND o.returned_id IS NULL
                           AND sign(o.amount_change) <> sign(c.after - c.before)
                           AND NOT (%(beyond)s AND
                               sign(o.amount_change) <> sign(c.after - o.amount_before))
                      ORDER BY o.date DESC, o.id DESC LIMIT 1) AS returned_id
                  FROM %(changed)s c
             LEFT JOIN relationship_asset_move m
                    ON m.customer_id = c.customer_id AND m.date = %(date)s
                 WHERE m.id IS NOT NULL OR (%(reach)s AND (c.before > 0 OR EXISTS (
                        SELECT FROM relationship_holding h
                         WHERE h.customer_id = c.customer_id
                           AND h.create_date < now() AT TIME ZONE 'UTC')))
            ),
            moved AS (
                UPDATE relationship_asset_move m
                   SET amount_after = r.after, amount_change = r.after - r.before,
                       amount_before = r.before, returned_id = r.returned_id
                  FROM reached r
                 WHERE m.id = r.move_id
            ),
            new_move AS (
                INSERT INTO relationship_asset_move (
                    customer_id, company_id, date, amount_before, amount_after,
                    amount_change, returned_id)
                SELECT customer_id, %(company)s, %(date)s, before, after,
                       after - before, returned_id
                  FROM reached
                 WHERE move_id IS NULL
              ORDER BY customer_id
            )
            """,
            **values,
        )
