from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import RelationshipCase


@tagged("post_install", "-at_install")
class TestSecurityLedger(RelationshipCase):
    """Holdings, segment moves and the ledger follow the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer("Private Wang")
        product = cls._create_product("deposit")
        cls.holding = cls._create_holding(cls.customer, product, "H1", balance=70000)
        cls.change = cls.env["relationship.segment.change"].create(
            {
                "customer_id": cls.customer.id,
                "date": "2026-09-01",
                "direction": "up",
                "new_segment_id": cls.high_high.id,
                "reason": "rule",
                "company_id": cls.company.id,
            }
        )
        cls.touchpoint = cls._create_touchpoint(cls.rm)
        cls.reason = cls.env["relationship.touchpoint.reason"].create(
            {
                "touchpoint_id": cls.touchpoint.id,
                "content_id": cls._create_content().id,
                "priority": "1",
                "due_date": "2026-09-23",
                "cycle": "2026",
                "key": "security-test",
            }
        )
        cls.seeing = cls.rm | cls.head | cls.root_head | cls.admin
        cls.blind = cls.colleague | cls.other_rm | cls.other_head
        cls.outside = cls.employee | cls.salesman | cls.all_leads_salesman

    @classmethod
    def _create_content(cls):
        return cls.env["relationship.care.content"].create(
            {"name": "Talk", "trigger": "cadence"}
        )

    @classmethod
    def _create_touchpoint(cls, user, due_date="2026-09-23", **values):
        return cls.env["relationship.touchpoint"].create(
            {
                "customer_id": cls.customer.id,
                "company_id": cls.company.id,
                "branch_id": cls.customer.branch_id.id,
                "user_id": user.id,
                "due_date": due_date,
                **values,
            }
        )

    def _search_as(self, user, record):
        record.invalidate_recordset()
        return record.with_user(user).search([("id", "=", record.id)])

    def test_read_search_and_group(self):
        for record in (self.holding, self.change, self.touchpoint, self.reason):
            domain = [("id", "=", record.id)]
            for user in self.seeing:
                self.assertEqual(self._search_as(user, record), record, user.login)
                self.assertTrue(record.with_user(user).read(["display_name"]))
            for user in self.blind:
                as_user = record.with_user(user)
                self.assertFalse(self._search_as(user, record), user.login)
                counts = as_user._read_group(domain, [], ["__count"])
                self.assertEqual(counts, [(0,)])
                with self.assertRaises(AccessError):
                    as_user.read(["id", "display_name"])
            for user in self.outside:
                as_user = record.with_user(user)
                with self.assertRaises(AccessError):
                    as_user.search(domain)
                with self.assertRaises(AccessError):
                    as_user._read_group(domain, [], ["__count"])

    def test_write_and_delete(self):
        for user in self.blind | self.outside:
            with self.assertRaises(AccessError):
                self.touchpoint.with_user(user).note = user.login
            for record in (self.holding, self.change, self.touchpoint, self.reason):
                with self.assertRaises(AccessError):
                    record.with_user(user).unlink()
        for user in self.blind | self.outside | self.rm | self.head:
            with self.assertRaises(AccessError):
                self.holding.with_user(user).balance = 1
            with self.assertRaises(AccessError):
                self.reason.with_user(user).cycle = "2027"
        self.env.invalidate_all()
        self.assertFalse(self.touchpoint.note)
        self.assertEqual(self.holding.balance, 70000)
        self.assertEqual(self.reason.cycle, "2026")

    def test_create_for_anothers_customer(self):
        values = {
            "customer_id": self.customer.id,
            "company_id": self.company.id,
            "due_date": "2026-10-01",
        }
        for user in self.blind | self.outside:
            touchpoints = self.env["relationship.touchpoint"].with_user(user)
            with self.assertRaises(AccessError):
                touchpoints.create({**values, "user_id": user.id})
        self.assertEqual(self.customer.touchpoint_ids, self.touchpoint)
        touchpoints = self.env["relationship.touchpoint"].with_user(self.rm)
        self.assertTrue(touchpoints.create(values))

    def test_given_touchpoint_shows_the_name_alone(self):
        """The contact of a customer who has moved on, and was this user's work."""
        given = self._create_touchpoint(self.colleague, "2026-09-24")
        self.env.invalidate_all()
        as_colleague = given.with_user(self.colleague)
        [values] = as_colleague.web_read(
            {"customer_id": {"fields": {"display_name": {}}}, "state": {}}
        )
        self.assertEqual(values["customer_id"]["display_name"], "Private Wang")
        self.assertFalse(self.customer.with_user(self.colleague).has_access("read"))
        self.assertFalse(self._search_as(self.colleague, self.holding))

    def test_given_touchpoint_does_not_tell_the_phone(self):
        self.customer.phone = "555 0100"
        given = self._create_touchpoint(self.colleague, "2026-09-24")
        self.env.invalidate_all()
        self.assertFalse(given.with_user(self.colleague).customer_phone)
        self.env.invalidate_all()
        self.assertEqual(given.with_user(self.rm).customer_phone, "555 0100")

    def test_former_manager_sees_the_segment_of_their_time(self):
        self.customer.segment_id = self.high_high
        served = self._create_touchpoint(self.rm, "2026-09-24")
        served.record_outcome({"result": "reached"})
        self.customer.write(
            {"user_id": self.colleague.id, "segment_id": self.low_low.id}
        )
        self.env.invalidate_all()
        domain = [("id", "=", served.id)]
        for user in self.rm | self.colleague | self.head:
            as_user = served.with_user(user)
            self.assertEqual(as_user.segment_id, self.high_high, user.login)
            groups = as_user._read_group(domain, ["segment_id"], ["__count"])
            self.assertEqual(groups, [(self.high_high, 1)])
            was = [*domain, ("segment_id", "=", self.high_high.id)]
            self.assertEqual(as_user.search(was), served)
        now = [*domain, ("customer_id.segment_id", "=", self.low_low.id)]
        self.assertFalse(served.with_user(self.rm).search(now))
        self.assertEqual(served.with_user(self.colleague).search(now), served)

    def test_name_tells_no_address_whatever_is_asked(self):
        """Odoo adds the address to a name where the context says so."""
        self.customer.write(
            {"email": "wang@private.example", "street": "1 Quiet Lane", "vat": "V123"}
        )
        given = self._create_touchpoint(self.colleague, "2026-09-24")
        asked = dict.fromkeys(("show_email", "show_address", "show_vat"), True)
        for extra in (asked, {**asked, "formatted_display_name": True}):
            spec = {"customer_id": {"fields": {"display_name": {}}, "context": extra}}
            for user, is_told in ((self.colleague, False), (self.rm, True)):
                self.env.invalidate_all()
                [values] = given.with_user(user).web_read(spec)
                name = values["customer_id"]["display_name"]
                self.assertIn("Private Wang", name)
                self.assertEqual("wang@private.example" in name, is_told, user.login)
                if not is_told:
                    self.assertEqual(name, "Private Wang")

    def test_people_do_not_write_what_the_ledger_keeps(self):
        stranger = self._create_customer("Stranger", user_id=self.colleague.id)
        forbidden = {
            "customer_id": stranger.id,
            "company_id": self.company.id,
            "state": "done",
            "result": "reached",
            "done_date": "2026-09-23",
            "done_user_id": self.rm.id,
            "skip_reason": "why not",
            "hold_reason": False,
            "priority": "3",
            "first_due_date": "2026-09-30",
            "merged_into_id": self.touchpoint.id,
            "segment_id": self.low_low.id,
            "activity_ids": [],
        }
        for user in self.seeing:
            as_user = self.touchpoint.with_user(user)
            for name, value in forbidden.items():
                for context in ({}, {"relationship_sync": True}):
                    with self.assertRaises(AccessError, msg=f"{user.login} {name}"):
                        as_user.with_context(**context).write({name: value})
        self.env.invalidate_all()
        self.assertEqual(self.touchpoint.customer_id, self.customer)
        self.assertEqual(self.touchpoint.state, "planned")
        self.assertFalse(self.touchpoint.result or self.touchpoint.done_user_id)

    def test_people_annotate_and_move_open_contacts_alone(self):
        as_rm = self.touchpoint.with_user(self.rm)
        as_rm.write({"note": "Ask for the son", "due_date": "2026-09-25"})
        self.assertEqual(str(self.touchpoint.due_date), "2026-09-25")
        as_rm.record_outcome({"result": "reached", "channel": "phone"})
        self.assertEqual(self.touchpoint.done_user_id, self.rm)
        with self.assertRaises(UserError):
            as_rm.note = "Never said"
        self.assertEqual(self.touchpoint.note, "Ask for the son")

    def test_people_do_not_create_what_is_done(self):
        values = {"customer_id": self.customer.id, "due_date": "2026-10-01"}
        ledger = self.env["relationship.touchpoint"].with_user(self.rm)
        with self.assertRaises(AccessError):
            ledger.create({**values, "state": "done", "done_date": "2026-10-01"})
        planned = ledger.with_context(default_state="done").create(values)
        self.assertEqual(planned.state, "planned")
        self.assertEqual(planned.branch_id, self.customer.branch_id)

    def test_pool_is_the_branchs(self):
        pooled = self._create_touchpoint(self.env["res.users"], "2026-09-24")
        pooled.user_id = False
        for user in self.seeing | self.colleague:
            self.assertEqual(self._search_as(user, pooled), pooled, user.login)
        for user in self.other_rm | self.other_head:
            self.assertFalse(self._search_as(user, pooled), user.login)
        self.sub.member_ids -= self.colleague
        self.assertFalse(self._search_as(self.colleague, pooled))

    def test_settings_are_the_administrators(self):
        for model in (
            "relationship.level",
            "relationship.segment",
            "relationship.potential.rule",
            "relationship.care.content",
            "relationship.orientation",
        ):
            record = self.env[model].search([], limit=1)
            name = record.name
            self.assertEqual(record.with_user(self.rm).name, name)
            for user in self.rm | self.head | self.salesman:
                with self.assertRaises(AccessError):
                    record.with_user(user).name = "mine"
                with self.assertRaises(AccessError):
                    record.with_user(user).unlink()
            record.invalidate_recordset()
            self.assertEqual(record.name, name)
            record.with_user(self.admin).name = "ours"

    def test_deliveries_are_the_administrators(self):
        feed = self.env["relationship.feed"].create({"name": "F", "kind": "customers"})
        self.assertTrue(self._search_as(self.admin, feed))
        for user in self.rm | self.head | self.all_leads_salesman:
            with self.assertRaises(AccessError):
                self._search_as(user, feed)

    def test_other_company(self):
        """What belongs to another company shows where that company is switched on."""
        company = self.env["res.company"].create({"name": "Second Bank"})
        self.admin.company_ids += company
        level = self.env["relationship.level"].create(
            {"name": "L", "axis": "asset", "min_value": 1, "company_id": company.id}
        )
        levels = level.with_user(self.admin)
        here = levels.with_context(allowed_company_ids=self.company.ids)
        both = levels.with_context(allowed_company_ids=(self.company | company).ids)
        self.assertFalse(here.search([("id", "=", level.id)]))
        self.assertEqual(both.search([("id", "=", level.id)]), level)

    def test_every_model_has_its_rules(self):
        """Whatever model comes later: customers' rows and companies' rows are ruled.

        Reports select from what the reader may see, and wizards are their maker's.
        """
        rules = self.env["ir.rule"].search([]).filtered("global")
        ruled = rules.model_id.mapped("model")
        by_company = rules.filtered(lambda rule: "company_id" in rule.domain_force)
        for name, model in self.env.items():
            if not name.startswith("relationship.") or not model._auto:
                continue
            if model._transient or model._abstract:
                continue
            comodels = {field.comodel_name for field in model._fields.values()}
            if comodels & {"res.partner", "relationship.touchpoint"}:
                self.assertIn(name, ruled)
            if "company_id" in model._fields:
                self.assertIn(name, by_company.model_id.mapped("model"))
