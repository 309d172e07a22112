from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import RM
from .common_handover import HandoverCase


@tagged("post_install", "-at_install")
class TestSecurityHandover(HandoverCase):
    """Who prepares, proposes, does and sees a handover; and that nothing has changed
    where somebody may not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outside = cls.employee | cls.salesman | cls.all_leads_salesman
        cls.deputy = cls._create_user("rel_deputy", RM)

    def assertUnmoved(self, before):
        self.assertEqual(self._get_state(), before)

    # Who hands over

    def test_heads_and_administrators(self):
        self.sub.deputy_ids = self.deputy
        targets = (self.colleague, self.newcomer, self.rm, self.colleague)
        users = (self.head, self.root_head, self.deputy, self.admin)
        for user, target in zip(users, targets, strict=True):
            self._hand_over(user, self.customers, target)
            self.assertEqual(self.customers.user_id, target, user.login)

    def test_other_heads(self):
        before = self._get_state()
        with self.assertRaises(AccessError):
            self._prepare(self.other_head, self.customers, self.other_rm)
        handover = self._prepare(self.head, self.customers, self.colleague)
        handover.action_split()
        for user in self.other_head | self.colleague | self.rm | self.outside:
            as_user = handover.with_user(user)
            for step in ("action_hand_over", "action_split", "action_propose"):
                with self.subTest(f"{step} {user.login}"), self.assertRaises(UserError):
                    getattr(as_user, step)()
        self.assertUnmoved(before)
        self.assertEqual(handover.state, "draft")

    def test_customers_of_another_branch_whom_a_head_sees(self):
        """The head's own, or covered: seen, but the other branch's."""
        foreign = self._create_customer(
            "Foreign", branch_id=self.other.id, user_id=self.head.id
        )
        handover = self._prepare(self.head, foreign, self.colleague)
        handover.action_split()
        with self.assertRaisesRegex(AccessError, "Foreign is no customer of your"):
            handover.action_hand_over()
        foreign.invalidate_recordset()
        self.assertEqual(foreign.user_id, self.head)
        self.assertEqual(foreign.branch_id, self.other)

    def test_who_left_the_branch_meanwhile_is_left_out(self):
        handover = self._prepare(self.head, self.customers[:2], self.colleague)
        handover.action_split()
        gone = self.customers[0]
        gone.with_user(self.admin).write(
            {"branch_id": self.other.id, "user_id": self.other_rm.id}
        )
        handover.action_hand_over()
        self.env.invalidate_all()
        self.assertEqual(gone.user_id, self.other_rm)
        self.assertEqual(self.customers[1].user_id, self.colleague)
        self.assertEqual(handover.customer_count, 1)

    def test_managers_of_other_branches_take_nobody_over(self):
        before = self._get_state()
        stranger = self._create_user("rel_stranger", "base.group_user")
        self.sub.member_ids |= stranger
        gone = self.newcomer
        gone.active = False
        for user in self.other_rm | self.salesman | stranger | gone:
            handover = self._prepare(self.head, self.customers[:1], self.colleague)
            handover.line_ids.user_id = user
            with self.assertRaisesRegex(UserError, "no relationship manager of a"):
                handover.action_hand_over()
        self.assertUnmoved(before)

    def test_to_whom(self):
        self.sub.deputy_ids = self.deputy
        mine = self.rm | self.colleague | self.newcomer | self.head | self.deputy
        all_below = mine | self.other_rm | self.other_head | self.root_head
        for user, expected in (
            (self.head, mine),
            (self.root_head, all_below),
            (self.other_head, self.other_rm | self.other_head),
            (self.rm, mine),
            (self.other_rm, self.other_rm | self.other_head),
        ):
            handover = self.handovers.with_user(user).new({})
            self.assertEqual(handover.allowed_user_ids._origin, expected, user.login)
        everybody = self.handovers.with_user(self.admin).new({}).allowed_user_ids
        self.assertLessEqual(set(all_below.ids), set(everybody._origin.ids))

    def test_other_company(self):
        company = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.company_ids |= company
        there = self.env["crm.team"].create(
            {"name": "Abroad", "branch_code": "X1", "company_id": company.id}
        )
        foreign = self._create_customer(
            "Abroad", branch_id=there.id, company_id=company.id, user_id=False
        )
        as_admin = (self.customers[0] | foreign).with_user(self.admin)
        with self.assertRaisesRegex(UserError, "one company at a time"):
            as_admin.action_hand_over()
        handover = self._prepare(self.admin, foreign)
        self.assertEqual(handover.company_id, company)
        self.assertNotIn(self.colleague, handover.allowed_user_ids)
        handover.line_ids.user_id = self.colleague
        with self.assertRaises(UserError):
            handover.action_hand_over()
        self.assertFalse(foreign.user_id)

    # Proposals

    def test_manager_proposes_and_head_decides(self):
        before = self._get_state()
        handover = self._prepare(self.rm, self.customers[:2], self.colleague)
        handover.action_split()
        with self.assertRaisesRegex(AccessError, "Only a branch head hands over"):
            handover.action_hand_over()
        handover.action_propose()
        self.assertUnmoved(before)
        self.assertEqual(
            self._get_notices(self.head),
            ["Li Na proposes to hand over customers: 2. Handover: Li Na leaves"],
        )
        with self.assertRaises(AccessError):
            handover.line_ids.user_id = self.newcomer
        handover.with_user(self.head).line_ids[0].user_id = self.newcomer
        handover.with_user(self.head).action_hand_over()
        self.env.invalidate_all()
        self.assertEqual(self.customers[0].user_id, self.newcomer)
        self.assertEqual(self.customers[1].user_id, self.colleague)
        self.assertEqual(handover.done_user_id, self.head)
        self.assertEqual(handover.with_user(self.rm).state, "done")
        self.assertFalse(handover.with_user(self.rm).line_ids)

    def test_proposal_returned_or_taken_back(self):
        handover = self._prepare(self.rm, self.customers[:2], self.colleague)
        handover.action_split()
        for user, texts in (
            (self.rm, []),
            (self.head, ["Zhou has returned your proposal. Handover: Li Na leaves"]),
        ):
            handover.action_propose()
            for stranger in self.colleague | self.other_head | self.employee:
                with self.assertRaises(AccessError):
                    handover.with_user(stranger).action_return()
            handover.with_user(user).action_return()
            self.assertEqual(handover.state, "draft")
            self.assertEqual(self._get_notices(self.rm), texts)
        with self.assertRaises(UserError):
            handover.action_return()

    def test_only_own_customers_are_proposed(self):
        covered = self._create_customer(
            "Covered", user_id=self.colleague.id, cover_user_id=self.rm.id
        )
        handover = self._prepare(self.rm, covered, self.newcomer)
        handover.action_split()
        with self.assertRaisesRegex(AccessError, "Covered is not your own"):
            handover.action_propose()
        with self.assertRaises(AccessError):
            self._prepare(self.colleague, self.customers[0], self.colleague)
        self.assertEqual(handover.state, "draft")

    # What people write

    def test_steps_alone_write_what_was_done(self):
        handover = self._prepare(self.head, self.customers[:1], self.colleague)
        handover.action_split()
        for user in self.head | self.admin:
            as_user = handover.with_user(user)
            for name, value in (
                ("state", "done"),
                ("done_at", "2026-09-01 00:00:00"),
                ("done_user_id", self.rm.id),
                ("company_id", self.company.id),
                ("work_counts", {}),
            ):
                with self.assertRaises(AccessError, msg=name):
                    as_user.write({name: value})
            for name, value in (
                ("customer_id", self.customers[1].id),
                ("handover_id", handover.id),
                ("from_user_id", self.newcomer.id),
                ("from_branch_id", self.other.id),
                ("branch_id", self.other.id),
            ):
                with self.assertRaises(AccessError, msg=name):
                    as_user.line_ids.write({name: value})
            with self.assertRaises(AccessError):
                as_user.target_ids.write({"figures": {"capacity": 99}})
            with self.assertRaises(AccessError):
                self.handovers.with_user(user).create({"state": "done"})
            forged = self.handovers.with_user(user).with_context(default_state="done")
            self.assertEqual(forged.create({}).state, "draft")
        self.env.invalidate_all()
        self.assertEqual(handover.state, "draft")
        self.assertEqual(handover.line_ids.customer_id, self.customers[0])

    def test_what_is_done_is_not_changed(self):
        handover = self._hand_over(self.head, self.customers[:2], self.colleague)
        lines, targets = handover.sudo().line_ids, handover.sudo().target_ids
        added = Command.create({"customer_id": self.customers[3].id})
        for user in self.head | self.admin | self.colleague | self.rm:
            for records, values in (
                (handover, {"reason": "Otherwise"}),
                (handover, {"line_ids": [added]}),
                (lines, {"user_id": self.rm.id}),
                (targets, {"user_id": self.rm.id}),
            ):
                as_user = records.with_user(user).sudo(False)
                with self.subTest(f"{values} {user.login}"):
                    with self.assertRaises(AccessError):
                        as_user.write(values)
                    with self.assertRaises(UserError):
                        as_user.unlink()
        self.env.invalidate_all()
        self.assertEqual(handover.reason, "Li Na leaves")
        self.assertEqual(handover.line_ids.user_id, self.colleague)

    def test_strangers_customers_are_not_put_on_a_list(self):
        handover = self._prepare(
            self.other_rm,
            self._create_customer(
                "Own", branch_id=self.other.id, user_id=self.other_rm.id
            ),
        )
        with self.assertRaises(AccessError):
            handover.line_ids = [Command.create({"customer_id": self.customers[0].id})]
        self.env.invalidate_all()
        self.assertEqual(handover.customer_count, 1)
        foreign = self._prepare(self.head, self.customers[0])
        with self.assertRaises(AccessError):
            self.env["relationship.handover.line"].with_user(self.other_rm).create(
                {
                    "handover_id": foreign.id,
                    "customer_id": handover.line_ids.customer_id.id,
                }
            )

    # Who sees

    def test_draft_is_seen_by_its_maker_and_the_heads(self):
        handover = self._prepare(self.head, self.customers[:2], self.colleague)
        handover.action_split()
        seeing = self.head | self.root_head | self.admin
        self.assertSeen(handover, seeing, seeing)

    def test_done_is_seen_by_whom_it_concerns(self):
        """The customers' names only by who may open the cards."""
        handover = self._hand_over(self.head, self.customers[:2], self.colleague)
        readers = self.head | self.root_head | self.admin | self.colleague
        self.assertSeen(handover, readers | self.rm, readers)
        self.assertEqual(handover.with_user(self.rm).customer_count, 2)
        self.assertEqual(handover.with_user(self.rm).to_user_ids, self.colleague)

    def test_both_branches_see_who_went_between_them(self):
        handover = self._hand_over(self.admin, self.customers[:2], self.other_rm)
        self.assertSeen(
            handover,
            self.head
            | self.root_head
            | self.other_head
            | self.admin
            | self.rm
            | self.other_rm,
            self.root_head | self.other_head | self.admin | self.other_rm,
        )

    def assertSeen(self, handover, seeing, naming):
        everybody = (
            self.rm
            | self.colleague
            | self.newcomer
            | self.other_rm
            | self.head
            | self.other_head
            | self.root_head
            | self.admin
        )
        self.env.invalidate_all()
        for user in everybody:
            found = self.handovers.with_user(user).search([("id", "=", handover.id)])
            self.assertEqual(bool(found), user in seeing, user.login)
            self.assertEqual(
                handover.with_user(user).has_access("read"), user in seeing
            )
            for model in ("relationship.handover.line", "relationship.handover.target"):
                records = self.env[model].with_user(user)
                domain = [("handover_id", "=", handover.id)]
                is_shown = user in (naming if model.endswith("line") else seeing)
                self.assertEqual(bool(records.search(domain)), is_shown, user.login)
                count = records._read_group(domain, [], ["__count"])[0][0]
                self.assertEqual(bool(count), is_shown, user.login)
        for user in self.outside:
            with self.assertRaises(AccessError):
                self.handovers.with_user(user).search([])
            with self.assertRaises(AccessError):
                handover.with_user(user).read(["reason"])
