from collections import Counter
from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from .common_ledger import LedgerCase
from .year_dates import BY_HAND
from .year_oracle import Days, Oracle

FIRST, LAST = date(2026, 2, 2), date(2027, 1, 31)
#: State Council's notice on the holidays of 2026, and New Year's Day of 2027.
OFF = [
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in (4, 5, 6)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in (19, 20, 21)),
    *(date(2026, 9, day) for day in (25, 26, 27)),
    *(date(2026, 10, day) for day in range(1, 8)),
    date(2027, 1, 1),
]
MADE_UP = [
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]
#: birthdate, calendar, interval, last contact, orientation, stage, risk test
CUSTOMERS = [
    ("1980-02-17", "solar", 15, "2026-01-20", "relationship", "established", None),
    ("1984-02-29", "solar", 30, "2026-01-25", "value", "established", "2025-05-04"),
    ("1975-10-03", "solar", 45, "2026-01-10", "service", "established", "2025-10-31"),
    ("1990-05-09", None, 90, "2025-12-01", None, "established", "2025-03-02"),
    ("1962-02-05", "lunar", 30, "2026-01-31", "relationship", "established", None),
    ("1955-08-15", "lunar_as_written", 45, "2026-01-05", None, "established", None),
    ("1968-09-30", "lunar_as_written", 15, "2026-02-01", "value", "established", None),
    ("1971-06-20", "lunar", 90, "2025-11-20", "service", "established", "2025-08-14"),
    ("1988-12-31", "solar", 30, None, "value", "established", None),
    ("1979-09-26", "solar", 15, None, None, "established", "2025-07-01"),
    ("1950-01-01", "lunar_as_written", 45, None, "relationship", "established", None),
    ("1993-06-21", "solar", 30, "2026-01-15", "service", "prospect", None),
    ("1966-04-05", "solar", 30, "2025-06-01", None, "dormant", None),
    ("1970-10-10", "solar", 90, "2026-01-30", "value", "established", None),
]
#: customer, matures on, next payment on, income on
HOLDINGS = [
    (0, "2026-02-18", None, None),
    (1, "2026-05-02", None, None),
    (2, "2026-10-05", None, None),
    (3, "2026-03-14", None, "2026-03-14"),
    (4, "2027-01-29", None, None),
    (5, None, "2026-04-05", None),
    (6, None, "2026-07-15", "2026-10-01"),
    (8, "2026-09-20", None, "2026-02-15"),
    (9, "2026-12-31", None, "2026-08-08"),
    (11, "2026-06-19", None, "2026-06-19"),
    (12, "2026-11-28", "2026-10-09", None),
    (13, "2026-02-28", "2027-01-01", "2026-12-25"),
]


