from contextlib import contextmanager

from odoo.addons.base.tests.test_ir_cron import CronMixinCase

from .common_due import DueCase

STEPS = ["classify", "due", "expire", "dispatch", "digest"]


class RunCase(DueCase, CronMixinCase):
    """Nights: ``customer`` at ``sub``, and the branch ``new_york`` of its own zone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.runs = cls.env["relationship.run"]
        cls.runs.search([]).unlink()
        cls.env["res.partner"].search(
            [("relationship_stage", "!=", False), ("id", "!=", cls.customer.id)]
        ).active = False
        cls.new_york = cls._create_branch("NY", cls.other_head)
        cls.new_york.tz = "America/New_York"
        cls.customer.birthdate = "1980-09-23"
        cls.cadence.active = False

    def _create_abroad(self):
        return self._create_customer(
            "Smith", branch_id=self.new_york.id, birthdate="1980-09-23"
        )

    def _run_job(self):
        """Run the job's own loop, whose commits are savepoints of the test."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["relationship.run"]._cron_night()
        self.env.invalidate_all()

    def _get_rows(self, branch):
        runs = self.runs.search(
            [("branch_id", "=", branch.id), ("step", "in", STEPS)], order="id"
        )
        return [(run.step, run.state, str(run.date)) for run in runs]

    @contextmanager
    def _undone(self):
        """Take back what the block does."""
        with self.env.cr.savepoint() as savepoint:
            yield
            savepoint.rollback()
            self.env.invalidate_all()
