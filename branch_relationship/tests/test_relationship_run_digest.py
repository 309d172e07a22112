from unittest.mock import patch

from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_day import DAY, DayCase
from .common_run import RunCase

LOGGER = "odoo.addons.branch_relationship.models.relationship_run"


@tagged("post_install", "-at_install")
class TestRelationshipRunDigest(DayCase, RunCase):
    """The night tells people in the end."""

    def _create_other(self):
        """Let a contact be due at ``other``, too."""
        self._create_due(
            self.routine, 1, branch_id=self.other.id, user_id=self.other_rm.id
        )

    def _run_night(self, branch, date=DAY):
        return self.runs._run_night(self.company, branch, date)

    def test_each_branch_tells_its_own(self):
        self._create_other()
        self._run_night(self.sub)
        self.assertEqual(len(self._get_digests(self.head)), 1)
        self.assertEqual(len(self._get_digests(self.rm)), 1)
        self.assertEqual(self._get_digests(self.other_head), [])
        run = self.runs.search([("step", "=", "digest")])
        self.assertEqual((run.state, run.count), ("done", 4))
        self._run_night(self.other)
        self.assertEqual(len(self._get_digests(self.other_head)), 1)

    def test_all_branches_have_their_day_before_anybody_is_told(self):
        self._create_other()
        self._run_job()
        [digest] = self._get_digests(self.root_head)
        self.assertIn("Contacts waiting in the branch: 4", digest)
        steps = self.runs.search([("date", "=", DAY)], order="id").mapped("step")
        self.assertEqual(steps[-2:], ["digest"] * 2)

    def test_who_was_told_of_a_branch_is_not_told_again(self):
        self._run_night(self.sub)
        told_at = self.days.search([], limit=1).told_at
        for seconds, count in ((-1, 0), (0, 4)):
            since = Datetime.add(told_at, seconds=seconds)
            told = self.days._tell_branch(self.company, self.sub, DAY, since)
            self.assertEqual(told, count)

    def test_a_branch_made_up_brings_the_message_up_to_date(self):
        self._create_other()
        work = type(self.runs)._step_dispatch

        def fail(runs, company, branch, date):
            if branch == self.other:
                raise ValueError("Out of paper")
            return work(runs, company, branch, date)

        with patch.object(type(self.runs), "_step_dispatch", fail):
            with mute_logger(LOGGER):
                self._run_job()
        self.assertIn("branch: 3", self._get_digests(self.root_head)[0])
        self._run_job()
        [digest] = self._get_digests(self.root_head)
        self.assertIn("branch: 4", digest)

    def test_nobody_is_told_of_a_day_that_is_over(self):
        with self.shanghai("2026-09-24 00:30"):
            self._run_night(self.sub)
        self.assertEqual(self._get_digests(self.rm), [])
        self.assertFalse(self.days.search([]))

    def test_a_second_turn_tells_nobody(self):
        self._run_job()
        told = self.days.search([]).mapped("told_at")
        self._run_job()
        self.assertEqual(self.days.search([]).mapped("told_at"), told)
