from odoo import fields, models
from odoo.tools import SQL

#: Rows that say nothing about the person, or that Odoo's own look-up leaves out.
LEFT_OUT = {
    "discuss.channel.member",
    "mail.followers",
    "mail.notification",
    "res.users.settings.volumes",
}


class PrivacyLookupWizard(models.TransientModel):
    """Odoo's look-up goes by e-mail and name. A customer is looked up by the card: most
    have no e-mail, many have the same name, and what is deleted along with the card
    (days that matter, consents, holdings) is found, too."""

    _inherit = "privacy.lookup.wizard"

    email = fields.Char(required=False)
    customer_id = fields.Many2one(
        "res.partner",
        readonly=True,
        ondelete="cascade",
        domain=[("relationship_stage", "!=", False)],
    )

    def _get_query(self):
        if not self.customer_id:
            return super()._get_query()
        # sudo: contacts below the customer, archived ones included
        partners = self.customer_id.sudo().with_context(active_test=False)
        ids = (partners | partners._get_contacts_below()).ids
        return SQL(" UNION ALL ").join(self._get_reference_queries(ids))

    def _get_reference_queries(self, ids):
        """Return a query for each model with rows that refer to these partners."""
        for model in self.env.values():
            if model._abstract or model._transient or not model._auto:
                continue
            columns = [] if model._name in LEFT_OUT else self._get_references(model)
            if not columns:
                continue
            active = SQL.identifier("active") if "active" in model else SQL("TRUE")
            yield SQL(
                """SELECT %s AS res_model_id, id AS res_id, %s AS is_active
                     FROM %s WHERE %s""",
                self.env["ir.model"]._get_id(model._name),
                active,
                SQL.identifier(model._table),
                SQL(" OR ").join(
                    SQL("%s = ANY(%s)", SQL.identifier(name), ids) for name in columns
                ),
            )

    def _get_references(self, model):
        """Return the columns of a model that refer to a partner."""
        if model._name == "res.partner":
            return ["id"]
        return [
            name
            for name, field in model._fields.items()
            if field.comodel_name == "res.partner"
            and field.type == "many2one"
            and field.store
            and field.column_type
        ]
