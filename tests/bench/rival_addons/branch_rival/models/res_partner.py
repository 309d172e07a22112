from odoo import api, fields, models

BORN_AFTER = fields.Date.to_date("1991-11-24")
HIGH_ASSETS = 500_000
HIGH_POINTS = 60


class ResPartner(models.Model):
    """The ten rules of bench_classify.py as an addon usually has them: the same
    columns with the same indexes, and each move of segment noted."""

    _inherit = "res.partner"

    rival_score = fields.Integer(compute="_compute_rival_score", store=True)
    rival_asset_level_id = fields.Many2one(
        "relationship.level", compute="_compute_rival_levels", store=True
    )
    rival_potential_level_id = fields.Many2one(
        "relationship.level", compute="_compute_rival_levels", store=True
    )
    rival_segment_id = fields.Many2one(
        "relationship.segment",
        compute="_compute_rival_segment",
        store=True,
        index="btree_not_null",
    )
    rival_next_contact_date = fields.Date(
        compute="_compute_rival_contact_dates", store=True
    )
    rival_latest_contact_date = fields.Date(
        compute="_compute_rival_contact_dates", store=True
    )

    _rival_user_next_idx = models.Index(
        "(user_id, rival_next_contact_date) WHERE relationship_stage IS NOT NULL"
    )
    _rival_next_idx = models.Index(
        "(rival_next_contact_date) WHERE relationship_stage IS NOT NULL"
    )

    @api.depends(
        "relationship_stage",
        "employer_type",
        "job_level",
        "external_asset_amount",
        "birthdate",
        "education",
        "is_payroll",
        "gender",
        "holding_ids.active",
        "holding_ids.product_id.categ_id.holding_kind",
    )
    def _compute_rival_score(self):
        for partner in self:
            points = partner._get_rival_points() if partner.relationship_stage else 0
            partner.rival_score = max(0, min(100, points))

    def _get_rival_points(self):
        kinds = self.holding_ids.product_id.categ_id.mapped("holding_kind")
        is_young = bool(self.birthdate) and self.birthdate > BORN_AFTER
        is_old = bool(self.birthdate) and not is_young
        return (
            25 * (self.employer_type in ("government", "institution"))
            + 20 * (self.job_level in ("owner", "executive", "manager"))
            + 20 * (self.external_asset_amount >= HIGH_ASSETS)
            + 15 * is_young
            + 10 * (self.education in ("tertiary", "postgraduate"))
            + 10 * self.is_payroll
            + 10 * ("fund" in kinds)
            + 5 * ("loan" in kinds)
            - 10 * (self.job_level == "staff" and is_old)
            + (self.gender == "female")
        )

    @api.depends("rival_score", "asset_amount", "asset_average")
    def _compute_rival_levels(self):
        levels = {
            name: self.env.ref(f"branch_relationship.relationship_level_{name}")
            for name in ("asset_high", "asset_low", "potential_high", "potential_low")
        }
        for partner in self:
            amount = partner.asset_average or partner.asset_amount
            assets = "high" if amount >= HIGH_ASSETS else "low"
            potential = "high" if partner.rival_score >= HIGH_POINTS else "low"
            partner.rival_asset_level_id = levels[f"asset_{assets}"]
            partner.rival_potential_level_id = levels[f"potential_{potential}"]

    @api.depends("rival_asset_level_id", "rival_potential_level_id")
    def _compute_rival_segment(self):
        segments = {
            (segment.asset_level_id, segment.potential_level_id): segment
            for segment in self.env["relationship.segment"].search([])
        }
        moves = []
        for partner in self:
            levels = (partner.rival_asset_level_id, partner.rival_potential_level_id)
            before, after = partner.rival_segment_id, segments.get(levels)
            partner.rival_segment_id = after
            if after and before != after and partner.relationship_stage:
                moves.append(partner._prepare_rival_move(before, after))
        self.env["relationship.segment.change"].create(moves)

    def _prepare_rival_move(self, before, after):
        direction = "up" if after.sequence < before.sequence else "down"
        return {
            "customer_id": self.id,
            "date": fields.Date.today(),
            "old_segment_id": before.id,
            "new_segment_id": after.id,
            "direction": direction if before else "first",
            "reason": "rule",
            "user_id": self.env.uid,
            "branch_id": self.branch_id.id,
            "manager_id": self.user_id.id,
            "asset_amount": self.asset_average or self.asset_amount,
            "potential_score": self.rival_score,
            "company_id": self.company_id.id,
        }

    @api.depends("rival_segment_id", "cadence_start", "own_contact_interval")
    def _compute_rival_contact_dates(self):
        for partner in self:
            start, segment = partner.cadence_start, partner.rival_segment_id
            interval = partner.own_contact_interval or segment.contact_interval
            has_dates = bool(start and interval)
            longest = max(interval, segment.max_interval)
            partner.rival_next_contact_date = has_dates and fields.Date.add(
                start, days=interval
            )
            partner.rival_latest_contact_date = has_dates and fields.Date.add(
                start, days=longest
            )
