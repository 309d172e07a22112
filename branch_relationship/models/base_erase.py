from odoo import models


class Base(models.AbstractModel):
    """Erasing on request who a record was about (see ``res_partner_erase_card``)."""

    _inherit = "base"

    def _erase_person(self, names):
        """Empty these fields, number the records whose name is required, and delete
        what was written on them."""
        required = {name for name in names if self._fields[name].required}
        self.write(dict.fromkeys(set(names) - required, False))
        for record in self:
            record.write(dict.fromkeys(required, f"#{record.id}"))
        self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        ).unlink()
