import json

from odoo.http import request

from odoo.addons.web.controllers.export import CSVExport, ExcelExport


class ExportNoter:
    """Tells the model by which filter the browser's export chose its records.

    The model itself sees records alone; it notes who took which customers along
    (see ``relationship.export.log``).
    """

    def base(self, data):
        params = json.loads(data)
        request.update_context(
            relationship_export={
                "domain": params["domain"],
                "is_selection": bool(params["ids"]),
                "format": self.extension.lstrip("."),
            }
        )
        return super().base(data)


class RelationshipCSVExport(ExportNoter, CSVExport):
    pass


class RelationshipExcelExport(ExportNoter, ExcelExport):
    pass
