from collections import Counter
from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from .common_year import YearCase
from .year_bank import CUSTOMERS, FIRST, LAST, MADE_UP, OFF
from .year_dates import BY_HAND, NEVER_BY_HAND
from .year_oracle import Days, Oracle
from .year_rows import YearRows


@tagged("post_install", "-at_install")
class TestRelationshipYear(YearRows, YearCase):
    """A year of nights over a small branch, against an oracle of its own."""

    # the year

    def test_a_year_of_nights(self):
        self.env.flush_all()
        days = Days(OFF, MADE_UP)
        rows = self._read_rows()
        expected = Oracle(rows, days, FIRST, LAST).get_expected()
        found = {}
        self.clock = self.startPatcher(self.shanghai(f"{FIRST} 00:30"))
        day = FIRST
        while day <= LAST:
            found.update(self._run_night(day, days))
            if days.is_working(day):
                self._work(day)
            day += timedelta(days=1)
        missing = {key: expected[key] for key in expected.keys() - found.keys()}
        self.assertFalse(missing, "missing")
        superfluous = {key: found[key] for key in found.keys() - expected.keys()}
        self.assertFalse(superfluous, "not expected")
        self.assertEqual(found, expected, "on other days")
        self._check_by_hand(found)
        self.assertGreater(len(self.capped), 2, "the cap was met")

    def _check_by_hand(self, found):
        contacts = {}
        for (content, customer, _source, _due), day in found.items():
            contacts.setdefault((content, customer), set()).add(str(day))
        for number, name, day, why in BY_HAND:
            days = contacts.get(self._get_subject(number, name), ())
            self.assertIn(day, days, f"{number}, {name}: {why}")
        for number, name, first, last, why in NEVER_BY_HAND:
            days = contacts.get(self._get_subject(number, name), ())
            days = [day for day in days if first <= day <= last]
            self.assertEqual(days, [], f"{number}, {name}: {why}")

    def _get_subject(self, number, name):
        content = self.env.ref(f"branch_relationship.relationship_care_content_{name}")
        return content.id, self.customers[number].id

    def _run_night(self, day, days):
        """Run the steps of one night; return what the due step made, and check what
        holds after each night."""
        self._set_clock(day, "00:10")
        self._land(day)
        self._set_clock(day, "00:30")
        last_id = self._get_last_reason_id()
        self.ledger._generate(day)
        self._remember_night(day)
        made = self._get_made(last_id)
        self.ledger._close_lapsed_branch(self.company, self.sub)
        self._note_expired(day)
        dispatched = self.ledger._dispatch_branch(self.sub, day)
        self.env.flush_all()
        self.assertTrue(days.is_working(day) or not dispatched, day)
        self._check_cadence(day, days)
        self._check_open(day, days)
        self._check_cap(day)
        return made

    def _land(self, day):
        if day in self.prices:
            self._deliver_prices(self.prices[day])
        if day in self.balances:
            self._deliver_balances(self.balances[day])

    def _set_clock(self, day, time):
        """Go on to this time in Shanghai: to freeze the clock anew takes longer."""
        local = fields.Datetime.to_datetime(f"{day} {time}:00")
        self.clock.move_to(fields.Datetime.subtract(local, hours=8))

    def _remember_night(self, day):
        self.env["relationship.run"].create(
            {
                "company_id": self.company.id,
                "branch_id": self.sub.id,
                "date": day,
                "step": "due",
                "state": "done",
            }
        )

    def _note_expired(self, day):
        before = self._get_open_cadences()
        self.ledger._expire_due(day)
        self.env.flush_all()
        for touchpoint_id in before.keys() - self._get_open_cadences().keys():
            self.starts[before[touchpoint_id]] = day

    def _work(self, day):
        """Let the managers do what lies before them, in ways that differ by day."""
        self._set_clock(day, "10:00")
        assigned = self.ledger.search(
            [("state", "=", "assigned"), ("due_date", "<=", day)], order="id"
        )
        units = {(row.user_id, row.batch_id or row) for row in assigned}
        by_user = Counter(user for user, _unit in units)
        self.assertLessEqual(max(by_user.values(), default=0), 3, day)
        for position, touchpoint in enumerate(assigned):
            self._close(touchpoint, (day.toordinal() * 3 + position) % 10, day)
        self.env.flush_all()

    def _close(self, touchpoint, way, day):
        has_cadence = "cadence" in touchpoint.reason_ids.content_id.mapped("trigger")
        customer = touchpoint.customer_id.id
        touchpoint = touchpoint.with_user(touchpoint.user_id)
        if touchpoint.batch_id:
            touchpoint.action_sent()
        elif way <= 4:
            touchpoint.record_outcome({"result": "reached", "channel": "phone"})
            self.starts[customer] = day
        elif way == 5:
            touchpoint.record_outcome({"result": "reached", "channel": "sms"})
        elif way == 6:
            touchpoint.record_outcome({"skip_reason": "abroad"})
        elif way == 7:
            touchpoint.record_outcome({"result": "not_reached"})
        if way in (5, 6) or touchpoint.sudo().state == "expired":
            if has_cadence:
                self.starts[customer] = day

    # what holds after each night

    def _check_cadence(self, day, days):
        """Of each customer one cadence reason is open where it is near, and none twice;
        it counts from the last contact, or from the day the last one was closed."""
        self.env.cr.execute(
            """
            SELECT t.customer_id, r.cycle, r.due_date
              FROM relationship_touchpoint_reason r
              JOIN relationship_touchpoint t ON t.id = r.touchpoint_id
              JOIN relationship_care_content k ON k.id = r.content_id
             WHERE k.trigger = 'cadence' AND t.state IN ('planned', 'assigned')
            """
        )
        rows = self.env.cr.fetchall()
        self.assertEqual(len(rows), len({row[0] for row in rows}), (day, rows))
        open_reasons = {row[0]: row[1:] for row in rows}
        for customer, values in zip(self.customers, CUSTOMERS, strict=True):
            start = self._get_start(customer, values)
            if not start:
                continue
            due = start + timedelta(days=values[2])
            is_near = days.move(due, False) <= day + timedelta(days=7)
            if is_near or customer.id in open_reasons:
                self.assertEqual(
                    open_reasons.get(customer.id),
                    (str(start), due),
                    (str(day), customer.name),
                )

    def _get_start(self, customer, values):
        """Return from when this customer's interval counts, of whom it is kept."""
        if values[5] != "established":
            return None
        if customer.id not in self.starts and not values[3]:
            return None  # the start-up spreading chooses the day
        return self.starts.get(customer.id) or date.fromisoformat(values[3])

    def _check_open(self, day, days):
        """No contact is open twice on a day, and none on a day off."""
        self.env.cr.execute(
            """SELECT customer_id, due_date FROM relationship_touchpoint
                WHERE state IN ('planned', 'assigned')"""
        )
        rows = self.env.cr.fetchall()
        self.assertEqual(len(rows), len(set(rows)), day)
        self.assertFalse([row for row in rows if not days.is_working(row[1])], day)

    def _check_cap(self, day):
        """Whoever was contacted four times in thirty days is told service notices only;
        all of the others are held back."""
        self.env.cr.execute(
            """
            SELECT t.customer_id, t.state, bool_or(k.is_service_notice)
              FROM relationship_touchpoint t
         LEFT JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
         LEFT JOIN relationship_care_content k ON k.id = r.content_id
             WHERE t.state = 'assigned'
                OR t.state = 'done' AND t.done_date > %(day)s::date - 30
          GROUP BY t.id
            """,
            {"day": day},
        )
        rows = self.env.cr.fetchall()
        counts = Counter(customer for customer, _state, _is_service in rows)
        over = [
            row for row in rows if row[1:] == ("assigned", False) and counts[row[0]] > 4
        ]
        self.assertFalse(over, day)
        self.capped.update(customer for customer in counts if counts[customer] >= 4)

    # raw rows

    def _get_last_reason_id(self):
        self.env.flush_all()
        self.env.cr.execute("SELECT max(id) FROM relationship_touchpoint_reason")
        return self.env.cr.fetchone()[0] or 0

    def _get_made(self, last_id):
        """Return {(content, customer, what, due day): day} of the reasons made since,
        but those of the cadence."""
        self.env.cr.execute(
            """
            SELECT r.content_id, t.customer_id, CASE
                   WHEN k.trigger NOT IN (
                        'balance_move', 'birthday', 'festival', 'risk_test_expiring')
                   THEN split_part(r.cycle, ':', 1)::int END,
                   r.due_date, t.due_date
              FROM relationship_touchpoint_reason r
              JOIN relationship_touchpoint t ON t.id = r.touchpoint_id
              JOIN relationship_care_content k ON k.id = r.content_id
             WHERE r.id > %s AND k.trigger <> 'cadence'
            """,
            [last_id],
        )
        rows = self.env.cr.fetchall()
        self.assertEqual(len(rows), len({row[:4] for row in rows}), rows)
        return {row[:4]: row[4] for row in rows}

    def _get_open_cadences(self):
        self.env.cr.execute(
            """
            SELECT t.id, t.customer_id
              FROM relationship_touchpoint t
              JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
              JOIN relationship_care_content k ON k.id = r.content_id
             WHERE k.trigger = 'cadence' AND t.state IN ('planned', 'assigned')
            """
        )
        return dict(self.env.cr.fetchall())
