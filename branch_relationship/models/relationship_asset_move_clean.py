from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.constants import GC_UNLINK_LIMIT


class RelationshipAssetMove(models.Model):
    """Old moves are forgotten after the months that the bank keeps them, but for those
    of which the ledger tells: it keeps its text."""

    _inherit = "relationship.asset.move"

    @api.autovacuum
    def _gc_asset_moves(self):
        """:return: how many went, and whether there are more"""
        moves = self.search(self._get_forgotten_domain(), limit=GC_UNLINK_LIMIT)
        moves.unlink()
        return len(moves), len(moves) == GC_UNLINK_LIMIT

    @api.model
    def _get_forgotten_domain(self):
        companies = self.env["res.company"].search(
            [("relationship_asset_move_months", ">", 0)]
        )
        today = fields.Date.today()
        old = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain(
                "date",
                "<",
                fields.Date.subtract(
                    today, months=company.relationship_asset_move_months
                ),
            )
            for company in companies
        )
        reasons = self.env["relationship.touchpoint.reason"]
        told = reasons.with_context(active_test=False)._search(
            [("content_id.trigger", "=", "balance_move"), ("source_id", "!=", False)]
        )
        return old & Domain("id", "not in", told.subselect("source_id"))
