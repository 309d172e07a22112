"""Jobs in processes of their own: killed and resumed, and two at the same time.

Whatever happens to the processes, the ledger is that of an undisturbed night, and a
delivery is taken whole and once.
"""

from datetime import timedelta

import night_bank
import night_program
import pytest

from devtools import layout

DAYS = [str(night_bank.FIRST + timedelta(days=days)) for days in range(2)]
BUILT = str(night_bank.FIRST - timedelta(days=night_bank.PAST_DAYS))
TRIGGERS = {
    "balance_move",
    "birthday",
    "cadence",
    "dividend",
    "festival",
    "income_paid",
    "maturity",
    "news",
    "overdue",
    "payment_due",
    "personal_date",
    "price_move",
    "risk_test_expiring",
    "stop_loss",
    "take_profit",
}
SHOTS = {
    "contacts": """
        SELECT t.customer_id, t.due_date, t.first_due_date, t.made_date, t.state,
               t.priority, t.content_id, t.user_id, t.branch_id, t.hold_reason,
               t.skip_reason, t.attempt_count, t.needs_outcome,
               (SELECT concat_ws(' ', b.user_id, b.date, b.content_id)
                  FROM relationship_touchpoint_batch b WHERE b.id = t.batch_id),
               string_agg(concat_ws(' ', r.key, r.due_date, r.priority,
                                    r.source_model, r.source_id), ',' ORDER BY r.key)
          FROM relationship_touchpoint t
     LEFT JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
      GROUP BY t.id
    """,
    "activities": """
        SELECT a.res_model, CASE WHEN b.id IS NULL THEN a.res_id END, a.user_id,
               a.date_deadline, a.active, a.summary, a.activity_type_id,
               t.customer_id, t.due_date, b.content_id, b.date
          FROM mail_activity a
     LEFT JOIN relationship_touchpoint t ON t.id = a.touchpoint_id
     LEFT JOIN relationship_touchpoint_batch b
            ON a.res_model = 'relationship.touchpoint.batch' AND b.id = a.res_id
    """,
    "batches": """
        SELECT content_id, user_id, date, name, channel
          FROM relationship_touchpoint_batch
    """,
    "triggers": """
        SELECT k.trigger, count(*)
          FROM relationship_touchpoint_reason r
          JOIN relationship_care_content k ON k.id = r.content_id
      GROUP BY k.trigger
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
    "followers": """
        SELECT f.res_model, CASE WHEN b.id IS NULL THEN f.res_id END, f.partner_id,
               b.content_id, b.user_id, b.date
          FROM mail_followers f
     LEFT JOIN relationship_touchpoint_batch b
            ON f.res_model = 'relationship.touchpoint.batch' AND b.id = f.res_id
    """,
    "runs": "SELECT date, branch_id, step, state, count, error FROM relationship_run",
}


class Bank:
    """A database with a small bank, and copies of it that live through nights."""

    def __init__(self, databases, odoo, template):
        self.databases, self.odoo = databases, odoo
        self.name = layout.database_name("nights")
        self.copies = []
        self.databases.clone(template, self.name)
        assert self.run(self.name, BUILT, "build") == ["build: ended"]

    def live(self, *whats):
        """Let a copy live through the days, each in one of these ways; return how its
        processes ended, day by day, and what the database holds after each."""
        copy = self.copy(*whats)
        ends, shots = [], []
        for day, what in zip(DAYS, whats, strict=True):
            landing, *day_ends = self.run(copy, day, "landing", what)
            assert landing == "landing: ended"
            ends.append(day_ends)
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


def assert_same(shots, expected):
    for day, shot, expected_shot in zip(DAYS, shots, expected, strict=True):
        for subject in SHOTS:
            assert shot[subject] == expected_shot[subject], (day, subject)


@pytest.fixture(scope="module")
def bank(databases, odoo, addons_database):
    bank = Bank(databases, odoo, addons_database)
    yield bank
    bank.drop()


@pytest.fixture(scope="module")
def undisturbed(bank):
    ends, shots = bank.live("night", "night")
    assert ends == [["night: ended"]] * len(DAYS)
    return shots


def test_undisturbed_night_finds_something_in_every_step(undisturbed):
    runs = [[run for run in shot["runs"] if run[1]] for shot in undisturbed]
    assert len(runs[0]) == 3 * 5 and len(runs[1]) == 2 * 3 * 5
    for _date, branch, step, state, count, _error in runs[0]:
        assert state == "done" and int(count) > 0, (branch, step)


def test_undisturbed_night_finds_something_of_every_trigger(undisturbed):
    for shot in undisturbed:
        assert {trigger for trigger, _count in shot["triggers"]} >= TRIGGERS
    assert len(undisturbed[0]["batches"]) > 1
    assert undisturbed[0]["triggers"] != undisturbed[1]["triggers"]


def test_errors_in_every_step_and_between_any_two(bank, undisturbed):
    ends, shots = bank.live("failing", "aborted")
    assert ends == [["failing: ended"], ["aborted: ended"]]
    assert_same(shots, undisturbed)


def test_killed_at_every_step_of_every_branch_and_after_any_time(bank, undisturbed):
    (killed, stopped), shots = bank.live("killed", "stopped")
    steps = [run for run in undisturbed[0]["runs"] if run[0] == DAYS[0]]
    assert len(killed) == len(steps) + 1
    assert all(end.endswith("was killed") for end in killed[:-1]), killed
    assert killed[-1] == "night: ended"
    assert len(stopped) >= 4, stopped
    assert stopped == ["stopped: was killed"] * (len(stopped) - 1) + ["stopped: ended"]
    assert_same(shots, undisturbed)


def test_deliveries_during_a_night_and_two_at_the_same_time(bank, undisturbed):
    ends, shots = bank.live("fed", "pair")
    assert ends[0] == ["fed: ended", "night: ended", "put back: ended"]
    assert ends[1] == ["one of a pair: ended"] * 2
    assert_same(shots, undisturbed)


def test_delivery_in_the_background_killed_at_every_batch(bank):
    copy = bank.copy("delivery")
    ends = bank.run(copy, DAYS[0], "delivery")
    assert ends[0] == "delivered: ended"
    assert ends[1] == "killed before a commit: was killed"
    assert ends[2:5] == ["killed after a commit: was killed"] * 3
    assert ends[5:] == ["delivery: ended"]
    state = (
        "SELECT state, row_count, created_count, reject_count FROM relationship_feed"
        " WHERE kind = 'customers'"
    )
    assert bank.databases.query(state, copy) == [["done", "40", "40", "0"]]
    taken = "SELECT count(*), count(DISTINCT ref) FROM res_partner WHERE ref LIKE 'F%'"
    assert bank.databases.query(taken, copy) == [["40", "40"]]
    waiting = "SELECT count(*) FROM relationship_feed_row"
    assert bank.databases.query(waiting, copy) == [["0"]]
