from odoo import models


class RelationshipFeed(models.Model):
    """Branches: sales teams with a branch code, in a tree."""

    _inherit = "relationship.feed"

    def _take_branches(self, rows):
        team = self.env["crm.team"].with_context(lang=None)
        by_code = self._get_by_key(
            team, "branch_code", {row.cells["code"] for row in rows}
        )
        for row in rows:
            row.record = by_code.get(row.cells["code"])
            self._reject_foreign(row)
        special = ("code", "parent_code", "head_login")
        self._parse_cells(rows, team, self._get_given(special))
        self._resolve_users(rows, "head_login")
        self._check_parents(rows)
        self._prepare_new_branches(rows)
        self._apply_branches(rows, team)

    def _get_own(self):
        return [("company_id", "=", self.company_id.id)]

    def _reject_foreign(self, row):
        if row.record and row.record.company_id != self.company_id:
            row.reject("code", self.env._("Another company has a branch of this code."))

    def _check_parents(self, rows):
        """Reject rows whose parent is unknown, rejected or below themselves."""
        teams = self.env["crm.team"].with_context(active_test=False)
        teams = teams.search([("branch_code", "!=", False), *self._get_own()])
        parents = {team.branch_code: team.parent_id.branch_code for team in teams}
        existing = set(parents)
        for row in rows:
            if not row.problem and "parent_code" in row.cells:
                parents[row.cells["code"]] = row.cells["parent_code"]
        for row in rows:
            if self._is_below_itself(row.cells["code"], parents):
                row.reject(
                    "parent_code", self.env._("This branch would be above itself.")
                )
        self._reject_orphans(rows, existing)

    def _reject_orphans(self, rows, existing):
        """Reject rows whose parent does not exist and will not; then theirs in turn."""
        orphans = rows
        while orphans:
            known = existing | {row.cells["code"] for row in rows if not row.problem}
            orphans = [
                row
                for row in rows
                if not row.problem
                and "parent_code" in row.cells
                and row.cells["parent_code"] not in known
            ]
            for row in orphans:
                self._reject_parent(row)

    def _reject_parent(self, row):
        row.reject(
            "parent_code",
            self.env._("No branch has the code “%s”.", row.cells["parent_code"]),
        )

    def _is_below_itself(self, code, parents):
        seen = set()
        ancestor = parents.get(code)
        while ancestor and ancestor not in seen:
            if ancestor == code:
                return True
            seen.add(ancestor)
            ancestor = parents.get(ancestor)
        return False

    def _prepare_new_branches(self, rows):
        for row in rows:
            self._reject_nameless(row)
            if not row.record:
                row.values.update(
                    branch_code=row.cells["code"], company_id=self.company_id.id
                )

    def _apply_branches(self, rows, team):
        """Create and write the branches, those above before those below."""
        rows = [row for row in rows if not row.problem]
        while rows:
            codes = {row.cells["code"] for row in rows}
            level = [row for row in rows if row.cells.get("parent_code") not in codes]
            self._set_parents(level, team)
            self._apply_rows(level, team)
            rows = [row for row in rows if row not in level]

    def _set_parents(self, rows, team):
        codes = {row.cells["parent_code"] for row in rows if "parent_code" in row.cells}
        parents = self._get_by_key(team, "branch_code", codes, self._get_own())
        for row in rows:
            code = row.cells.get("parent_code")
            if code in parents:
                row.values["parent_id"] = parents[code].id
            elif code:
                self._reject_parent(row)
