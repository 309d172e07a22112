import io
from collections import Counter
from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .common_ledger import LedgerCase
from .feed_common import FeedCase
from .year_bank import (
    BALANCES,
    CUSTOMERS,
    FIRST,
    FUND_HOLDINGS,
    FUNDS,
    HOLDINGS,
    LAST,
    MADE_UP,
    OFF,
    PERSONAL_DATES,
    get_prices,
    get_savings,
)
from .year_dates import BY_HAND, NEVER_BY_HAND
from .year_oracle import Days, Oracle

#: Own thresholds of products and holdings, in the order of the bank's rows.
THRESHOLDS = ("price_move_percent", "take_profit_percent", "stop_loss_percent")


@tagged("post_install", "-at_install")
class TestRelationshipYear(FeedCase, LedgerCase):
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
            cls._create_funds()
            cls._create_personal_dates()
            cls._start_deliveries()
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
            ref=f"C{number}",
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
        for number, (customer, matures, payment, income) in enumerate(HOLDINGS):
            cls._create_holding(
                cls.customers[customer],
                cls.deposit,
                f"Y{number}",
                balance=10_000,
                matures_on=matures,
                next_payment_on=payment,
                payment_amount=payment and 500,
                income_on=income,
                income_amount=income and 70,
            )

    @classmethod
    def _create_funds(cls):
        cls.funds = {
            code: cls._create_product(
                "fund", code, **dict(zip(THRESHOLDS, own, strict=True))
            )
            for code, own in FUNDS.items()
        }
        for number, values in enumerate(FUND_HOLDINGS):
            customer, code, quantity, cost, opened, own = values
            cls._create_holding(
                cls.customers[customer],
                cls.funds[code],
                f"F{number}",
                quantity=quantity,
                cost_amount=cost,
                opened_on=opened,
                **dict(zip(THRESHOLDS, own, strict=True)),
            )

    @classmethod
    def _create_personal_dates(cls):
        names = ("name", "relation", "date", "calendar", "is_yearly")
        cls.personal_dates = cls.env["relationship.personal.date"].create(
            [
                {
                    "customer_id": cls.customers[customer].id,
                    **dict(zip(names, values, strict=True)),
                }
                for customer, *values in PERSONAL_DATES
            ]
        )

    @classmethod
    def _start_deliveries(cls):
        """Deliver savings and prices for the first time, long before: in transactions
        of their own."""
        cls.prices = {}
        for row in get_prices():
            cls.prices.setdefault(row[0], []).append(row[1:])
        cls.balances = {}
        for day, *row in BALANCES:
            cls.balances.setdefault(date.fromisoformat(day), []).append(row)
        cls._deliver_balances(
            (number, get_savings(number)) for number in range(len(CUSTOMERS))
        )
        cls._deliver_prices(cls.prices.pop(min(cls.prices)))
        cls.env.flush_all()
        for table in ("relationship_holding", "relationship_product_price"):
            cls.env.cr.execute(
                SQL(
                    "UPDATE %s SET create_date = create_date - interval '1 d'",
                    SQL.identifier(table),
                )
            )
        cls.env.invalidate_all()

    @classmethod
    def _deliver_balances(cls, rows):
        lines = [f"S{number},C{number},DEPOSIT,{amount}" for number, amount in rows]
        cls._deliver("holdings", "ref,customer_ref,product_code,balance", lines)

    @classmethod
    def _deliver_prices(cls, rows):
        lines = [",".join(map(str, row)) for row in rows]
        cls._deliver("prices", "product_code,date,unit_value,dividend", lines)

    @classmethod
    def _deliver(cls, kind, header, lines):
        data = "".join(f"{line}\n" for line in (header, *lines)).encode()
        feed = cls.feeds._receive(kind, io.BytesIO(data))
        if (feed.state, feed.reject_count) != ("done", 0):
            raise AssertionError(feed.message)

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

    def _read_rows(self):
        return {
            "contents": self._read(
                """
                SELECT k.id, k.trigger, COALESCE(k.lead_days, 0) AS lead_days,
                       k.notice_days, k.is_service_notice, k.direction,
                       k.threshold_percent, k.threshold_amount,
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
                """SELECT id, customer_id, matures_on, next_payment_on, income_on
                     FROM relationship_holding WHERE ref LIKE %s""",
                "Y%",
            ),
            "personal_dates": self._read(
                """SELECT id, customer_id, date, calendar, is_yearly
                     FROM relationship_personal_date WHERE id = ANY(%s)""",
                self.personal_dates.ids,
            ),
            "funds": self._read(
                """
                SELECT h.id, h.customer_id, h.product_id, h.quantity, h.cost_amount,
                       h.opened_on, h.price_move_percent, h.take_profit_percent,
                       h.stop_loss_percent,
                       t.price_move_percent AS product_price_move_percent,
                       t.take_profit_percent AS product_take_profit_percent,
                       t.stop_loss_percent AS product_stop_loss_percent
                  FROM relationship_holding h
                  JOIN product_template t ON t.id = h.product_id
                 WHERE h.ref LIKE %s
                """,
                "F%",
            ),
            "prices": [
                (landed, self.funds[code].id, *row)
                for landed, code, *row in get_prices()
            ],
            **self._read_assets(),
        }

    def _read_assets(self):
        """Return what each customer has, and (customer, day, what they have then)."""
        rows = self._read(
            """
            SELECT customer_id, sum(balance) AS amount
              FROM relationship_holding WHERE customer_id = ANY(%s)
          GROUP BY customer_id
            """,
            [customer.id for customer in self.customers],
        )
        assets = {row["customer_id"]: row["amount"] for row in rows}
        balances = []
        for day, number, amount in BALANCES:
            customer_id = self.customers[number].id
            total = assets[customer_id] - get_savings(number) + amount
            balances.append((customer_id, date.fromisoformat(day), total))
        return {"assets": assets, "balances": balances}

    def _read(self, query, *params):
        self.env.cr.execute(query, params)
        names = [column.name for column in self.env.cr.description]
        return [dict(zip(names, row, strict=True)) for row in self.env.cr.fetchall()]
