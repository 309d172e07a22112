from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The value matrix: where customers, assets and contacts are (training, step 2)."""

    _inherit = "res.partner"

    segment_id = fields.Many2one(group_expand="_group_expand_segment_id")
    segment_color = fields.Integer(related="segment_id.color", groups=RM_GROUP)

    @api.model
    def _group_expand_segment_id(self, segments, domain):
        """Show every class of the value matrix, also one without customers."""
        return segments.search(self._get_matrix_company_domain()) | segments

    @api.model
    def get_value_matrix(self, domain):
        """Return the value matrix of the customers in this domain.

        :return: dict of the axes' levels, one cell per segment with count, assets
            and share of all assets, and the contacts per working day that the
            contact intervals ask of each relationship manager
        """
        segments = self.env["relationship.segment"].search(
            self._get_matrix_company_domain()
        )
        domain = Domain("relationship_stage", "!=", False) & Domain(domain)
        totals = self._sum_matrix_segments(domain)
        amount = sum(total["amount"] for total in totals.values())
        unclassified = totals[self.env["relationship.segment"]]
        return {
            "currency_id": self.env.company.currency_id.id,
            "count": sum(total["count"] for total in totals.values()),
            "amount": amount,
            "asset_levels": self._prepare_matrix_levels(segments.asset_level_id),
            "potential_levels": self._prepare_matrix_levels(
                segments.potential_level_id
            )[::-1],
            "cells": [
                self._prepare_matrix_cell(segment, totals[segment], amount)
                for segment in segments
            ],
            "unclassified_count": unclassified["count"],
            "workload": self._prepare_matrix_workload(domain),
            "can_simulate": self.env.user.has_group(
                "branch_relationship.branch_relationship_group_admin"
            ),
        }

    @api.model
    def _get_matrix_company_domain(self):
        return Domain("company_id", "in", self.env.companies.ids)

    @api.model
    def _sum_matrix_segments(self, domain):
        totals = defaultdict(lambda: {"count": 0, "amount": 0.0})
        for segment, count, amount in self._read_group(
            domain, ["segment_id"], ["__count", "asset_amount:sum"]
        ):
            totals[segment].update(count=count, amount=amount or 0.0)
        return totals

    @api.model
    def _prepare_matrix_levels(self, levels):
        """Describe the levels of one axis, the highest first."""
        ordered = levels.sorted("min_value", reverse=True)
        above = [False, *ordered.mapped("min_value")]
        return [
            {
                "id": level.id,
                "name": level.name,
                "min_value": level.min_value,
                "below": limit,
            }
            for level, limit in zip(ordered, above, strict=False)
        ]

    @api.model
    def _prepare_matrix_cell(self, segment, total, amount):
        return {
            "segment_id": segment.id,
            "asset_level_id": segment.asset_level_id.id,
            "potential_level_id": segment.potential_level_id.id,
            "name": segment.name,
            "color": segment.color,
            "goal": segment.goal or "",
            "contact_interval": segment.contact_interval,
            "count": total["count"],
            "amount": total["amount"],
            "share": total["amount"] / amount if amount else 0.0,
        }

    @api.model
    def _prepare_matrix_workload(self, domain):
        """Set each manager's contacts per working day beside the daily capacity.

        Only established customers are contacted at an interval.
        """
        users = self.env["res.users"]
        workload = users._get_workload(self._get_matrix_workload_sql(domain))
        return [
            {
                "user_id": user.id,
                "name": user.name,
                "count": workload[user.id]["customer_count"],
                "contacts": workload[user.id]["contacts"],
                "capacity": workload[user.id]["capacity"],
            }
            for user in users.browse(workload)
        ]

    @api.model
    def _get_matrix_workload_sql(self, domain):
        self.flush_model(
            ["user_id", "segment_id", "own_contact_interval", "relationship_stage"]
        )
        self.env["relationship.segment"].flush_model(["contact_interval"])
        return SQL(
            """SELECT c.user_id,
                      CASE WHEN c.relationship_stage = 'established'
                           THEN %(interval)s END AS contact_interval
                 FROM res_partner c
            LEFT JOIN relationship_segment s ON s.id = c.segment_id
                WHERE c.id IN %(customers)s""",
            interval=self._get_contact_interval_sql("c", "s"),
            customers=self._search(domain).subselect(),
        )
