import logging
import time
import traceback
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)


class RelationshipRun(models.Model):
    """One branch, one local day, one step: the night's memory (DESIGN, The night).

    A step and its row are one transaction: what is done is done, what failed or was
    killed is taken up by the next turn of the job, with the date it was begun with.
    """

    _name = "relationship.run"
    _description = "Relationship Run"
    _order = "date desc, branch_id, id"

    date = fields.Date(
        required=True,
        readonly=True,
        help="The branch's local day. Deliveries after 07:00 are for the next one.",
    )
    branch_id = fields.Many2one(
        "crm.team",
        ondelete="cascade",
        readonly=True,
        help="Empty: customers without a branch, or a step over everything.",
    )
    step = fields.Selection(
        [
            ("feed", "Take Deliveries"),
            ("classify", "Classify"),
            ("due", "Find Contacts Due"),
            ("expire", "Expire"),
            ("dispatch", "Dispatch"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        [("running", "Running"), ("done", "Done"), ("failed", "Failed")],
        required=True,
        default="running",
        readonly=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    count = fields.Integer(
        readonly=True,
        aggregator="sum",
        help="Records this step changed or made.",
    )
    seconds = fields.Float(readonly=True, digits=(16, 2))
    error = fields.Text(
        string="Trouble",
        readonly=True,
        help="What went wrong, or which deliveries the branches waited for.",
    )

    _step_unique = models.UniqueIndex(
        "(company_id, date, COALESCE(branch_id, 0), step)",
        "This step of the day has a row already.",
    )

    @api.depends("date", "branch_id", "step")
    def _compute_display_name(self):
        steps = dict(self._fields["step"]._description_selection(self.env))
        for run in self:
            place = run.branch_id.name or run.company_id.name
            run.display_name = f"{run.date} · {place} · {steps[run.step]}"

    @api.model
    def _get_steps(self):
        """Hook: the steps of a branch's night in order; each is a ``_step_<name>``."""
        return ["classify", "due", "expire", "dispatch"]

    @api.model
    def _get_optional_steps(self):
        """Hook: steps whose failure does not keep the later ones from being done."""
        return ["classify"]

    @api.model
    def _get_closing_steps(self):
        """Hook: steps that the job leaves until the others of all branches are done."""
        return []

    def action_run_again(self):
        """Run all steps of these rows' branches for their local day now: yesterday's
        before the night hour, so that the coming night still comes.

        Deliveries are the job's, which is woken: it commits before it moves a file.
        """
        self.check_access("read")
        nights = self.filtered(lambda run: run.step != "feed")
        places = {(run.company_id, run.branch_id) for run in nights}
        for company, branch in sorted(places, key=lambda place: place[1].id):
            date = self._get_prepared_day(company, branch)
            # sudo: an administrator may start the system's job, not write its memory
            self.sudo()._run_night(company, branch, date, again=True)
        if nights != self:
            return self.action_run_now()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _get_prepared_day(self, company, branch):
        """Return the day whose night is behind this branch, or going on."""
        now = branch._get_local_now(company).replace(tzinfo=None)
        return (now - timedelta(hours=company.relationship_night_hour)).date()

    def action_run_now(self):
        """Wake the job: it takes every branch whose morning is not prepared yet."""
        self.check_access("read")
        # sudo: an administrator of ours need not be one of Odoo's settings
        cron = self.sudo().env.ref("branch_relationship.ir_cron_relationship_night")
        cron._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "The night has been started. Reload in a minute to see its rows."
                ),
            },
        }

    @api.model
    def _run_night(self, company, branch, date, again=False):
        """Run what is left of a branch's night; stop at a step that fails.

        :return: whether the night is finished
        """
        finished = True
        for step in self._get_steps():
            if not self._run_step(company, branch, date, step, again):
                finished = False
                if not self._goes_on_without(company, branch, date, step):
                    break
        return finished

    @api.model
    def _goes_on_without(self, company, branch, date, step):
        """Tell whether the night goes on after this step, which is not done.

        Yesterday's segments are better than no day at all. A step that another worker
        has in hand is no failure: the night is that worker's.
        """
        if step not in self._get_optional_steps():
            return False
        if not self._try_lock(company, branch, step):
            return False
        return self._open_run(company, branch, date, step).state == "failed"

    @api.model
    def _run_step(self, company, branch, date, step, again=False):
        """Run one step unless it is done, and note what came of it.

        :return: whether the step is done
        :raise: serialization failures and deadlocks; the whole transaction is to be
            tried again
        """
        if not self._try_lock(company, branch, step):
            return False
        run = self._open_run(company, branch, date, step)
        if run.state == "done" and not again:
            return True
        # What the night notes in words is read by people: in their bank's language.
        self = self.with_context(lang=company.partner_id.lang)
        return run._note(getattr(self, f"_step_{step}"), company, branch, date)

    def _try_lock(self, company, branch, step):
        """Keep other workers out of this step until the transaction ends."""
        name = f"relationship.run:{company.id}:{branch.id}:{step}"
        query = SQL("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", name)
        return self.env.execute_query(query)[0][0]

    def _find_run(self, company, branch, date, step):
        return self.search(
            [
                ("company_id", "=", company.id),
                ("branch_id", "=", branch.id),
                ("date", "=", date),
                ("step", "=", step),
            ]
        )

    def _open_run(self, company, branch, date, step):
        """Return the row of the step, made where there is none."""
        return self._find_run(company, branch, date, step) or self.create(
            {
                "company_id": company.id,
                "branch_id": branch.id,
                "date": date,
                "step": step,
            }
        )

    def _note(self, work, *args):
        """Do the work of this row's step; undo it and note the error if it fails."""
        self.ensure_one()
        started = time.monotonic()
        try:
            with self.env.cr.savepoint():
                count = work(*args)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            # One branch's trouble must not keep the others from their morning.
            _logger.exception("%s failed", self.display_name)
            lines = traceback.format_exception_only(error)
            values = {"state": "failed", "error": "".join(lines)}
        else:
            values = {"state": "done", "error": False, "count": count}
        self.write({**values, "seconds": time.monotonic() - started})
        return self.state == "done"

    def _step_classify(self, company, branch, date):
        domain = [("company_id", "=", company.id), ("branch_id", "=", branch.id)]
        return self.env["res.partner"]._classify(domain, date)

    def _step_due(self, company, branch, date):
        return self.env["relationship.touchpoint"]._generate_branch(
            company, branch, date
        )

    def _step_expire(self, company, branch, date):
        ledger = self.env["relationship.touchpoint"]
        lapsed = ledger.with_context(relationship_lapse_date=date)._close_lapsed_branch(
            company, branch
        )
        return lapsed + ledger._expire_branch(company, branch, date)

    def _step_dispatch(self, company, branch, date):
        ledger = self.env["relationship.touchpoint"].with_company(company)
        return ledger._dispatch_branch(branch, date)
