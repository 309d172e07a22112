from odoo import models


class RelationshipFeed(models.Model):
    """Products: product templates with the bank's code, in categories of a kind."""

    _inherit = "relationship.feed"

    def _take_products(self, rows):
        template = self.env["product.template"].with_context(lang=None)
        codes = {row.cells["code"] for row in rows}
        domain = [("company_id", "in", (False, self.company_id.id))]
        by_code = self._get_by_key(template, "default_code", codes, domain)
        for row in rows:
            row.record = by_code.get(row.cells["code"])
        self._parse_cells(rows, template, self._get_given(("code", "category")))
        for row in rows:
            self._reject_nameless(row)
            if not row.record:
                row.values.update(self._prepare_product_values(row.cells["code"]))
        self._resolve_categories([row for row in rows if not row.problem])
        self._apply_rows(rows, template)

    def _prepare_product_values(self, code):
        return {"default_code": code, "type": "service", "list_price": 0.0}

    def _resolve_categories(self, rows):
        """Set the products' category, which is delivered as a kind or a name."""
        category = self.env["product.category"]
        kinds = self._get_selection_keys(category._fields["holding_kind"])
        by_text = {}
        for row in rows:
            text = row.cells.get("category")
            kind = text and kinds.get(text.casefold())
            if not text or (kind and self._has_kind(row.record, kind)):
                continue
            if text not in by_text:
                by_text[text] = (
                    self._get_kind_category(kind)
                    if kind
                    else self._get_named_category(text)
                )
            row.values["categ_id"] = by_text[text].id

    def _has_kind(self, product, kind):
        """Tell whether an administrator's finer category is of the delivered kind."""
        return bool(product) and product.categ_id.holding_kind == kind

    def _get_kind_category(self, kind):
        category = self.env["product.category"]
        found = category.search([("holding_kind", "=", kind)], limit=1, order="id")
        label = dict(category._fields["holding_kind"].selection)[kind]
        return found or category.create({"name": label, "holding_kind": kind})

    def _get_named_category(self, name):
        """Find the category by name, or create it without a kind and warn."""
        category = self.env["product.category"]
        found = category.search([("name", "=", name)], limit=1, order="id")
        if not found:
            found = category.create({"name": name})
        if not found.holding_kind:
            self._warn(
                self.env._(
                    "Category “%s” has no kind: holdings of its products count nothing "
                    "until an administrator gives it one.",
                    name,
                )
            )
        return found
