from odoo import api, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .res_partner import RM_GROUP

ADMIN_GROUP = "branch_relationship.branch_relationship_group_admin"


class ResUsers(models.Model):
    """Whose customers a user sees: the one definition behind every record rule.

    A customer is seen by its relationship manager, by whoever covers it, by heads and
    deputies of its branch and of the branches above, and by administrators. Nobody
    outside the relationship manager group sees any.

    The rules are global, so that no other group widens them, and Odoo keeps their
    domains per user until the registry's cache is cleared: whatever these methods
    depend on clears it (see ``crm.team`` and ``crm.team.member``).
    """

    _inherit = "res.users"

    @api.constrains("partner_id", "group_ids", "active")
    def _check_not_a_customer(self):
        """Users see each other, and nobody but a few sees a customer."""
        for user in self.filtered(lambda user: user.active and not user.share):
            partner = user.sudo().partner_id
            if partner.relationship_stage or partner.relationship_customer_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s is a customer's card and cannot be a user's. Create "
                        "the user with a contact of its own.",
                        name=partner.name,
                    )
                )

    def _is_relationship_admin(self):
        return self.has_group(ADMIN_GROUP)

    # ------------------------------------------------------------------
    # Branches
    # ------------------------------------------------------------------

    @tools.ormcache("self.id")
    def _get_headed_branch_ids(self):
        """Return the ids of the branches led as head or deputy, and all below them."""
        self.ensure_one()
        teams = self.env["crm.team"].sudo().with_context(active_test=False)
        led = teams.search(
            ["|", ("user_id", "=", self.id), ("deputy_ids", "in", self.ids)]
        )
        return tuple(teams.search([("id", "child_of", led.ids)]).ids)

    @tools.ormcache("self.id")
    def _get_member_branch_ids(self):
        """Return the ids of the branches this user works in."""
        self.ensure_one()
        memberships = self.env["crm.team.member"].sudo()
        teams = memberships.search([("user_id", "=", self.id)]).crm_team_id
        return tuple(teams.filtered("branch_code").ids)

    def _may_lead(self, branch):
        """Tell whether this user leads this branch, or administers all."""
        return (
            self._is_relationship_admin() or branch.id in self._get_headed_branch_ids()
        )

    def _get_led_people(self):
        """Return the relationship managers who work in the branches that this user
        leads, or in any where they administer all."""
        team = Domain("crm_team_id.branch_code", "!=", False)
        if not self._is_relationship_admin():
            team = Domain("crm_team_id", "in", self._get_headed_branch_ids())
        # sudo: who works in a branch is known to who leads it
        members = self.env["crm.team.member"].sudo().search(team)
        users = members.user_id.filtered(lambda user: user.has_group(RM_GROUP))
        return users.with_env(self.env)

    @api.model
    def _forget_access(self):
        """Let every rule be worked out anew: branches, heads or members changed.

        Once more after the commit: until then another thread of this server reads,
        and caches, what was before.
        """
        self.env.registry.clear_cache()
        self.env.cr.postcommit.add(self.env.registry.clear_cache)

    def _get_own_branch(self):
        """Return the branch of a customer this user takes on: where they work, else
        the first they lead."""
        ids = self._get_member_branch_ids() or self._get_headed_branch_ids()
        branches = self.env["crm.team"].sudo().browse(ids)
        return branches.filtered("branch_code")[:1]

    # ------------------------------------------------------------------
    # Domains of the record rules
    # ------------------------------------------------------------------

    def _get_customer_domain(self):
        """Return the domain on ``res.partner`` of the customers this user may see.

        An override may widen it; it must return a Domain on stored fields.
        """
        if self._is_relationship_admin():
            return Domain.TRUE
        if not self.has_group(RM_GROUP):
            return Domain.FALSE
        own = Domain("user_id", "=", self.id)
        covered = Domain("cover_user_id", "=", self.id) & (
            Domain("cover_until", "=", False) | Domain("cover_until", ">=", "today")
        )
        headed = Domain("branch_id", "in", self._get_headed_branch_ids())
        return own | covered | headed

    def _get_partner_domain(self):
        """Return the domain of the partners this user may see: ordinary contacts as
        ever, customers and the contacts below them as above, and always the own."""
        below = Domain("relationship_customer_id", "!=", False)
        customer = Domain("relationship_stage", "!=", False)
        mine = Domain("id", "=", self.partner_id.id)
        seen = self._get_customer_domain()
        return (~customer & ~below) | mine | (customer & seen) | (below & seen)

    def _get_lead_domain(self):
        """Return the domain of leads, and of their reports, this user may see: those
        of a branch are for its head, the salesperson and the customer's manager; one
        without salesperson is for the branch's members."""
        if self._is_relationship_admin():
            return Domain.TRUE
        no_branch = Domain("team_id", "=", False) | Domain(
            "team_id.branch_code", "=", False
        )
        unassigned = (
            Domain("user_id", "=", False)
            & Domain("team_id", "in", self._get_member_branch_ids())
            & (
                Domain("partner_id", "=", False)
                | Domain("partner_id", "any", self._get_partner_domain())
            )
        )
        return (
            no_branch
            | Domain("user_id", "=", self.id)
            | Domain("team_id", "in", self._get_headed_branch_ids())
            | Domain(
                "partner_id",
                "any",
                Domain("relationship_stage", "!=", False) & self._get_customer_domain(),
            )
            | unassigned
        )

    def _get_touchpoint_domain(self):
        """Return the domain of the contacts in the ledger this user may see: those of
        their customers, those they were given, and the pool of their branch."""
        if self._is_relationship_admin():
            return Domain.TRUE
        if not self.has_group(RM_GROUP):
            return Domain.FALSE
        pool = (
            Domain("user_id", "=", False)
            & Domain("branch_id", "in", self._get_member_branch_ids())
            & Domain("state", "in", ("planned", "assigned"))
        )
        return (
            Domain("user_id", "=", self.id)
            | pool
            | Domain("branch_id", "in", self._get_headed_branch_ids())
            | Domain("customer_id", "any", self._get_customer_domain())
        )

    def _get_staff_domain(self):
        """Return the domain of what is kept per person that this user may see: their
        own, and that of the people of the branches they lead."""
        if self._is_relationship_admin():
            return Domain.TRUE
        return Domain("user_id", "=", self.id) | Domain(
            "user_id.crm_team_member_ids.crm_team_id",
            "in",
            self._get_headed_branch_ids(),
        )

    def _get_written_news_domain(self):
        """Return the domain of the news this user may write: of branches they lead."""
        if self._is_relationship_admin():
            return Domain.TRUE
        return Domain("branch_id", "in", self._get_headed_branch_ids())
