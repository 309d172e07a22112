from odoo import models


class Base(models.AbstractModel):
    """An export names the customers that the screen names, card or no card.

    Odoo would refuse the whole list for one contact, lead or meeting whose customer is
    a colleague's by now. What lies beyond the name stays refused.
    """

    _inherit = "base"

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        hidden = self._get_hidden_names(fields) if _is_toplevel_call else {}
        paths = [[".id"] if n in hidden else path for n, path in enumerate(fields)]
        rows = super()._export_rows(paths, _is_toplevel_call=_is_toplevel_call)
        for row in rows:
            for column, name in hidden.items():
                if row[column]:
                    # sudo: the name shows where the card does not
                    partner = self.browse(int(row[column]))[name].sudo()
                    row[column] = partner.display_name or ""
        return rows

    def _get_hidden_names(self, fields):
        """Return {column: many2one} of the columns that but name a partner, some of
        them customers whose card the user may not read."""
        names = {}
        for column, path in enumerate(fields):
            field = path and self._fields.get(path[0])
            if not field or path[1:] not in ([], ["display_name"]):
                continue
            if field.type == "many2one" and field.comodel_name == "res.partner":
                if self[field.name]._filter_hidden_cards():
                    names[column] = field.name
        return names
