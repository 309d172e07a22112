from odoo import models


class Base(models.AbstractModel):
    """An export that names customers is noted (see ``relationship.export.log``)."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        result = super().export_data(fields_to_export)
        if customers := self._get_exported_customers(fields_to_export):
            self.env["relationship.export.log"]._log(self, fields_to_export, customers)
        return result

    def _get_exported_customers(self, paths):
        """Return the customers whom an export of these paths names, those whose
        contacts below it names included."""
        # sudo: a name shows where the card does not
        records = self.sudo()
        prefixes = {tuple(records._get_partner_path(path)) for path in paths} - {()}
        partners = self.env["res.partner"].sudo()
        if self._name == "res.partner":
            partners |= records
        for prefix in prefixes:
            partners |= records.mapped(".".join(prefix))
        customers = partners.filtered("relationship_stage")
        return customers | partners.relationship_customer_id

    def _get_partner_path(self, path):
        """Return the longest part of an exported path that leads to partners."""
        model, found, names = self, [], []
        for name in path.replace(".", "/").split("/"):
            field = model._fields.get(name)
            if not field or not field.comodel_name:
                break
            names.append(name)
            model = self.env[field.comodel_name]
            if model._name == "res.partner":
                found = list(names)
        return found
