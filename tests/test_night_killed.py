"""Jobs in processes of their own: killed and resumed, and two at the same time.

Whatever happens to the processes, the ledger is that of an undisturbed night, and a
delivery is taken whole and once.
"""

import night_program
import pytest

from devtools import layout

DAYS = ("2026-09-23", "2026-09-24")
SHOTS = {
    "contacts": """
        SELECT t.customer_id, t.due_date, t.first_due_date, t.made_date, t.state,
               t.priority, t.content_id, t.user_id, t.branch_id, t.hold_reason,
               t.skip_reason, t.attempt_count, t.needs_outcome,
               string_agg(concat_ws(' ', r.key, r.due_date, r.priority,
                                    r.source_model, r.source_id), ',' ORDER BY r.key)
          FROM relationship_touchpoint t
     LEFT JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
      GROUP BY t.id
    """,
    "activities": """
        SELECT a.res_model, a.res_id, a.user_id, a.date_deadline, a.active, a.summary,
               a.activity_type_id, t.customer_id, t.due_date
          FROM mail_activity a
     LEFT JOIN relationship_touchpoint t ON t.id = a.touchpoint_id
    """,
    "customers": """
        SELECT id, cadence_start, last_contact_date, next_contact_date,
               latest_contact_date, segment_id, asset_level_id, potential_level_id,
               potential_score, asset_amount
          FROM res_partner WHERE relationship_stage IS NOT NULL
    """,
    "changes": """
        SELECT customer_id, date, old_segment_id, new_segment_id, direction, reason
          FROM relationship_segment_change
    """,
    "digests": """
        SELECT n.res_partner_id, n.is_read, m.body
          FROM mail_notification n JOIN mail_message m ON m.id = n.mail_message_id
    """,
    "days": """
        SELECT user_id, date, branch_id, contact_count, greeting_count, is_mailed
          FROM relationship_day
    """,
    "followers": "SELECT res_model, res_id, partner_id FROM mail_followers",
    "runs": "SELECT date, branch_id, step, state, count, error FROM relationship_run",
}


class Bank:
    """A database with a small bank, and copies of it that live through nights."""

    def __init__(self, databases, odoo, template):
        self.databases, self.odoo = databases, odoo
        self.name = layout.database_name("nights")
        self.copies = []
        self.databases.clone(template, self.name)
        assert self.run(self.name, DAYS[0], "build") == ["build: ended"]

    def live(self, *whats):
        """Let a copy live through the days; return how its processes ended, day by
        day, and what the database holds after each."""
        copy = self.copy(*whats)
        ends, shots = [], []
        for day in DAYS:
            ends.append(self.run(copy, day, *whats))
            shots.append(self.look(copy))
        return ends, shots

    def copy(self, *whats):
        copy = f"{self.name}_{'_'.join(whats)}"
        self.copies.append(copy)
        self.databases.clone(self.name, copy)
        return copy

    def run(self, name, day, *whats):
        return night_program.run(self.odoo, name, day, *whats)

    def look(self, name):
        return {
            subject: sorted(self.databases.query(sql, name))
            for subject, sql in SHOTS.items()
        }

    def drop(self):
        for name in (self.name, *self.copies):
            self.databases.drop(name)


@pytest.fixture(scope="module")
def bank(databases, odoo, addons_database):
    bank = Bank(databases, odoo, addons_database)
    yield bank
    bank.drop()


@pytest.fixture(scope="module")
def undisturbed(bank):
    ends, shots = bank.live("night")
    assert ends == [["night: ended"]] * len(DAYS)
    return shots


def test_undisturbed_night_finds_something_in_every_step(undisturbed):
    runs = [[run for run in shot["runs"] if run[1]] for shot in undisturbed]
    assert len(runs[0]) == 3 * 5 and len(runs[1]) == 2 * 3 * 5
    for _date, branch, step, state, count, _error in runs[0]:
        assert state == "done" and int(count) > 0, (branch, step)


def test_killed_at_every_step_of_every_branch(bank, undisturbed):
    ends, shots = bank.live("killed")
    for day in ends:
        assert len(day) == 21
        assert all(end.endswith("was killed") for end in day[:-1]), day
        assert day[-1] == "night: ended"
    assert shots == undisturbed


def test_killed_after_any_time(bank, undisturbed):
    ends, shots = bank.live("stopped")
    for day in ends:
        assert len(day) >= 4, day
        assert day == ["stopped: was killed"] * (len(day) - 1) + ["stopped: ended"]
    assert shots == undisturbed


def test_two_nights_at_the_same_time(bank, undisturbed):
    ends, shots = bank.live("pair")
    assert ends == [["one of a pair: ended"] * 2] * len(DAYS)
    assert shots == undisturbed


def test_delivery_in_the_background_killed_at_every_batch(bank):
    copy = bank.copy("delivery")
    ends = bank.run(copy, DAYS[0], "delivery")
    assert ends[0] == "delivered: ended"
    assert ends[1] == "killed before a commit: was killed"
    assert ends[2:5] == ["killed after a commit: was killed"] * 3
    assert ends[5:] == ["delivery: ended"]
    state = (
        "SELECT state, row_count, created_count, reject_count FROM relationship_feed"
    )
    assert bank.databases.query(state, copy) == [["done", "40", "40", "0"]]
    taken = "SELECT count(*), count(DISTINCT ref) FROM res_partner WHERE ref LIKE 'F%'"
    assert bank.databases.query(taken, copy) == [["40", "40"]]
    waiting = "SELECT count(*) FROM relationship_feed_row"
    assert bank.databases.query(waiting, copy) == [["0"]]
