from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.mail.tools.discuss import Store

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestCrmLead(RelationshipCase):
    """Leads, meetings and registrations that concern a colleague's customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_customer("Wang's Firm", is_company=True)
        cls.customer = cls._create_customer(
            "Private Wang",
            parent_id=cls.firm.id,
            phone="+86 138 0000 0000",
            email="wang@example.com",
            street="Private Street",
        )
        cls.lead = cls._create_lead(cls.colleague)

    @classmethod
    def _create_lead(cls, user, **values):
        return cls.env["crm.lead"].create(
            {
                "name": "Mortgage",
                "type": "opportunity",
                "team_id": cls.sub.id,
                "user_id": user.id,
                "partner_id": cls.customer.id,
                **values,
            }
        )

    def assertCardUntouched(self):
        self.customer.invalidate_recordset()
        self.assertEqual(self.customer.phone, "+86 138 0000 0000")
        self.assertEqual(self.customer.email, "wang@example.com")
        self.assertFalse(self.customer.with_user(self.colleague).has_access("read"))

    def test_open_form_of_anothers_customer(self):
        lead = self.lead.with_user(self.colleague)
        lead.invalidate_recordset()
        with Form(lead) as form:
            self.assertEqual(form.partner_id, self.customer.with_user(self.colleague))
            form.name = "Mortgage, second home"
        self.assertEqual(self.lead.name, "Mortgage, second home")
        self.assertCardUntouched()

    def test_names_show(self):
        lead = self.lead.with_user(self.colleague)
        lead.invalidate_recordset()
        self.env.invalidate_all()
        [values] = lead.web_read(
            {
                "partner_id": {"fields": {"display_name": {}}},
                "commercial_partner_id": {"fields": {"display_name": {}}},
                "partner_email_update": {},
                "partner_phone_update": {},
            }
        )
        self.assertEqual(
            values,
            {
                "id": lead.id,
                "partner_id": {
                    "id": self.customer.id,
                    "display_name": "Wang's Firm, Private Wang",
                },
                "commercial_partner_id": {
                    "id": self.firm.id,
                    "display_name": "Wang's Firm",
                },
                "partner_email_update": False,
                "partner_phone_update": False,
            },
        )

    def test_phone_and_email_stay_on_the_lead(self):
        lead = self.lead.with_user(self.colleague)
        lead.invalidate_recordset()
        lead.write({"phone": "+86 139 1111 1111", "email_from": "other@example.com"})
        self.env.flush_all()
        self.assertEqual(self.lead.phone, "+86 139 1111 1111")
        self.assertEqual(self.lead.email_from, "other@example.com")
        self.assertCardUntouched()

    def test_own_customer_is_synced_as_ever(self):
        lead = self._create_lead(self.rm).with_user(self.rm)
        self.assertFalse(lead.partner_phone_update)
        lead.phone = "+86 139 1111 1111"
        self.assertEqual(self.customer.phone, "+86 139 1111 1111")

    def test_every_field_of_the_form_reads(self):
        lead = self.lead.with_user(self.colleague)
        lead.invalidate_recordset()
        names = lead.get_view(view_type="form")["models"]["crm.lead"]
        self.assertGreater(len(names), 40)
        lead.web_read({name: {} for name in names})

    def test_workflow_on_anothers_customer(self):
        lead = self.lead.with_user(self.colleague)
        lead.invalidate_recordset()
        lead.message_post(body="Called back")
        lead.activity_schedule("mail.mail_activity_data_call", user_id=lead.env.uid)
        lead.activity_ids.action_feedback(feedback="Done")
        lead.action_set_won()
        self.assertEqual(self.lead.stage_id.is_won, True)
        self.assertCardUntouched()

    def test_create_for_anothers_customer(self):
        leads = self.env["crm.lead"].with_user(self.colleague)
        lead = leads.create({"name": "Card", "partner_id": self.customer.id}).sudo()
        self.assertEqual(lead.user_id, self.colleague)
        self.assertEqual(lead.contact_name, "Private Wang")
        self.assertEqual(
            [lead.phone, lead.email_from, lead.street], [False, False, False]
        )
        self.customer.with_user(self.rm).phone = "+86 137 2222 2222"
        self.env.flush_all()
        self.assertFalse(lead.phone)

    def test_create_for_own_customer(self):
        leads = self.env["crm.lead"].with_user(self.rm)
        lead = leads.create({"name": "Card", "partner_id": self.customer.id})
        self.assertEqual(lead.phone, "+86 138 0000 0000")
        self.assertEqual(lead.email_from, "wang@example.com")
        self.assertEqual(lead.street, "Private Street")

    def test_meeting_with_anothers_customer(self):
        meetings = self.env["calendar.event"].with_user(self.colleague)
        meeting = meetings.create(
            {
                "name": "Mortgage talk",
                "start": "2026-09-23 02:00:00",
                "stop": "2026-09-23 03:00:00",
                "partner_ids": [
                    Command.link(self.customer.id),
                    Command.link(self.colleague.partner_id.id),
                ],
                "opportunity_id": self.lead.id,
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        names = meetings.get_view(view_type="form")["models"]["calendar.event"]
        meeting.web_read({name: {} for name in names})
        meeting.name = "Mortgage talk, second"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertIn(self.customer, meeting.sudo().partner_ids)
        self.assertIn("Private Wang", meeting.description)
        self.assertNotIn("0000", meeting.description)
        self.assertCardUntouched()

    def test_meeting_of_the_manager_tells_colleagues_the_name_alone(self):
        meeting = self.env["calendar.event"].with_user(self.rm)
        meeting = meeting.create(
            {
                "name": "Mortgage talk",
                "start": "2026-09-23 02:00:00",
                "stop": "2026-09-23 03:00:00",
                "partner_ids": [Command.link(self.customer.id)],
            }
        )
        self.env.invalidate_all()
        description = meeting.with_user(self.employee).description
        self.assertIn("Private Wang", description)
        self.assertNotIn("0000", description)
        self.assertNotIn("wang@", description)
        attendee = meeting.attendee_ids.filtered(
            lambda row: row.partner_id == self.customer
        )
        fnames = ["common_name", "email", "phone"]
        [values] = attendee.with_user(self.employee).read(fnames)
        self.assertEqual(
            [values[name] for name in fnames], ["Private Wang", False, False]
        )
        [values] = attendee.with_user(self.rm).read(fnames)
        self.assertEqual(
            [values[name] for name in fnames],
            ["Private Wang", "wang@example.com", "+86 138 0000 0000"],
        )
        found = attendee.with_user(self.employee).search(
            [("email", "=", "wang@example.com")]
        )
        self.assertFalse(found)

    def test_meeting_from_lead(self):
        lead = self.lead.with_user(self.colleague)
        lead.invalidate_recordset()
        context = lead.action_schedule_meeting()["context"]
        meetings = self.env["calendar.event"].with_user(self.colleague)
        with Form(meetings.with_context(context)) as form:
            form.name = "Talk"
        self.assertEqual(form.record.opportunity_id, self.lead)
        self.assertCardUntouched()

    def test_chatter_opens_and_proposes_no_reply(self):
        event = self.env["event.event"].create(
            {
                "name": "Salon",
                "date_begin": "2026-09-23 02:00:00",
                "date_end": "2026-09-23 04:00:00",
            }
        )
        registration = self.env["event.registration"].create(
            {"event_id": event.id, "partner_id": self.customer.id}
        )
        for thread in (self.lead, registration):
            thread.message_post(
                body="Please call",
                author_id=self.customer.id,
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
            self.env.flush_all()
            self.env.invalidate_all()
            for user, expected in (
                (self.colleague, []),
                (self.head, [self.customer.id]),
            ):
                recipients = thread.with_user(user)._message_get_suggested_recipients(
                    reply_discussion=True
                )
                partner_ids = [recipient["partner_id"] for recipient in recipients]
                self.assertEqual(partner_ids, expected, thread)

    def test_followers_are_names(self):
        self.lead.message_subscribe(self.customer.ids)
        for user, is_shown in ((self.colleague, False), (self.head, True)):
            self.env.flush_all()
            self.env.invalidate_all()
            store = Store()
            self.lead.with_user(user)._thread_to_store(
                store, [], request_list=["followers"]
            )
            text = str(store.get_result())
            self.assertIn("Private Wang", text)
            self.assertEqual("wang@example.com" in text, is_shown, user.login)

    def test_registration_of_anothers_customer(self):
        event = self.env["event.event"].create(
            {
                "name": "Salon",
                "date_begin": "2026-09-23 02:00:00",
                "date_end": "2026-09-23 04:00:00",
            }
        )
        registrations = self.env["event.registration"].with_user(self.colleague)
        registration = registrations.create(
            {"event_id": event.id, "partner_id": self.customer.id}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        names = registrations.get_view(view_type="form")["models"]["event.registration"]
        registration.web_read({name: {} for name in names})
        self.assertEqual(registration.name, "Private Wang")
        self.assertEqual([registration.email, registration.phone], [False, False])
        registration.action_set_done()
        self.assertEqual(registration.state, "done")
        self.assertCardUntouched()
