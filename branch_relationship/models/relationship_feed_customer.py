from odoo import models

SPECIAL_COLUMNS = ("ref", "branch_code", "rm_login")


class RelationshipFeed(models.Model):
    """Customers: partners with a relationship stage, known by their reference.

    An empty cell leaves the field as it is: what the branch learned stays.
    """

    _inherit = "relationship.feed"

    def _take_customers(self, rows):
        partner = self.env["res.partner"]
        self._find_customers(rows, partner)
        self._parse_cells(rows, partner, self._get_given(SPECIAL_COLUMNS))
        self._reject_future_dates(rows)
        self._resolve_users(rows, "rm_login")
        self._resolve_branches(rows)
        for row in rows:
            self._reject_nameless(row)
            if not row.record:
                row.values.update(self._prepare_customer_values(row))
        self._apply_rows(rows, partner)

    def _find_customers(self, rows, partner):
        """Find the company's customers; a reference of another contact is rejected."""
        refs = {row.cells["ref"] for row in rows}
        domain = [("company_id", "=", self.company_id.id)]
        is_customer = ("relationship_stage", "!=", False)
        customers = self._get_by_key(partner, "ref", refs, [*domain, is_customer])
        others = self._get_by_key(
            partner,
            "ref",
            refs - set(customers),
            [
                ("company_id", "in", (False, self.company_id.id)),
                ("relationship_stage", "=", False),
            ],
        )
        for row in rows:
            row.record = customers.get(row.cells["ref"])
            if row.cells["ref"] in others:
                row.reject(
                    "ref",
                    self.env._("A contact who is no customer has this reference."),
                )

    def _reject_future_dates(self, rows):
        today = self.env["crm.team"]._get_latest_today(self.company_id)
        for row in rows:
            for column in ("birthdate", "last_contact_date"):
                if row.values.get(column) and row.values[column] > today:
                    row.reject(column, self.env._("This day has not come yet."))

    def _resolve_branches(self, rows):
        codes = {row.cells["branch_code"] for row in rows if "branch_code" in row.cells}
        branches = self._get_by_key(
            self.env["crm.team"], "branch_code", codes, [("active", "=", True)]
        )
        for row in rows:
            if code := row.cells.get("branch_code"):
                self._resolve_branch(row, code, branches.get(code))

    def _resolve_branch(self, row, code, branch):
        if not branch:
            row.reject("branch_code", self.env._("No branch has the code “%s”.", code))
        elif branch.company_id != self.company_id:
            row.reject(
                "branch_code", self.env._("Another company has a branch of this code.")
            )
        else:
            row.values["branch_id"] = branch.id

    def _prepare_customer_values(self, row):
        return {
            "ref": row.cells["ref"],
            "company_id": self.company_id.id,
            "relationship_stage": row.values.get("relationship_stage", "prospect"),
        }

    # last contact: the bank's date restarts the cadence where it is newer than ours;
    # a cadence that a skip or an expiry restarted later than that stays

    def _prepare_record_values(self, row):
        values = dict(super()._prepare_record_values(row))
        values.pop("last_contact_date", None)
        return values

    def _create_records(self, rows, model):
        super()._create_records(rows, model)
        by_date = {}
        for row in rows:
            if date := row.values.get("last_contact_date"):
                by_date.setdefault(date, model.browse())
                by_date[date] |= row.record
        for date, customers in by_date.items():
            customers._record_contact(date)

    def _get_changed_values(self, record, values):
        changed = super()._get_changed_values(record, values)
        date = changed.get("last_contact_date")
        if date and record.last_contact_date and date < record.last_contact_date:
            del changed["last_contact_date"]
        return changed

    def _write_record(self, record, values):
        date = values.pop("last_contact_date", None)
        super()._write_record(record, values)
        if date and record.cadence_start and date <= record.cadence_start:
            record.last_contact_date = date
        elif date:
            record._record_contact(date)
