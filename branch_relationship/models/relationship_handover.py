from odoo import api, fields, models
from odoo.exceptions import UserError


class RelationshipHandover(models.Model):
    """Customers who go from their relationship managers to others, with everything open
    on them. The record stays: who had whom until when, and why.

    A draft says which customers (``line_ids``) go among whom (``target_ids``), and each
    to which of these. Branch heads hand over the customers of their branches,
    administrators all; a relationship manager proposes it for customers of their own.
    """

    _name = "relationship.handover"
    _description = "Customer Handover"
    _inherit = ["relationship.handover.guard"]
    _order = "id desc"

    reason = fields.Char(help="Why; it is written on each customer's card.")
    state = fields.Selection(
        [("draft", "Draft"), ("proposed", "Proposed"), ("done", "Done")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    source_user_id = fields.Many2one(
        "res.users",
        string="Customers of",
        ondelete="restrict",
        help="Everybody this relationship manager has, as far as you see them.",
    )
    origin_id = fields.Many2one(
        "relationship.handover",
        string="Back from",
        index="btree_not_null",
        ondelete="restrict",
        help="The customers of this earlier handover who are still where they went, to "
        "go back to who had them.",
    )
    line_ids = fields.One2many(
        "relationship.handover.line", "handover_id", string="Customers"
    )
    target_ids = fields.One2many(
        "relationship.handover.target", "handover_id", string="New Managers"
    )
    done_at = fields.Datetime(string="Handed Over on", readonly=True, copy=False)
    done_user_id = fields.Many2one(
        "res.users",
        string="Handed Over by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    customer_count = fields.Integer(
        compute="_compute_people", string="Number of Customers"
    )
    from_user_ids = fields.Many2many(
        "res.users", compute="_compute_people", string="Former Managers"
    )
    to_user_ids = fields.Many2many(
        "res.users", compute="_compute_people", string="Managers Afterwards"
    )

    @api.depends("reason")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = handover.reason or self.env._("Handover")

    def _compute_people(self):
        # sudo: whoever sees a handover may know how many went from whom to whom
        lines = self.env["relationship.handover.line"].sudo()
        groups = lines._read_group(
            [("handover_id", "in", self.ids)],
            ["handover_id"],
            ["__count", "from_user_id:recordset", "user_id:recordset"],
        )
        by_handover = {row[0].id: row[1:] for row in groups}
        nobody = self.env["res.users"]
        for handover in self:
            count, sources, targets = by_handover.get(
                handover._origin.id, (0, nobody, nobody)
            )
            handover.customer_count = count
            handover.from_user_ids = sources.sudo(False)
            handover.to_user_ids = targets.sudo(False)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_done(self):
        if self.filtered(lambda handover: handover.state == "done"):
            raise UserError(
                self.env._("A handover that is done stays: it says who had whom.")
            )

    @api.model
    def _get_fixed_fields(self):
        return super()._get_fixed_fields() | {"company_id"}

    def action_view_lines(self):
        """Open the customers as a list of their own, to filter, group and change."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_handover_line_action"
        )

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Handover"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
