from odoo import fields
from odoo.tests import tagged

from .common_due import DueCase


@tagged("post_install", "-at_install")
class TestResPartnerCadence(DueCase):
    """Whatever happens to a contact: exactly one next contact, on the right day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._contact(cls.customer, "2026-09-21")  # next on Tuesday 6 October
        cls._generate("2026-10-06")
        cls.touchpoint = cls._get_open(cls.customer)

    def assertNext(self, day, cadence_start, made_on):
        """Check that the next nights bring this one contact, and only it."""
        for _night in range(2):
            self._generate(made_on)
            self.assertPlan(self.customer, (day, self.cadence))
        self.assertEqual(str(self.customer.cadence_start), cadence_start)
        self.assertEqual(self._get_open(self.customer).reason_ids.cycle, cadence_start)

    def _log_contact(self, day, **values):
        """Record a contact that nobody had planned."""
        with self.shanghai(f"{day} 00:30"):
            touchpoint = self.touchpoints.create(
                {
                    "customer_id": self.customer.id,
                    "due_date": day,
                    "purpose": "Came by",
                    "is_unplanned": True,
                }
            )
            touchpoint.record_outcome(
                {"result": "reached", "channel": "branch", **values}
            )

    def test_rerun(self):
        self.assertNext("2026-10-06", "2026-09-21", "2026-10-06")

    def test_reached(self):
        with self.shanghai("2026-10-06 07:30"):
            self.touchpoint.record_outcome({"result": "reached", "channel": "phone"})
        self._generate("2026-10-06")
        self.assertPlan(self.customer)
        self.assertNext("2026-10-21", "2026-10-06", "2026-10-14")

    def _finish_natively(self, touchpoint, time):
        touchpoint._assign()
        with self.shanghai(time):
            touchpoint.activity_ids.with_user(self.rm).action_feedback()
        self.assertTrue(touchpoint.needs_outcome)

    def test_supposed_contact_was_not_reached(self):
        self._finish_natively(self.touchpoint, "2026-10-08 00:30")
        self.assertEqual(str(self.customer.cadence_start), "2026-10-08")
        with self.shanghai("2026-10-08 07:30"):
            self.touchpoint.record_outcome({"result": "not_reached"})
        self.assertNext("2026-10-09", "2026-09-21", "2026-10-08")
        self.assertEqual(self._get_open(self.customer), self.touchpoint)

    def test_supposed_contact_that_declined_moves_nothing(self):
        other = self.touchpoints.create(
            {
                "customer_id": self.customer.id,
                "due_date": "2026-10-02",
                "purpose": "Invite",
            }
        )
        self._finish_natively(other, "2026-10-02 00:30")
        self.assertPlan(self.customer, ("2026-10-19", self.cadence))
        with self.shanghai("2026-10-02 07:30"):
            other.record_outcome({"result": "declined"})
        self.assertNext("2026-10-06", "2026-09-21", "2026-10-06")

    def test_supposed_contact_was_one(self):
        """Its cadence is not taken back and forth."""
        self._finish_natively(self.touchpoint, "2026-10-08 00:30")
        with self.shanghai("2026-10-09 07:30"):
            self.touchpoint.record_outcome({"result": "reached", "channel": "phone"})
        self.assertEqual(str(self.customer.last_contact_date), "2026-10-08")
        self.assertNext("2026-10-23", "2026-10-08", "2026-10-16")

    def test_skipped(self):
        with self.shanghai("2026-10-06 07:30"):
            self.touchpoint.record_outcome({"skip_reason": "On holiday"})
        self.assertEqual(str(self.customer.last_contact_date), "2026-09-21")
        self.assertNext("2026-10-21", "2026-10-06", "2026-10-14")

    def test_skipped_on_the_day_the_cadence_began(self):
        """The cycle of that day is used up: the next one begins a day later."""
        self.customer.own_contact_interval = 5
        self._contact(self.customer, "2026-10-06")
        self._generate("2026-10-06")
        self.assertPlan(self.customer, ("2026-10-12", self.cadence))
        with self.shanghai("2026-10-06 08:30"):
            self._get_open(self.customer).record_outcome({"skip_reason": "Abroad"})
        self.assertNext("2026-10-12", "2026-10-07", "2026-10-07")

    def test_expired(self):
        date = fields.Date.to_date("2026-11-06")
        self.touchpoints._expire_due(date)
        self.assertEqual(self.touchpoint.state, "expired")
        self.assertEqual(self.touchpoint.skip_reason, "not contacted in time")
        self.assertNext("2026-11-23", "2026-11-06", "2026-11-16")

    def test_expired_with_activity(self):
        self.touchpoint._assign()
        with self.shanghai("2026-11-06 05:30"):
            self.touchpoints._expire_due(fields.Date.to_date("2026-11-06"))
        self.assertEqual(self.touchpoint.state, "expired")
        self.assertFalse(self.touchpoint.activity_ids)
        self.assertNext("2026-11-23", "2026-11-06", "2026-11-16")

    def test_overdue_from_the_start_has_its_time(self):
        late = self._create_customer("Late", segment_id=self.high_high.id)
        self._contact(late, "2026-10-06")
        self._generate("2027-03-01")
        self.touchpoint.record_outcome({"skip_reason": "not the point"})
        self.assertPlan(late, ("2026-10-21", self.cadence))
        expire = self.touchpoints._expire_due
        self.assertEqual(expire(fields.Date.to_date("2027-03-31")), 0)
        self.assertEqual(expire(fields.Date.to_date("2027-04-01")), 1)

    def test_not_reached_three_times(self):
        for day in ("2026-10-06", "2026-10-07", "2026-10-08"):
            with self.shanghai(f"{day} 07:30"):
                self.touchpoint.record_outcome({"result": "not_reached"})
            self._generate(day)
        self.assertEqual(self.touchpoint.state, "expired")
        self.assertNext("2026-10-23", "2026-10-08", "2026-10-16")

    def test_not_reached_once_stays_the_only_one(self):
        with self.shanghai("2026-10-06 07:30"):
            self.touchpoint.record_outcome({"result": "not_reached"})
        self.assertNext("2026-10-07", "2026-09-21", "2026-10-06")

    def test_declined(self):
        with self.shanghai("2026-10-06 07:30"):
            self.touchpoint.record_outcome({"result": "declined", "channel": "sms"})
        self.assertNext("2026-10-21", "2026-10-06", "2026-10-14")

    def test_contacted_before_it_was_due(self):
        self._log_contact("2026-09-30")
        self.assertNext("2026-10-15", "2026-09-30", "2026-10-06")
        self.assertEqual(self._get_open(self.customer), self.touchpoint)

    def test_contacted_while_assigned(self):
        self.touchpoint._assign()
        self._log_contact("2026-10-05")
        self.assertEqual(self.touchpoint.state, "planned")
        self.assertFalse(self.touchpoint.activity_ids)
        self.assertNext("2026-10-20", "2026-10-05", "2026-10-13")

    def test_contacted_as_the_banks_systems_report(self):
        self.customer.last_contact_date = "2026-09-30"
        self.assertNext("2026-10-15", "2026-09-30", "2026-10-06")
        self.assertEqual(str(self.customer.next_contact_date), "2026-10-15")

    def test_contact_shared_with_another_reason(self):
        """The cadence leaves the shared contact; the other reason keeps its day."""
        self.customer.birthdate = "1980-10-06"
        self._generate("2026-10-06")
        self.assertPlan(self.customer, ("2026-10-06", self.birthday, self.cadence))
        self._log_contact("2026-10-05")
        self._generate("2026-10-06")
        self.assertPlan(
            self.customer,
            ("2026-10-06", self.birthday),
            ("2026-10-20", self.cadence),
        )

    def test_contact_of_another_reason_reached(self):
        self.customer.birthdate = "1980-10-05"
        self._generate("2026-10-05")
        birthday = self._get_open(self.customer)[0]
        with self.shanghai("2026-10-05 07:30"):
            birthday.record_outcome({"result": "reached", "channel": "phone"})
        self.assertNext("2026-10-20", "2026-10-05", "2026-10-06")

    def test_own_interval(self):
        self.customer.with_user(self.rm).own_contact_interval = 10
        self.assertPlan(self.customer, ("2026-10-01", self.cadence))
        self.assertNext("2026-10-01", "2026-09-21", "2026-10-06")

    def test_change_of_segment(self):
        self.customer.segment_id = self.low_high
        self.assertNext("2026-10-21", "2026-09-21", "2026-10-06")
        self.assertEqual(str(self.customer.latest_contact_date), "2026-11-20")

    def test_closed_by_another_program_at_night(self):
        """Found by the next night, and counted from the branch's day."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE relationship_touchpoint SET state = 'skipped',"
            " done_at = '2026-10-07 16:30' WHERE id = %s",
            [self.touchpoint.id],
        )
        self.env.invalidate_all()
        self.assertNext("2026-10-23", "2026-10-08", "2026-10-16")

    def test_change_to_the_content_of_another_segment(self):
        """What is open stays the one contact, wherever it was put off to."""
        self.cadence.segment_ids = self.high_high
        self.cadence.copy({"segment_ids": self.low_high.ids})
        self.low_high.contact_interval = self.high_high.contact_interval
        self.touchpoint.due_date = "2026-10-08"
        self.customer.segment_id = self.low_high
        for day in ("2026-10-06", "2026-10-15"):
            self._generate(day)
            self.assertEqual(len(self._get_open(self.customer)), 1)

    def test_segment_changed_by_the_night(self):
        self.customer.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET segment_id = %s WHERE id = %s",
            [self.low_low.id, self.customer.id],
        )
        self.customer.invalidate_recordset()
        self.assertNext("2026-12-21", "2026-09-21", "2026-10-06")
        self.assertEqual(str(self.customer.next_contact_date), "2026-12-20")
        self.assertEqual(str(self.customer.latest_contact_date), "2027-02-18")
        self.assertEqual(self._get_open(self.customer), self.touchpoint)

    def test_segment_changed_by_the_night_while_assigned(self):
        self.touchpoint._assign()
        self.low_high.contact_interval = 20
        self.customer.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET segment_id = %s WHERE id = %s",
            [self.low_high.id, self.customer.id],
        )
        self.customer.invalidate_recordset()
        self.assertNext("2026-10-12", "2026-09-21", "2026-10-06")
        self.assertEqual(self.touchpoint.state, "assigned")
        self.assertEqual(str(self.touchpoint.activity_ids.date_deadline), "2026-10-12")

    def test_new_day_is_taken(self):
        """The cadence joins the contact that stands there."""
        self.customer.birthdate = "1980-10-15"
        self._generate("2026-10-09")
        self._log_contact("2026-09-30")
        self._generate("2026-10-09")
        self.assertPlan(self.customer, ("2026-10-15", self.birthday, self.cadence))

    def test_ordinary_contact_costs_nothing(self):
        contact = self.env["res.partner"].create({"name": "Ordinary"})
        self.env.flush_all()
        with self.assertQueryCount(1):
            contact.write({"comment": "x"})
            contact.flush_recordset()
