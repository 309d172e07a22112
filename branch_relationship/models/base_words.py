from odoo import models
from odoo.tools import html2plaintext


class Base(models.AbstractModel):
    """Records in words, as a person reads them on paper or in a sheet."""

    _inherit = "base"

    def _get_label_of(self, name):
        """Return the field's label in the reader's language."""
        return self._fields[name]._description_string(self.env)

    def _get_words_of(self, name):
        """Return a field's value as people read it: labels and names, no keys; dates
        and numbers as they are."""
        self.ensure_one()
        field, value = self._fields[name], self[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value) or ""
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type == "html":
            return html2plaintext(value or "")
        if field.type in ("integer", "float", "monetary", "boolean"):
            return value
        return value or ""

    def _get_sheet(self, names):
        """Return these records as a sheet: title, header, rows."""
        # sudo: a model's name is no secret
        title = self.env["ir.model"].sudo()._get(self._name).name
        rows = [[record._get_words_of(name) for name in names] for record in self]
        return title, [self._get_label_of(name) for name in names], rows
