import re

from odoo import api, fields, models

from ..tools.feed_csv import mask_account
from ..tools.fillfactor import leave_room

#: Balances change with every delivery.
FILLFACTOR = 80
#: Fields a delivery writes; a change by hand makes the next delivery look again.
FED_FIELDS = {
    "ref",
    "source",
    "company_id",
    "account_mask",
    "customer_id",
    "product_id",
    "currency_id",
    "active",
    "balance",
    "quantity",
    "cost_amount",
    "opened_on",
    "matures_on",
    "next_payment_on",
    "payment_amount",
    "overdue_amount",
    "income_on",
    "income_amount",
}
#: Fields that decide what a customer's assets are.
ASSET_FIELDS = {
    "customer_id",
    "product_id",
    "currency_id",
    "company_id",
    "active",
    "balance",
}
#: Fields that decide whether a holding is overdue.
OVERDUE_FIELDS = {"active", "overdue_amount"}


class RelationshipHolding(models.Model):
    """What a customer owns or owes at the bank, as its core system delivered it."""

    _name = "relationship.holding"
    _inherit = ["relationship.threshold.mixin"]
    _description = "Relationship Holding"
    _order = "customer_id, id"
    _rec_names_search = ["product_id.name", "account_mask", "ref"]

    # identity
    ref = fields.Char(required=True, help="The bank's opaque key, no account number.")
    source = fields.Char(
        required=True, default="core", help="The system that delivers this holding."
    )
    account_mask = fields.Char(
        help="Masked account number, e.g. 6222 **** 1234. Of a longer one only the "
        "last four digits are stored."
    )
    customer_id = fields.Many2one(
        "res.partner", required=True, index=True, ondelete="cascade"
    )
    product_id = fields.Many2one(
        "product.template", required=True, index=True, ondelete="restrict"
    )
    holding_kind = fields.Selection(related="product_id.categ_id.holding_kind")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env.company.currency_id,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True, help="A closed holding is archived.")
    # what it is worth
    balance = fields.Monetary()
    quantity = fields.Float(digits=(20, 6))
    cost_amount = fields.Monetary()
    # its days
    opened_on = fields.Date()
    matures_on = fields.Date()
    next_payment_on = fields.Date()
    payment_amount = fields.Monetary()
    overdue_amount = fields.Monetary()
    overdue_since = fields.Date(
        readonly=True,
        copy=False,
        help="When the bank first said so. Paid and overdue anew begins again.",
    )
    income_on = fields.Date()
    income_amount = fields.Monetary()
    closed_on = fields.Date(readonly=True)
    fingerprint = fields.Char(
        readonly=True, copy=False, help="Of the delivered row; tells what is unchanged."
    )

    _ref_unique = models.UniqueIndex(
        "(company_id, source, ref)", "This source has a holding of this key already."
    )
    # a branch's days are found among the bank's without opening a holding
    _maturing_idx = models.Index(
        "(matures_on, customer_id, id) WHERE active AND matures_on IS NOT NULL"
    )
    _paying_idx = models.Index(
        "(next_payment_on, customer_id, id) "
        "WHERE active AND next_payment_on IS NOT NULL"
    )
    _income_idx = models.Index(
        "(income_on, customer_id, id) WHERE active AND income_on IS NOT NULL"
    )
    _price_move_idx = models.Index("(product_id) WHERE price_move_percent > 0")
    _overdue_idx = models.Index("(customer_id) WHERE active AND overdue_amount > 0")

    def init(self):
        super().init()
        leave_room(self.env.cr, self._table, FILLFACTOR)

    @api.depends("product_id.name", "account_mask")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Name the product and the account's end; a name travels too far for more."""
        for holding in self:
            end = re.sub(r"\D", "", holding.account_mask or "")[-4:]
            name = holding.product_id.name or ""
            holding.display_name = f"{name} ****{end}" if end else name

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("account_mask"):
                vals["account_mask"] = mask_account(vals["account_mask"])
        holdings = super().create(vals_list)
        holdings._update_customer_assets()
        holdings._date_overdue(holdings.filtered("overdue_since"))
        return holdings

    def write(self, vals):
        vals = self._prepare_written_values(vals)
        customers = self.sudo().customer_id
        overdue = self.filtered(lambda holding: holding._is_overdue())
        res = super().write(vals)
        if OVERDUE_FIELDS & vals.keys():
            self._date_overdue(overdue)
        if ASSET_FIELDS & vals.keys():
            self._update_customer_assets(customers)
        return res

    def unlink(self):
        customers = self.sudo().customer_id
        res = super().unlink()
        # a sum of the bank's, whoever may delete the holding
        customers.sudo()._update_asset_amounts()
        return res

    def _prepare_written_values(self, vals):
        """Mask the account, date the closing, and forget the delivered fingerprint."""
        vals = dict(vals)
        if vals.get("account_mask"):
            vals["account_mask"] = mask_account(vals["account_mask"])
        if "active" in vals and "closed_on" not in vals:
            today = self.env.user._get_local_today()
            vals["closed_on"] = False if vals["active"] else today
        if FED_FIELDS & vals.keys():
            vals.setdefault("fingerprint", False)
        return vals

    def _is_overdue(self):
        return self.active and self.overdue_amount > 0

    def _date_overdue(self, dated):
        """Note since when these are overdue (a delivery does so by set).

        :param dated: those whose overdue goes on
        """
        begun = (self - dated).filtered(lambda holding: holding._is_overdue())
        for company, holdings in begun.grouped("company_id").items():
            holdings.overdue_since = self.env["crm.team"]._get_local_today(company)
        paid = self.filtered(lambda holding: holding.overdue_amount <= 0)
        paid.filtered("overdue_since").overdue_since = False

    def _update_customer_assets(self, former=None):
        """Sum the assets of the holdings' customers, and of those who had them."""
        # a sum of the bank's, whoever may write the holding
        customers = self.sudo().customer_id
        (customers | former if former else customers)._update_asset_amounts()

    def _follow_merge(self, customer):
        """Sum the assets of a customer merged from several, all of whose rows moved.

        Their next delivery is looked at row by row: who is named there is another.
        """
        self.invalidate_model()
        holdings = self.with_context(active_test=False).search(
            [("customer_id", "=", customer.id)]
        )
        holdings.fingerprint = False
        holdings._update_customer_assets()
