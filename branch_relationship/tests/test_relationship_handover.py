from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_handover import HandoverCase


@tagged("post_install", "-at_install")
class TestRelationshipHandover(HandoverCase):
    """From the list of customers to the record that stays."""

    def test_to_one_colleague(self):
        chosen = self.customers[:2]
        handover = self._hand_over(self.head, chosen, self.colleague)
        self.assertEqual(chosen.user_id, self.colleague)
        self.assertEqual(chosen.branch_id, self.sub)
        self.assertEqual(self.customers[2:].user_id, self.rm)
        self.assertEqual(handover.state, "done")
        self.assertEqual(str(handover.done_at), "2026-09-23 01:00:00")
        self.assertEqual(handover.done_user_id, self.head)
        self.assertEqual(handover.customer_count, 2)
        self.assertEqual(handover.from_user_ids, self.rm)
        self.assertEqual(handover.to_user_ids, self.colleague)
        self.assertEqual(handover.display_name, "Li Na leaves")
        rows = [
            (line.customer_id, line.from_user_id, line.from_branch_id, line.user_id)
            for line in handover.line_ids
        ]
        self.assertEqual(
            rows, [(row, self.rm, self.sub, self.colleague) for row in chosen]
        )

    def test_to_the_branch_of_the_new_manager(self):
        chosen = self.customers[:2]
        handover = self._hand_over(self.root_head, chosen, self.other_rm)
        self.assertEqual(chosen.branch_id, self.other)
        self.assertEqual(handover.line_ids.branch_id, self.other)
        self.assertEqual(handover.line_ids.from_branch_id, self.sub)

    def test_branch_stays_where_the_new_manager_leads(self):
        self._hand_over(self.root_head, self.customers[0], self.root_head)
        self.assertEqual(self.customers[0].user_id, self.root_head)
        self.assertEqual(self.customers[0].branch_id, self.sub)

    def test_sight_follows(self):
        chosen = self.customers[0]
        below = self.env["res.partner"].create({"name": "Wife", "parent_id": chosen.id})
        chosen.message_subscribe(self.rm.partner_id.ids)
        self._hand_over(self.head, chosen, self.colleague)
        for card in chosen | below:
            self.assertFalse(card.with_user(self.rm).has_access("read"))
            self.assertTrue(card.with_user(self.colleague).has_access("write"))
        self.assertNotIn(self.rm.partner_id, chosen.message_partner_ids)
        self.assertIn(self.colleague.partner_id, chosen.message_partner_ids)

    def test_everything_open_goes_along(self):
        """Kind by kind: test_res_users_work."""
        chosen = self.customers[0]
        assigned = self._create_assigned(chosen, "2026-09-23", self.urgent)
        planned = self._create_touchpoint(chosen, "2026-10-05", self.routine)
        done = self._create_assigned(chosen, "2026-09-21", self.routine)
        done.with_user(self.rm).record_outcome({"result": "reached"})
        todo = chosen.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.rm.id
        )
        lead = self.env["crm.lead"].create(
            {"name": "Loan", "partner_id": chosen.id, "user_id": self.rm.id}
        )
        meeting = self.env["calendar.event"].create(
            {
                "name": "Talk",
                "start": "2026-09-24 02:00:00",
                "stop": "2026-09-24 03:00:00",
                "user_id": self.rm.id,
                "partner_ids": [Command.set((chosen | self.rm.partner_id).ids)],
            }
        )
        handover = self._prepare(self.head, chosen, self.colleague)
        self.assertEqual(
            handover.work_text,
            "contacts 2 · activities 1 · opportunities 1 · meetings 1",
        )
        handover.action_split()
        handover.action_hand_over()
        self.env.invalidate_all()
        for record in (assigned, planned, todo, lead, meeting):
            self.assertEqual(record.user_id, self.colleague, record)
        self.assertEqual(assigned.state, "assigned")
        self.assertEqual(assigned.activity_ids.user_id, self.colleague)
        self.assertEqual(done.user_id, self.rm)
        self.assertEqual(
            handover.work_text,
            "contacts 2 · activities 1 · opportunities 1 · meetings 1",
        )

    def test_greetings_leave_the_former_managers_line(self):
        greeting = self._create_content("Greeting", "birthday", "2", delivery="batch")
        greetings = self.env["relationship.touchpoint"].create(
            [
                self._prepare_touchpoint(customer, "2026-09-23", greeting)
                for customer in self.customers[:3]
            ]
        )
        greetings._assign_batches()
        line = greetings.batch_id
        self._hand_over(self.head, self.customers[:2], self.colleague)
        self.assertEqual(line.touchpoint_ids, greetings[2])
        for touchpoint in greetings[:2]:
            self.assertEqual(touchpoint.user_id, self.colleague)
            self.assertEqual(touchpoint.state, "planned")
            self.assertFalse(touchpoint.batch_id)
        self.env["relationship.touchpoint"]._dispatch(self.sub._get_local_today())
        self.assertEqual(greetings[:2].batch_id.user_id, self.colleague)

    def test_note_on_each_card(self):
        chosen = self.customers[:2]
        self.customers[1].user_id = False
        self._hand_over(self.head, chosen, self.colleague)
        for customer, former in zip(chosen, ("Li Na", "nobody"), strict=True):
            note = customer.message_ids[0]
            self.assertEqual(
                note.body,
                f"<p>Handed over from {former} to Wang Wei: Li Na leaves</p>",
            )
            self.assertEqual(note.author_id, self.head.partner_id)
            self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))
            self.assertFalse(note.notification_ids)

    def test_everybody_concerned_is_told_once(self):
        self.customers[5].user_id = self.newcomer
        self.env["mail.mail"].search([]).unlink()
        handover = self._prepare(self.head, self.customers, self.colleague)
        handover.action_split()
        handover.line_ids[0].user_id = self.newcomer
        handover.action_hand_over()
        for user, texts in (
            (self.rm, ["Customers who left you: 5. Handover: Li Na leaves"]),
            (self.colleague, ["Customers who came to you: 5. Handover: Li Na leaves"]),
            (
                self.newcomer,
                [
                    "Customers who came to you: 1. Customers who left you: 1. "
                    "Handover: Li Na leaves"
                ],
            ),
            (self.head, []),
            (self.root_head, []),
        ):
            self.assertEqual(self._get_notices(user), texts, user.login)
        self.assertFalse(self.env["mail.mail"].search([]))

    def test_head_who_takes_over_is_not_told(self):
        self._hand_over(self.head, self.customers, self.head)
        self.assertEqual(self._get_notices(self.head), [])
        self.assertEqual(self.customers.user_id, self.head)

    def test_archived_manager(self):
        contact = self._create_touchpoint(self.customers[0], "2026-09-24", self.routine)
        self.rm.action_archive()
        action = self.rm.with_user(self.admin).action_hand_over_customers()
        handover = self.handovers.with_user(self.admin).browse(action["res_id"])
        self.assertEqual(handover.line_ids.customer_id, self.customers)
        handover.write(
            {
                "reason": "Li Na has left",
                "target_ids": [Command.create({"user_id": self.colleague.id})],
            }
        )
        handover.action_split()
        handover.action_hand_over()
        self.env.invalidate_all()
        self.assertEqual(self.customers.user_id, self.colleague)
        self.assertEqual(contact.user_id, self.colleague)
        self.assertEqual(self._get_notices(self.rm), [])

    # Cover

    def test_cover_of_another_stays_until_its_day(self):
        chosen = self.customers[0]
        chosen.write({"cover_user_id": self.newcomer.id, "cover_until": "2026-10-01"})
        self._hand_over(self.head, chosen, self.colleague)
        self.assertEqual(chosen.cover_user_id, self.newcomer)
        self.assertEqual(str(chosen.cover_until), "2026-10-01")
        self.assertTrue(chosen.with_user(self.newcomer).has_access("read"))

    def test_cover_who_becomes_the_manager(self):
        chosen = self.customers[0]
        chosen.write({"cover_user_id": self.colleague.id, "cover_until": "2026-10-01"})
        self._hand_over(self.head, chosen, self.colleague)
        self.assertFalse(chosen.cover_user_id or chosen.cover_until)

    def test_colleague_who_had_claimed_hands_the_contacts_on(self):
        chosen = self.customers[0]
        contact = self._create_touchpoint(chosen, "2026-09-23", self.routine)
        self.rm.active = False
        contact.with_user(self.newcomer).action_claim()
        self.assertEqual(contact.activity_ids.user_id, self.newcomer)
        self._hand_over(self.head, chosen, self.colleague)
        self.assertFalse(chosen.is_cover_in_charge)
        self.assertEqual(contact.user_id, self.colleague)
        self.assertEqual(contact.activity_ids.user_id, self.colleague)

    # The list

    def test_all_of_one_manager(self):
        with Form(self.handovers.with_user(self.head)) as form:
            form.reason = "Too many"
            form.source_user_id = self.rm
        handover = form.record
        handover.action_add_customers()
        self.assertEqual(handover.line_ids.customer_id, self.customers)
        with self.assertRaisesRegex(UserError, "No customer to add"):
            handover.action_add_customers()
        handover.source_user_id = self.other_rm
        with self.assertRaisesRegex(UserError, "No customer to add"):
            handover.action_add_customers()
        self.assertEqual(handover.customer_count, 6)

    def test_by_hand(self):
        with Form(self.handovers.with_user(self.head)) as form:
            form.reason = "One of them"
            with form.target_ids.new() as target:
                target.user_id = self.colleague
            with form.line_ids.new() as line:
                line.customer_id = self.customers[3]
                self.assertEqual(line.from_user_id, self.rm)
                line.user_id = self.newcomer
        form.record.action_hand_over()
        self.assertEqual(self.customers[3].user_id, self.newcomer)
        self.assertEqual(form.record.target_ids.user_id, self.newcomer)
        self.assertEqual(form.record.target_ids.customer_count, 1)

    def test_who_stays_is_no_part_of_it(self):
        """The manager keeps a share."""
        handover = self._hand_over(self.head, self.customers, self.rm, self.colleague)
        kept = self.customers.filtered(lambda row: row.user_id == self.rm)
        self.assertEqual(len(kept), 3)
        self.assertEqual(handover.line_ids.customer_id, self.customers - kept)
        self.assertEqual(handover.target_ids.user_id, self.colleague)
        for customer in kept:
            self.assertNotIn("Handed over", str(customer.message_ids.mapped("body")))
        again = self._prepare(self.head, kept, self.rm)
        again.action_split()
        with self.assertRaisesRegex(UserError, "there already"):
            again.action_hand_over()
        self.assertEqual(again.state, "draft")

    def test_ordinary_contacts_are_left_out(self):
        contact = self.env["res.partner"].create({"name": "Contact"})
        action = (contact | self.customers[0]).with_user(self.head).action_hand_over()
        handover = self.handovers.browse(action["res_id"])
        self.assertEqual(handover.line_ids.customer_id, self.customers[0])
        with self.assertRaisesRegex(UserError, "Choose customers first"):
            contact.with_user(self.head).action_hand_over()

    def test_as_it_is_at_that_moment(self):
        """Who went elsewhere since the list was made is handed over from there."""
        chosen = self.customers[:2]
        handover = self._prepare(self.head, chosen, self.colleague)
        handover.action_split()
        chosen[0].user_id = self.newcomer
        todo = chosen[0].activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.newcomer.id
        )
        handover.action_hand_over()
        self.assertEqual(handover.line_ids.from_user_id, self.newcomer | self.rm)
        self.assertEqual(todo.user_id, self.colleague)
        self.assertEqual(
            self._get_notices(self.newcomer),
            ["Customers who left you: 1. Handover: Li Na leaves"],
        )

    def test_incomplete(self):
        empty = self.handovers.with_user(self.head).create({"reason": "Why not"})
        with self.assertRaisesRegex(UserError, "no customer on the list"):
            empty.action_hand_over()
        handover = self._prepare(self.head, self.customers[:2], self.colleague)
        with self.assertRaisesRegex(UserError, "2 customers have no new manager"):
            handover.action_hand_over()
        handover.action_split()
        handover.reason = False
        with self.assertRaisesRegex(UserError, "Say why"):
            handover.action_hand_over()
        without_target = self._prepare(self.head, self.customers[:2])
        with self.assertRaisesRegex(UserError, "at least one new manager"):
            without_target.action_split()
        self.assertEqual(self.customers.user_id, self.rm)

    def test_nobody_twice(self):
        handover = self._prepare(self.head, self.customers[:2], self.colleague)
        with self.assertRaisesRegex(UserError, "Customer 1 is on the list twice"):
            handover.line_ids = [Command.create({"customer_id": self.customers[0].id})]

    def test_done_stays(self):
        handover = self._hand_over(self.head, self.customers[0], self.colleague)
        for user in self.head | self.admin | self.env.ref("base.user_root"):
            with self.assertRaises(UserError):
                handover.with_user(user).unlink()
        with self.assertRaises(UserError):
            handover.with_user(self.head).action_hand_over()
        draft = self._prepare(self.head, self.customers[1], self.colleague)
        draft.unlink()
        self.assertFalse(draft.exists())
        self.assertTrue(handover.exists())

    def test_merged_customers_are_told_apart_before_it_is_done(self):
        """Whom a merge puts on the list twice is taken off once."""
        twins = self.customers[:2]
        handover = self._prepare(self.head, twins, self.colleague)
        handover.action_split()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(twins.ids, twins[0])
        self.env.invalidate_all()
        self.assertEqual(len(handover.line_ids), 2)
        with self.assertRaisesRegex(UserError, "on the list twice"):
            handover.action_hand_over()
        handover.line_ids[1].unlink()
        handover.action_hand_over()
        self.assertEqual(twins[0].user_id, self.colleague)
