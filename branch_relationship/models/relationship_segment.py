from odoo import api, fields, models
from odoo.tools import SQL


class RelationshipSegment(models.Model):
    """A class of customers: asset level x potential level decides how often they are
    contacted and with what goal (training, step 2)."""

    _name = "relationship.segment"
    _description = "Relationship Segment"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)
    asset_level_id = fields.Many2one(
        "relationship.level",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("axis", "=", "asset")],
    )
    potential_level_id = fields.Many2one(
        "relationship.level",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("axis", "=", "potential")],
    )
    contact_interval = fields.Integer(
        required=True, default=30, help="Days between two contacts, ideally."
    )
    max_interval = fields.Integer(
        required=True, default=60, help="Days between two contacts, at most."
    )
    customer_count = fields.Integer(compute="_compute_customer_count")
    goal = fields.Char(translate=True, help="What care of this class is to achieve.")
    traits = fields.Text(translate=True)
    typical_people = fields.Text(translate=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )

    _levels_unique = models.UniqueIndex(
        "(company_id, asset_level_id, potential_level_id)",
        "These two levels have a segment already.",
    )
    _check_interval = models.Constraint(
        "CHECK(contact_interval > 0 AND max_interval >= contact_interval)",
        "The ideal interval must be positive and not above the maximum.",
    )

    def _compute_customer_count(self):
        counts = dict(
            self.env["res.partner"]._read_group(
                [("segment_id", "in", self.ids), ("relationship_stage", "!=", False)],
                ["segment_id"],
                ["__count"],
            )
        )
        for segment in self:
            segment.customer_count = counts.get(segment, 0)

    def write(self, vals):
        result = super().write(vals)
        if not {"contact_interval", "max_interval"}.isdisjoint(vals):
            self._redate_customers()
        return result

    def _redate_customers(self):
        """Bring the dates of the next contact of all customers here up to date."""
        partners = self.env["res.partner"].sudo()
        names = ["next_contact_date", "latest_contact_date"]
        self.flush_recordset()
        partners.flush_model([*names, *partners._get_classify_reads(), "segment_id"])
        partners._write_contact_dates(SQL("c.segment_id = ANY(%s)", self.ids))
        partners.invalidate_model(names, flush=False)

    def _get_direction(self, target):
        """Return the ``direction`` of a move from self, which may be empty, to target;
        in words of ``_get_classify_history_sql``."""
        if not self:
            return "first"
        if target.sequence == self.sequence:
            return "level"
        return "up" if target.sequence < self.sequence else "down"

    def action_view_customers(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": "res.partner",
            "view_mode": "list,kanban,form",
            "domain": [
                ("segment_id", "=", self.id),
                ("relationship_stage", "!=", False),
            ],
        }

    @api.model
    def _get_missing_pairs(self):
        """Return the pairs (asset level, potential level) without a segment in use."""
        levels = self.env["relationship.level"].search([])
        by_axis = levels.grouped("axis")
        known = {
            (segment.asset_level_id, segment.potential_level_id)
            for segment in self.search([])
        }
        return [
            (asset, potential)
            for asset in by_axis.get("asset", levels.browse())
            for potential in by_axis.get("potential", levels.browse())
            if asset.company_id == potential.company_id
            and (asset, potential) not in known
        ]

    @api.model
    def _create_missing_pairs(self):
        """Create, or take back from the archive, the segment of each missing pair."""
        archived = {
            (segment.asset_level_id, segment.potential_level_id): segment
            for segment in self.search([("active", "=", False)])
        }
        missing = self._get_missing_pairs()
        back = self.union(*(archived[pair] for pair in missing if pair in archived))
        back.action_unarchive()
        return back | self.create(
            [
                self._prepare_pair_values(asset, potential)
                for asset, potential in missing
                if (asset, potential) not in archived
            ]
        )

    @api.model
    def _prepare_pair_values(self, asset, potential):
        return {
            "name": f"{asset.name} · {potential.name}",
            "asset_level_id": asset.id,
            "potential_level_id": potential.id,
            "company_id": asset.company_id.id,
        }
