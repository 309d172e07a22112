from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import SQL

from .common_disturb import DAY, DisturbCase


@tagged("post_install", "-at_install")
class TestRelationshipTouchpointHold(DisturbCase):
    def test_quiet_time(self):
        """It holds back all but service notices, to its last day."""
        quiet, loud, service = (
            self._create_due(content)
            for content in (self.routine, self.routine, self.urgent)
        )
        (quiet | service).customer_id.quiet_until = DAY
        loud.customer_id.quiet_until = "2026-09-22"
        self.assertEqual(self._dispatch(), 2)
        self.assert_holds((quiet, "quiet"), (loud, False), (service, False))
        self.assertEqual(self._dispatch("2026-09-24"), 1, "it ends by itself")
        self.assert_holds((quiet, False))

    def test_a_service_notice_takes_the_others_along(self):
        contact = self._create_due(self.urgent)
        self._create_due(self.routine, contact.customer_id)
        contact.customer_id.quiet_until = DAY
        self._dispatch()
        self.assert_holds((contact, False))
        self.assertEqual(contact.activity_ids.summary, "Urgent and 1 more")

    def test_a_service_notice_frees_what_is_held(self):
        contact = self._create_due(self.routine)
        contact.customer_id.quiet_until = "2026-10-23"
        self._dispatch()
        self.assert_holds((contact, "quiet"))
        self._create_due(self.urgent, contact.customer_id)
        self._dispatch()
        self.assert_holds((contact, False))

    def test_marketing_needs_consent(self):
        asked, granted, withdrawn = (self._create_due(self.news) for _ in "abc")
        self._say(granted.customer_id, "granted")
        self._say(withdrawn.customer_id, "granted")
        self._say(withdrawn.customer_id, "withdrawn")
        self._dispatch()
        self.assert_holds((asked, "consent"), (granted, False), (withdrawn, "consent"))
        self.company.relationship_marketing_consent = "open"
        self._dispatch()
        self.assert_holds((asked, False), (granted, False), (withdrawn, "consent"))

    def test_care_goes_without_a_word(self):
        care, refused, tracking = (
            self._create_due(content)
            for content in (self.routine, self.routine, self.tracking)
        )
        for contact in refused | tracking:
            self._say(contact.customer_id, "withdrawn", "care")
        self._dispatch()
        self.assert_holds((care, False), (refused, "consent"), (tracking, False))

    def _create_by(self, activity_type, *answers):
        content = self._create_content(
            "News", "cadence", "1", is_marketing=True, activity_type_id=activity_type.id
        )
        contact = self._create_due(content)
        for state, channel in answers:
            self._say(contact.customer_id, state, channel=channel)
        return contact

    def test_channels(self):
        """A phone call needs the phone; where the manager chooses, any channel does."""
        call, meeting, choice = (
            self.env.ref(f"mail.mail_activity_data_{name}")
            for name in ("call", "meeting", "todo")
        )
        not_by_phone = (("granted", "any"), ("withdrawn", "phone"))
        by_sms = (("granted", "sms"),)
        only_phone = (("withdrawn", "any"), ("granted", "phone"))
        nothing = (("granted", "phone"), ("withdrawn", "any"))
        expected = [
            (self._create_by(call, *not_by_phone), "consent"),
            (self._create_by(meeting, *not_by_phone), False),
            (self._create_by(choice, *not_by_phone), False),
            (self._create_by(call, *by_sms), "consent"),
            (self._create_by(choice, *by_sms), False),
            (self._create_by(call, *only_phone), False),
            (self._create_by(meeting, *only_phone), "consent"),
            (self._create_by(choice, *nothing), "consent"),
            (self._create_by(choice, ("withdrawn", "sms")), "consent"),
        ]
        self._dispatch()
        self.assert_holds(*expected)

    def test_greetings_to_many_have_no_channel(self):
        content = self._create_content(
            "Festival", "cadence", "1", is_marketing=True, delivery="batch"
        )
        held, sent = self._create_due(content), self._create_due(content)
        for contact in held | sent:
            self._say(contact.customer_id, "granted", channel="wechat")
        self._say(held.customer_id, "withdrawn", channel="wechat")
        self._dispatch()
        self.assertEqual((held.hold_reason, held.state), ("consent", "planned"))
        self.assertEqual((sent.hold_reason, sent.state), (False, "assigned"))

    def test_a_reason_without_consent_is_withheld(self):
        """Nobody is told of it; the others lead."""
        contact = self._create_due(self.tracking)
        self._create_due(self.news, contact.customer_id)
        self.assertEqual((contact.content_id, contact.priority), (self.news, "3"))
        self._dispatch()
        self.assert_holds((contact, False))
        self.assertEqual((contact.content_id, contact.priority), (self.tracking, "2"))
        self.assertEqual(contact.activity_ids.summary, "Tracking")
        self.assertFalse(contact.activity_ids.note)
        as_rm = contact.with_user(self.rm)
        self.assertEqual([tag["name"] for tag in as_rm.reason_tags], ["Tracking"])
        self.assertEqual(as_rm.reason_summary, "Not contacted yet")
        self.assertEqual(as_rm.display_name, "Tracking: Tracking")

    def test_consent_brings_the_reason_back(self):
        contact = self._create_due(self.tracking)
        self._create_due(self.news, contact.customer_id)
        self._dispatch()
        self._say(contact.customer_id, "granted", user=self.rm)
        self.assert_holds((contact, False))
        self.assertEqual((contact.content_id, contact.priority), (self.news, "3"))
        self.assertEqual(contact.activity_ids.summary, "News and 1 more")

    def test_a_withheld_reason_joins_what_is_assigned(self):
        contact = self._create_due(self.tracking)
        self._dispatch()
        self._create_due(self.news, contact.customer_id)
        self._dispatch()
        self.assertEqual(contact.activity_ids.summary, "Tracking")

    def test_withheld_reasons_stay_so_when_others_join(self):
        contact = self._create_due(self.news)
        self._create_due(self.routine, contact.customer_id)
        self._dispatch()
        self._create_due(self.tracking, contact.customer_id)
        self.assertEqual(contact.activity_ids.summary, "Tracking and 1 more")
        self.assertEqual(
            contact.activity_ids.note, "<ul><li>Tracking</li><li>Routine</li></ul>"
        )

    def test_cap_counts_thirty_days(self):
        full, room = (self._create_due(self.tracking) for _ in "ab")
        self._create_done(
            full.customer_id, "2026-08-25", "2026-09-01", "2026-09-10", "2026-09-22"
        )
        self._create_done(
            room.customer_id, "2026-08-24", "2026-09-01", "2026-09-10", "2026-09-22"
        )
        self._dispatch()
        self.assert_holds((full, "cap"), (room, False))
        self._dispatch("2026-09-24")
        self.assert_holds((full, False))

    def test_cap_is_a_setting(self):
        contact = self._create_due(self.tracking)
        self._create_done(contact.customer_id, "2026-09-20", "2026-09-21")
        company = self.company
        for cap, days, hold in (
            (2, 30, "cap"),
            (2, 3, False),
            (2, 4, "cap"),
            (0, 30, False),
            (3, 30, False),
        ):
            company.relationship_contact_cap = cap
            company.relationship_cap_days = days
            contact._release()
            self._dispatch()
            self.assert_holds((contact, hold))

    def test_priority_takes_the_room(self):
        """What passes and what is assigned counts first."""
        customer = self.customer
        self._create_done(customer, "2026-09-10")
        late = self._create_due(self.routine, customer, "2026-09-14")
        early = self._create_due(self.routine, customer, "2026-09-15")
        strong = self._create_due(self.tracking, customer, "2026-09-21")
        service = self._create_due(self.urgent, customer)
        self._dispatch()
        self.assert_holds(
            (service, False), (strong, False), (late, False), (early, "cap")
        )
        stronger = self._create_due(self.tracking, customer, "2026-09-22")
        self._dispatch()
        self.assert_holds((late, False), (early, "cap"), (stronger, "cap"))

    def test_service_notices_pass_the_cap(self):
        self._create_done(
            self.customer, "2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04"
        )
        service = self._create_due(self.urgent, self.customer, "2026-09-22")
        other = self._create_due(self.tracking, self.customer)
        self._dispatch()
        self.assert_holds((service, False), (other, "cap"))

    def test_assigned_over_the_cap_is_taken_back(self):
        contact = self._create_due(self.tracking)
        self._dispatch()
        self._create_done(contact.customer_id, *["2026-09-20"] * 4)
        self._dispatch()
        self.assert_holds((contact, "cap"))

    def test_what_a_person_planned_passes(self):
        """The customer agreed to it. It counts all the same."""
        self.customer.quiet_until = DAY
        agreed = self.ledger.with_user(self.rm).create(
            {"customer_id": self.customer.id, "due_date": DAY}
        )
        joined = self._create_due(self.routine, date="2026-09-22")
        joined.customer_id.quiet_until = DAY
        joined.with_user(self.rm).purpose = "Bring the brochure"
        other = self._create_due(self.tracking)
        self._create_done(other.customer_id, *["2026-09-20"] * 3)
        counted = self.ledger.with_user(self.rm).create(
            {"customer_id": other.customer_id.id, "due_date": "2026-09-22"}
        )
        self._dispatch()
        self.assert_holds(
            (agreed, False), (joined, False), (counted, False), (other, "cap")
        )

    def test_quiet_time_takes_back_at_once(self):
        today, ahead = (
            self._create_due(self.routine, self.customer, date)
            for date in (DAY, "2026-09-24")
        )
        (today | ahead)._assign()
        self.customer.with_user(self.rm).write(
            {"quiet_until": "2026-09-30", "quiet_reason": "Abroad"}
        )
        self.assert_holds((today, "quiet"))
        self.assertEqual((ahead.state, ahead.hold_reason), ("planned", "quiet"))
        self.env["relationship.run"].create(
            {
                "date": DAY,
                "branch_id": self.sub.id,
                "step": "dispatch",
                "state": "done",
                "company_id": self.company.id,
            }
        )
        strip = self.ledger.with_user(self.rm).my_day_strip()
        self.assertEqual((strip["left"], strip["held"]), (0, 1))
        self.assertEqual(
            strip["empty"], "Nobody is to be called. Contacts held back: 1."
        )

    def test_what_is_ahead_is_not_decided_yet(self):
        ahead = self._create_due(self.routine, self.customer, "2026-09-24")
        self.customer.quiet_until = DAY
        self._dispatch()
        self.assertFalse(ahead.hold_reason)

    def test_what_moves_ahead_is_not_held_any_more(self):
        contact = self._create_due(self.routine)
        contact.customer_id.quiet_until = DAY
        self._dispatch()
        contact.with_user(self.rm).due_date = "2026-09-25"
        self._dispatch()
        self.assertFalse(contact.hold_reason)

    def test_the_end_of_quiet_time_lets_go_at_once(self):
        contact = self._create_due(self.routine)
        contact.customer_id.quiet_until = "2026-10-23"
        self._dispatch()
        contact.customer_id.with_user(self.head).quiet_until = False
        self.assertEqual((contact.state, contact.hold_reason), ("planned", False))
        self._dispatch()
        self.assert_holds((contact, False))

    def test_withdrawal_takes_back_at_once(self):
        contact = self._create_due(self.news)
        self._say(contact.customer_id, "granted")
        self._dispatch()
        self.assert_holds((contact, False))
        self._say(contact.customer_id, "withdrawn", user=self.rm)
        self.assert_holds((contact, "consent"))
        self._say(contact.customer_id, "granted", user=self.rm)
        self.assertEqual((contact.state, contact.hold_reason), ("planned", False))

    def test_local_day(self):
        """Half past midnight: yesterday's quiet time is over in Shanghai."""
        contact = self._create_due(self.routine)
        self._dispatch()
        with self.shanghai("2026-09-24 00:30"):
            contact.customer_id.quiet_until = DAY
            self.assert_holds((contact, False))
            contact.customer_id.quiet_until = "2026-09-24"
            self.assert_holds((contact, "quiet"))

    def test_held_cadence_expires_by_its_rule(self):
        contact = self._create_due(self.routine)
        customer = contact.customer_id
        self._say(customer, "withdrawn", "care")
        self._dispatch()
        self.ledger._expire_due(Date.to_date("2026-10-23"))
        self.assert_holds((contact, "consent"))
        self.ledger._expire_due(Date.to_date("2026-10-24"))
        self.assertEqual(contact.state, "expired")
        self.assertEqual(contact.hold_reason, "consent", "the ledger says why")
        self.assertEqual(str(customer.cadence_start), "2026-10-24")

    def test_a_branch_alone(self):
        here = self._create_due(self.routine)
        there = self._create_due(
            self.routine,
            self._create_customer("There", branch_id=self.other.id),
        )
        (here | there).customer_id.quiet_until = DAY
        (here | there).hold_reason = False
        self.ledger._dispatch_branch(self.sub, DAY)
        self.assertEqual((here.hold_reason, there.hold_reason), ("quiet", False))

    def test_second_time_writes_nothing(self):
        self._create_due(self.routine).customer_id.quiet_until = DAY
        contact = self._create_due(self.tracking)
        self._create_due(self.news, contact.customer_id)
        self._dispatch()
        before = self._get_versions()
        self._dispatch()
        self.assertEqual(self._get_versions(), before)

    def _get_versions(self):
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT t.id, t.ctid::text, r.id, r.ctid::text
                  FROM relationship_touchpoint t
                  JOIN relationship_touchpoint_reason r ON r.touchpoint_id = t.id
                 WHERE t.branch_id = %s ORDER BY t.id, r.id
                """,
                self.sub.id,
            )
        )

    def test_claiming_assigns_nothing_that_is_held(self):
        contact = self._create_due(self.routine)
        contact.customer_id.write({"user_id": False, "quiet_until": DAY})
        self._dispatch()
        contact.with_user(self.colleague).action_claim()
        self.assert_holds((contact, "quiet"))
        self.assertEqual(contact.user_id, self.colleague)

    def test_people_do_not_write_it(self):
        contact = self._create_due(self.routine)
        contact.customer_id.quiet_until = DAY
        self._dispatch()
        for user in self.rm | self.head | self.admin:
            for name in ("hold_reason", "release_reason"):
                with self.assertRaises(AccessError):
                    contact.with_user(user).write({name: False})
            with self.assertRaises(AccessError):
                contact.reason_ids.with_user(user).is_withheld = True
        self.assert_holds((contact, "quiet"))

    def test_one_statement_for_a_branch(self):
        contacts = self.ledger.browse()
        for _number in range(40):
            contacts |= self._create_due(self.news)
        self.env.flush_all()
        with self.assertQueryCount(2):
            self.ledger._decide_holds(DAY, SQL("t.branch_id = %s", self.sub.id))
        self.assertEqual(set(contacts.mapped("hold_reason")), {"consent"})
