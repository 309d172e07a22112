from odoo import api, fields, models
from odoo.tools import SQL

#: The share of the threshold below which a holding is ready to call again.
RELEASE_SHARE = 0.8
#: Trigger of a care content -> whether it looks at gains rather than at losses.
KINDS = {"take_profit": True, "stop_loss": False}


class RelationshipGainCrossing(models.Model):
    """A holding whose value went beyond its take profit or stop loss.

    - Value is quantity times the last unit value, else the balance; against the cost.
    - It calls once, on the day it goes beyond. It may do so again only after it fell
      back to less than four fifths of the threshold: 20 % are left at 16 %.
    - Who was beyond already when that was first known (a first delivery, a cost or a
      price that was missing, another threshold of a product or content) calls nobody.
    """

    _name = "relationship.gain.crossing"
    _description = "Relationship Gain Crossing"
    _order = "date desc, id desc"
    _log_access = False

    holding_id = fields.Many2one(
        "relationship.holding", required=True, ondelete="cascade", readonly=True
    )
    customer_id = fields.Many2one(related="holding_id.customer_id")
    product_id = fields.Many2one(related="holding_id.product_id")
    user_id = fields.Many2one(
        related="holding_id.customer_id.user_id", string="Relationship Manager"
    )
    kind = fields.Selection(
        [("take_profit", "Take Profit"), ("stop_loss", "Stop Loss")],
        required=True,
        readonly=True,
    )
    threshold_percent = fields.Float(
        string="Threshold (%)", digits=(16, 2), required=True, readonly=True
    )
    date = fields.Date(required=True, readonly=True)
    percent_gain = fields.Float(
        string="Gain (%)",
        digits=(16, 2),
        readonly=True,
        aggregator=None,
        help="Of the cost, on the day it went beyond.",
    )
    was_beyond = fields.Boolean(
        readonly=True,
        help="It was beyond already when that was first known: nobody is called.",
    )
    released_on = fields.Date(
        string="Back on", readonly=True, help="The value has come back."
    )

    _open_unique = models.UniqueIndex(
        "(holding_id, kind, threshold_percent) WHERE released_on IS NULL",
        "This holding is beyond this threshold already.",
    )
    _date_idx = models.Index(
        "(kind, date, holding_id) WHERE released_on IS NULL AND NOT was_beyond"
    )

    @api.depends("holding_id.display_name", "date")
    def _compute_display_name(self):
        for crossing in self:
            crossing.display_name = (
                f"{crossing.holding_id.display_name} {crossing.date}"
            )

    @api.model
    def _follow(self, holdings, is_quiet):
        """Write down which holdings went beyond a threshold, and which came back.

        :param holdings: SQL condition over the holding ``h``
        :param is_quiet: SQL over ``h``: that it is beyond was not known before
        """
        contents = self.env["relationship.care.content"].sudo()
        for model in ("relationship.holding", "product.template"):
            self.env[model].flush_model()
        self.env["relationship.product.price"].flush_model()
        self.flush_model()
        found = contents.search([("trigger", "in", list(KINDS))])
        for company, of_company in found.grouped("company_id").items():
            self.env.cr.execute(
                self._get_statement(company, of_company, holdings, is_quiet)
            )
        self.invalidate_model()

    def _get_statement(self, company, contents, holdings, is_quiet):
        return SQL(
            """
            WITH judged AS (
                SELECT DISTINCT g.holding_id, g.is_quiet, k.kind, k.percent, g.gain,
                       CASE WHEN k.is_gain THEN g.gain ELSE -g.gain END AS size
                  FROM (%(gains)s) g
            CROSS JOIN LATERAL (VALUES %(thresholds)s) k (kind, is_gain, percent)
            ),
            released AS (
                UPDATE relationship_gain_crossing x SET released_on = %(today)s
                  FROM judged j
                 WHERE x.holding_id = j.holding_id AND x.kind = j.kind
                   AND x.threshold_percent = j.percent AND x.released_on IS NULL
                   AND j.size < j.percent * %(share)s::numeric
            )
            INSERT INTO relationship_gain_crossing (
                holding_id, kind, threshold_percent, date, percent_gain, was_beyond)
            SELECT j.holding_id, j.kind, j.percent, %(today)s, j.gain, j.is_quiet
              FROM judged j
             WHERE j.size >= j.percent
          ORDER BY j.holding_id, j.kind, j.percent
       ON CONFLICT (holding_id, kind, threshold_percent) WHERE released_on IS NULL
                DO NOTHING
            """,
            gains=self._get_gain_query(company, holdings, is_quiet),
            thresholds=SQL(", ").join(
                SQL(
                    "(%s, %s, COALESCE(NULLIF(g.%s, 0), NULLIF(g.%s, 0), %s::numeric))",
                    content.trigger,
                    KINDS[content.trigger],
                    SQL.identifier(f"own_{content.trigger}"),
                    SQL.identifier(f"product_{content.trigger}"),
                    content.threshold_percent,
                )
                for content in contents
            ),
            today=self.env["crm.team"]._get_latest_today(company),
            share=RELEASE_SHARE,
        )

    def _get_gain_query(self, company, holdings, is_quiet):
        """Return SQL of the holdings with a cost and a value: their gain in percent,
        own thresholds and the product's."""
        return SQL(
            """
            SELECT h.id AS holding_id, %(is_quiet)s AS is_quiet,
                   h.take_profit_percent AS own_take_profit,
                   h.stop_loss_percent AS own_stop_loss,
                   t.take_profit_percent AS product_take_profit,
                   t.stop_loss_percent AS product_stop_loss,
                   round(100 * (v.value / h.cost_amount - 1), 2) AS gain
              FROM relationship_holding h
              JOIN product_template t ON t.id = h.product_id
         LEFT JOIN LATERAL (
                SELECT p.unit_value FROM relationship_product_price p
                 WHERE p.product_id = h.product_id AND p.unit_value > 0
              ORDER BY p.date DESC LIMIT 1) p ON h.quantity > 0
        CROSS JOIN LATERAL (
                SELECT COALESCE(h.quantity * p.unit_value, h.balance) AS value) v
             WHERE h.active AND h.company_id = %(company)s AND h.cost_amount > 0
               AND v.value > 0 AND %(holdings)s
            """,
            company=company.id,
            holdings=holdings,
            is_quiet=is_quiet,
        )
