from odoo import api, fields, models

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The customer's card: what the customer allows and refuses."""

    _inherit = "res.partner"

    consent_ids = fields.One2many(
        "relationship.consent", "customer_id", groups=RM_GROUP
    )
    current_consent_ids = fields.One2many(
        "relationship.consent",
        "customer_id",
        string="Consents",
        domain=[("is_current", "=", True)],
        groups=RM_GROUP,
    )
    consent_count = fields.Integer(compute="_compute_consent_count", groups=RM_GROUP)

    @api.depends("consent_ids")
    def _compute_consent_count(self):
        self._count_on_card("consent_count", "relationship.consent")

    def action_grant_consent(self):
        """Open the dialog that asks what is granted, and how the customer said so."""
        return self._get_consent_action("granted")

    def action_withdraw_consent(self):
        """Open the dialog that asks what is withdrawn, and how."""
        return self._get_consent_action("withdrawn")

    def _get_consent_action(self, state, **defaults):
        """Return the dialog for one more answer of this customer."""
        self.ensure_one()
        names = {
            "granted": self.env._("Grant Consent"),
            "withdrawn": self.env._("Withdraw Consent"),
        }
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_consent_action_add"
        )
        defaults.update(customer_id=self.id, state=state)
        context = {f"default_{name}": value for name, value in defaults.items()}
        return {**action, "name": names[state], "context": context}

    def action_view_consents(self):
        """Open every answer of this customer, those replaced included."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_consent_action"
        )
        return {
            **action,
            "domain": [("customer_id", "=", self.id)],
            "context": {"default_customer_id": self.id},
        }
