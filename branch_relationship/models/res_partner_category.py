from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

ROOT = "branch_relationship.res_partner_category_interest"


class ResPartnerCategory(models.Model):
    """Interests are the tags below one of ours: wordings and news choose by them."""

    _inherit = "res.partner.category"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_interests(self):
        if self._get_interest_root() in self:
            raise UserError(
                self.env._(
                    "All interests stand below “%s”. Archive those that are not used.",
                    self._get_interest_root().name,
                )
            )

    @api.model
    def _get_interest_root(self):
        root = self.env.ref(ROOT, raise_if_not_found=False)
        return root or self.browse()

    @api.model
    def _get_interest_domain(self):
        """Return the domain of all interests."""
        root = self._get_interest_root()
        return Domain("id", "child_of", root.ids) & Domain("id", "!=", root.id)

    def _get_with_above(self):
        """Return these tags and all above them: who likes green tea likes tea."""
        paths = self.mapped("parent_path")
        return self.browse(
            {int(part) for path in paths for part in path.split("/") if part}
        )

    @api.model
    def _get_interests(self):
        return self.search(self._get_interest_domain())
