from odoo import fields, models


class CrmTeam(models.Model):
    """The branch's clock: its local days and hours. No branch has its company's."""

    _inherit = "crm.team"

    def _get_local_tz(self, company=None):
        """Return the name of the branch's time zone.

        :param company: whose zone counts where there is no branch, or it has none
        """
        company = self.company_id or company or self.env.company
        return self.tz or company.partner_id.tz or self.env.user.tz or "UTC"

    def _get_local_now(self, company=None):
        """Return the branch's local time now, with its zone."""
        return self._get_local_time(fields.Datetime.now(), company)

    def _get_local_time(self, moment, company=None):
        """Return the branch's local time at this moment, with its zone."""
        return fields.Datetime.context_timestamp(
            self.with_context(tz=self._get_local_tz(company)), moment
        )

    def _get_local_today(self, company=None):
        """Return the branch's local date now."""
        return self._get_local_now(company).date()

    def _get_latest_today(self, company):
        """Return the latest local date now, of the company and its branches."""
        branches = self.sudo().search(
            [("company_id", "=", company.id), ("branch_code", "!=", False)]
        )
        days = [branch._get_local_today() for branch in branches]
        return max([self.browse()._get_local_today(company), *days])
