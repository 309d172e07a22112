from odoo import api, fields, models
from odoo.exceptions import UserError


class RelationshipExportLog(models.Model):
    """Who took a list of customers out of the system, by which filter, how many.

    Append-only. Every export that names a customer is noted, whatever it is a list of:
    customers, contacts, holdings, leads, tags with their customers.
    """

    _name = "relationship.export.log"
    _description = "Export of Customers"
    _order = "date desc, id desc"
    _rec_name = "res_model"

    date = fields.Datetime(
        string="When", required=True, readonly=True, default=fields.Datetime.now
    )
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="restrict"
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    model_label = fields.Char(string="List of", compute="_compute_model_label")
    domain = fields.Text(
        string="Filter", readonly=True, help="How the rows were chosen."
    )
    is_selection = fields.Boolean(
        string="Chosen by Hand",
        readonly=True,
        help="The rows were marked one by one, not found by the filter.",
    )
    field_names = fields.Text(readonly=True)
    column_labels = fields.Text(string="Columns", compute="_compute_column_labels")
    file_format = fields.Char(readonly=True)
    row_count = fields.Integer(string="Rows", readonly=True)
    customer_count = fields.Integer(
        string="Customers", readonly=True, help="Customers whom the file names."
    )

    @api.depends_context("lang")
    @api.depends("res_model")
    def _compute_model_label(self):
        for log in self:
            # sudo: a model's name is no secret
            model = self.env["ir.model"].sudo()._get(log.res_model)
            log.model_label = model.name or log.res_model

    @api.depends("model_label")
    def _compute_display_name(self):
        for log in self:
            log.display_name = log.model_label

    @api.depends_context("lang")
    @api.depends("field_names", "res_model")
    def _compute_column_labels(self):
        for log in self:
            names = (log.field_names or "").split(",")
            log.column_labels = ", ".join(map(log._get_column_label, names))

    def _get_column_label(self, path):
        """Return the labels along a path, ``customer_id/phone``; what is gone by now
        keeps its technical name."""
        model, labels = self.env.get(self.res_model), []
        for name in path.split("/"):
            field = model._fields.get(name) if model is not None else None
            labels.append(field._description_string(self.env) if field else name)
            model = self.env.get(field.comodel_name) if field else None
        return " / ".join(labels)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The log of exports is never deleted."))

    @api.model
    def _log(self, records, field_names, customers):
        """Note an export that names these customers."""
        chosen = self.env.context.get("relationship_export") or {}
        # sudo: nobody writes the log, every export does
        return self.sudo().create(
            {
                "user_id": self.env.uid,
                "res_model": records._name,
                "domain": str(chosen.get("domain") or []),
                "is_selection": chosen.get("is_selection", True),
                "field_names": ",".join(field_names),
                "file_format": chosen.get("format"),
                "row_count": len(records),
                "customer_count": len(customers),
            }
        )