@tagged("post_install", "-at_install")
class TestRelationshipYear(LedgerCase):
    """A year of nights over a small branch, against an oracle of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        (cls.routine | cls.urgent).active = False
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.contents = cls.env["relationship.care.content"]
        cls.contents.with_context(active_test=False).search(
            [("trigger", "=", "payment_due")]
        ).active = True
        cls.env["relationship.calendar.day"].search([]).unlink()
        cls.env["relationship.calendar.day"].create(
            [{"date": day, "is_working": False} for day in OFF]
            + [{"date": day, "is_working": True} for day in MADE_UP]
        )
        cls.rm.daily_capacity = cls.colleague.daily_capacity = 3
        with cls.shanghai("2026-02-01 12:00"):
            cls.customers = [cls._create(*values) for values in enumerate(CUSTOMERS)]
            cls._create_holdings()
        cls.starts, cls.capped = {}, set()

    @classmethod
    def _create(cls, number, values):
        birthdate, calendar, interval, contact, orientation, stage, test = values
        orientation = orientation and cls.env["relationship.orientation"].search(
            [("code", "=", orientation)]
        )
        segments = cls.high_high + cls.low_high + cls.high_low + cls.low_low
        customer = cls._create_customer(
            f"Year {number}",
            birthdate=birthdate,
            birthday_calendar=calendar,
            own_contact_interval=interval,
            orientation_id=orientation and orientation.id,
            relationship_stage=stage,
            risk_tolerance=test and "C3",
            risk_assessed_on=test,
            gender="female" if number % 3 == 0 else "male",
            segment_id=segments[number % 4].id,
            user_id=(cls.rm, cls.colleague)[number % 2].id,
        )
        if contact:
            customer._record_contact(date.fromisoformat(contact))
        return customer

    @classmethod
    def _create_holdings(cls):
        product = cls._create_product("deposit")
        for number, (customer, matures, payment, income) in enumerate(HOLDINGS):
            cls._create_holding(
                cls.customers[customer],
                product,
                f"Y{number}",
                balance=10_000,
                matures_on=matures,
                next_payment_on=payment,
                payment_amount=payment and 500,
                income_on=income,
                income_amount=income and 70,
            )

    # the year

    def test_a_year_of_nights(self):
        self.env.flush_all()
        days = Days(OFF, MADE_UP)
        expected = Oracle(self._read_rows(), days, FIRST, LAST).get_expected()
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
        contacts = {
            (content, customer, day) for (content, customer, _), day in found.items()
        }
        for number, name, day, why in BY_HAND:
            content = self.env.ref(
                f"branch_relationship.relationship_care_content_{name}"
            )
            customer = self.customers[number]
            contact = (content.id, customer.id, date.fromisoformat(day))
            self.assertIn(contact, contacts, f"{customer.name}, {name}: {why}")

    def _run_night(self, day, days):
        """Run the steps of one night; return what the due step made, and check what
        holds after each night."""
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
        """Return {(content, customer, due day): day} of the reasons made since, but
        those of the cadence."""
        self.env.cr.execute(
            """
            SELECT r.content_id, t.customer_id, r.due_date, t.due_date, t.done_date
              FROM relationship_touchpoint_reason r
              JOIN relationship_touchpoint t ON t.id = r.touchpoint_id
              JOIN relationship_care_content k ON k.id = r.content_id
             WHERE r.id > %s AND k.trigger <> 'cadence'
            """,
            [last_id],
        )
        rows = self.env.cr.fetchall()
        self.assertEqual(len(rows), len({row[:3] for row in rows}), rows)
        return {row[:3]: row[3] for row in rows}

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

    def _read_rows(self):
        return {
            "contents": self._read(
                """
                SELECT k.id, k.trigger, COALESCE(k.lead_days, 0) AS lead_days,
                       k.notice_days, k.is_service_notice,
                       o.ids AS orientations, s.ids AS segments, f.names AS festivals
                  FROM relationship_care_content k
            CROSS JOIN LATERAL (
                    SELECT array_agg(relationship_orientation_id) AS ids
                      FROM relationship_care_content_relationship_orientation_rel
                     WHERE relationship_care_content_id = k.id) o
            CROSS JOIN LATERAL (
                    SELECT array_agg(relationship_segment_id) AS ids
                      FROM relationship_care_content_relationship_segment_rel
                     WHERE relationship_care_content_id = k.id) s
            CROSS JOIN LATERAL (
                    SELECT array_agg(replace(d.name, 'relationship_festival_', ''))
                           AS names
                      FROM relationship_care_content_relationship_festival_rel l
                      JOIN ir_model_data d ON d.model = 'relationship.festival'
                       AND d.res_id = l.relationship_festival_id
                     WHERE l.relationship_care_content_id = k.id) f
                 WHERE k.active AND k.company_id = %s
                """,
                self.company.id,
            ),
            "customers": {
                row["id"]: row
                for row in self._read(
                    """
                    SELECT id, gender, birthdate, birthday_calendar, risk_assessed_on,
                           relationship_stage AS stage, orientation_id AS orientation,
                           segment_id AS segment
                      FROM res_partner WHERE id = ANY(%s)
                    """,
                    [customer.id for customer in self.customers],
                )
            },
            "holdings": self._read(
                """SELECT customer_id, matures_on, next_payment_on, income_on
                     FROM relationship_holding WHERE ref LIKE %s""",
                "Y%",
            ),
        }

    def _read(self, query, *params):
        self.env.cr.execute(query, params)
        names = [column.name for column in self.env.cr.description]
        return [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]
