from odoo import api, models

from ..models.product_category import ASSET_KINDS


class RelationshipCheck(models.TransientModel):
    """The checks of this addon: what decides values, and who serves whom when."""

    _inherit = "relationship.check"

    @api.model
    def _check_levels(self):
        levels = self.env["relationship.level"]
        have = {
            (company, axis)
            for company, axis in levels._read_group(
                self._get_company_domain(), ["company_id", "axis"]
            )
        }
        wanted = 2 * len(self.env.companies)
        return self._prepare_line(
            "relationship.level",
            self._get_company_domain(),
            self.env._("Levels missing for an axis"),
            self.env._("Customers of the company get no segment."),
            wanted - len(have),
        )

    @api.model
    def _check_segments(self):
        return self._prepare_line(
            "relationship.segment",
            self._get_company_domain(),
            self.env._("Segments missing for a pair of levels"),
            self.env._("Customers there have no contact interval and are forgotten."),
            len(self.env["relationship.segment"]._get_missing_pairs()),
        )

    def _fix_segments(self):
        self.env["relationship.segment"]._create_missing_pairs()

    @api.model
    def _check_rules(self):
        rules = self.env["relationship.potential.rule"].search([])
        wrong = rules.filtered(lambda rule: rule._get_domain_problem())
        return self._prepare_line(
            "relationship.potential.rule",
            [("id", "in", wrong.ids)],
            self.env._("Potential rules that no longer work"),
            self.env._("The night cannot classify anybody."),
        )

    @api.model
    def _check_categories_kind(self):
        held = self.env["relationship.holding"]._read_group(
            [], ["product_id"], having=[("__count", ">", 0)]
        )
        categories = self.env["product.template"].union(*(row[0] for row in held))
        return self._prepare_line(
            "product.category",
            [("id", "in", categories.categ_id.ids), ("holding_kind", "=", False)],
            self.env._("Product categories without a kind"),
            self.env._("What customers hold there counts nothing."),
        )

    @api.model
    def _check_products_grade(self):
        kinds = [kind for kind in ASSET_KINDS if kind != "deposit"]
        return self._prepare_line(
            "product.template",
            [
                ("categ_id.holding_kind", "in", kinds),
                ("risk_level", "=", False),
                ("issuer_risk_level", "=", False),
            ],
            self.env._("Products without a risk grade"),
            self.env._("They may not be offered to anybody."),
        )

    @api.model
    def _check_branches_head(self):
        return self._prepare_line(
            "crm.team",
            [("branch_code", "!=", False), ("user_id", "=", False)],
            self.env._("Branches without a head"),
            self.env._("Nobody sees the branch as a whole."),
        )

    @api.model
    def _check_branches_time_zone(self):
        return self._prepare_line(
            "crm.team",
            [("branch_code", "!=", False), ("tz", "=", False)],
            self.env._("Branches without a time zone"),
            self.env._("Their days begin and end with the company's."),
        )

    @api.model
    def _get_managers(self):
        group = self.env.ref("branch_relationship.branch_relationship_group_rm")
        return self.env["res.users"].search(
            [("all_group_ids", "in", group.ids), ("share", "=", False)]
        )

    @api.model
    def _check_managers_branch(self):
        lost = self._get_managers().filtered(
            lambda user: not user._is_relationship_admin()
            and not user._get_own_branch()
        )
        return self._prepare_line(
            "res.users",
            [("id", "in", lost.ids)],
            self.env._("Relationship managers without a branch"),
            self.env._("Their customers belong to no branch and get no night."),
        )

    @api.model
    def _check_managers_time_zone(self):
        """Who has no time zone works by the branch's, and is in order."""
        elsewhere = self._get_managers().filtered(
            lambda user: user.tz
            and (branch := user._get_own_branch())
            and branch._get_local_now().strftime("%z") != user.tz_offset
        )
        return self._prepare_line(
            "res.users",
            [("id", "in", elsewhere.ids)],
            self.env._("Users in another time zone than their branch"),
            self.env._("Their My Day is that of another day for some hours."),
        )

    @api.model
    def _check_customers_manager(self):
        return self._prepare_line(
            "res.partner",
            [("relationship_stage", "!=", False), ("user_id", "=", False)],
            self.env._("Customers without a relationship manager"),
            self.env._("Their contacts wait in the branch pool."),
        )

    @api.model
    def _check_customers_branch(self):
        return self._prepare_line(
            "res.partner",
            [("relationship_stage", "!=", False), ("branch_id", "=", False)],
            self.env._("Customers without a branch"),
            self.env._("No head sees them."),
        )

    @api.model
    def _check_feed_folder(self):
        return self._prepare_line(
            "relationship.feed",
            [],
            self.env._("No feed folder"),
            self.env._("Deliveries of the bank's systems are not taken at night."),
            int(not self.env["relationship.feed"]._get_folder_name()),
        )

    @api.model
    def _check_night(self):
        # sudo: the job's state is read, nothing of it is shown
        cron = self.env.ref("branch_relationship.ir_cron_relationship_night").sudo()
        return self._prepare_line(
            "ir.cron",
            [("id", "=", cron.id), ("active", "in", [True, False])],
            self.env._("The night is switched off"),
            self.env._("Nobody is classified, no contact falls due."),
            int(not cron.active),
        )

    def _fix_night(self):
        # sudo: our administrator may switch our own job on
        self.env.ref(
            "branch_relationship.ir_cron_relationship_night"
        ).sudo().active = True
