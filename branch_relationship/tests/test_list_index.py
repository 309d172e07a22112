from lxml import etree

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import RelationshipCase

CUSTOMERS, MANAGERS = 20_000, 40
EACH = CUSTOMERS // MANAGERS
WITH_CONTACTS = EACH // 4
IN_BRANCH = CUSTOMERS // 4
SCANS = """
    SELECT c.relname, pg_stat_get_xact_numscans(c.oid)
      FROM pg_class c
 LEFT JOIN pg_index i ON i.indexrelid = c.oid
     WHERE COALESCE(i.indrelid, c.oid) = %s::regclass
"""


@tagged("post_install", "-at_install")
class TestListIndex(RelationshipCase):
    """The lists of ``rm``, who has every fortieth customer of a bank, are served by the
    indexes made for them: PostgreSQL counts which ones a transaction used.

    Where two indexes would find the same rows, the one that has them in order counts.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 09:00"))
        cls.env.flush_all()
        cls._insert_customers()
        cls._insert_touchpoints()
        cls.env.cr.execute("SET LOCAL enable_sort = off")

    @classmethod
    def _insert_customers(cls):
        cls.env.cr.execute(
            """
            INSERT INTO res_partner (
                name, complete_name, ref, active, type, company_id, relationship_stage,
                branch_id, segment_id, next_contact_date, user_id
            )
            SELECT name, name, name, true, 'contact', %(company)s, 'established',
                   %(branch)s, %(segment)s, DATE '2026-09-01' + (n - 1) / 500,
                   CASE n %% %(managers)s WHEN 0 THEN %(rm)s ELSE %(colleague)s END
              FROM generate_series(1, %(customers)s) n, concat('Many ', n) name
            """,
            {
                "company": cls.company.id,
                "segment": cls.low_low.id,
                "managers": MANAGERS,
                "rm": cls.rm.id,
                "colleague": cls.colleague.id,
                "branch": cls.sub.id,
                "customers": CUSTOMERS,
            },
        )
        cls.env.cr.execute("ANALYZE res_partner")

    @classmethod
    def _insert_touchpoints(cls):
        """Give every fourth customer a contact done today, one to do, one to come, one
        held back, and some of long ago. What was done today lies together, as ever.
        """
        cls.env.cr.execute(
            """
            INSERT INTO relationship_touchpoint (
                customer_id, company_id, branch_id, user_id, content_id, priority,
                state, due_date, first_due_date, done_date, done_user_id, hold_reason
            )
            SELECT p.id, p.company_id, p.branch_id, p.user_id, %s, '1',
                   s.state, s.due::date, s.due::date, s.done::date,
                   CASE s.state WHEN 'done' THEN p.user_id END, s.hold
              FROM res_partner p,
                   (VALUES ('done', '2026-09-18', '2026-09-23', NULL),
                           ('assigned', '2026-09-22', NULL, NULL),
                           ('planned', '2026-10-09', NULL, NULL),
                           ('planned', '2026-09-21', NULL, 'cap')
                     UNION ALL
                    SELECT 'expired', (DATE '2026-01-01' + n)::text, NULL, NULL
                      FROM generate_series(1, 10) n) s (state, due, done, hold)
             WHERE p.ref LIKE 'Many %%' AND p.next_contact_date <= '2026-09-10'
          ORDER BY s.done
            """,
            [cls.env["relationship.care.content"].search([], limit=1).id],
        )
        cls.env.cr.execute("ANALYZE relationship_touchpoint")

    def _get_list(self, action, *filters, user=None):
        """Return what the list of an action asks, of the manager or this user: its
        model, and its domain with that of the filters it sets itself and of these."""
        user = user or self.rm
        action = self.env.ref(f"branch_relationship.{action}")
        model = self.env[action.res_model].with_user(user)
        view = model.get_view(action.search_view_id.id, "search")
        arch = etree.fromstring(view["arch"])
        own = [
            name.removeprefix("search_default_")
            for name in safe_eval(action.context, {"uid": user.id})
            if name.startswith("search_default_filter_")
        ]
        domains = [action.domain or "[]"] + [
            arch.find(f".//filter[@name='{name}']").get("domain")
            for name in (*own, *filters)
        ]
        domain = Domain.AND(safe_eval(text, {"uid": user.id}) for text in domains)
        return model, list(domain)

    def _assert_served(self, index, method, *args, **options):
        """This index is used, and nobody walks over the table of the method's model."""
        table = method.__self__._table
        self.env.flush_all()
        self.env.invalidate_all()
        before = self._get_scans(table)
        found = method(*args, **options)
        after = self._get_scans(table)
        used = {name for name in after if after[name] > before[name]}
        self.assertIn(f"{table}_{index}", used)
        self.assertNotIn(table, used)
        return found

    def _get_scans(self, table):
        self.env.cr.execute(SCANS, [table])
        return dict(self.env.cr.fetchall())

    def _assert_list_served(self, index, count, model, domain, order=None):
        read = model.web_search_read
        found = self._assert_served(index, read, domain, {}, limit=80, order=order)
        self.assertEqual(found["length"], count)

    def _assert_groups_served(self, index, counts, model, domain, group):
        """The groups are opened, too."""
        found = self._assert_served(
            index,
            model.web_read_group,
            domain,
            [group],
            ["__count"],
            auto_unfold=True,
            unfold_read_specification={},
        )
        self.assertEqual([row["__count"] for row in found["groups"]], counts)

    def test_customers(self):
        found = self._get_list("res_partner_action_relationship")
        self._assert_list_served("user_name_idx", EACH, *found)

    def test_customers_by_class(self):
        found = self._get_list("res_partner_action_relationship")
        self._assert_groups_served("user_name_idx", [EACH], *found, "segment_id")

    def test_customers_due_this_week(self):
        found = self._get_list("res_partner_action_relationship", "due_this_week")
        self._assert_list_served("user_next_contact_idx", 87, *found)

    def test_my_day(self):
        found = self._get_list("relationship_touchpoint_action_my_day")
        self._assert_groups_served("user_due_idx", [WITH_CONTACTS], *found, "priority")

    def test_my_day_strip(self):
        contacts = self.env["relationship.touchpoint"].with_user(self.rm)
        for index in ("user_due_idx", "done_user_idx"):
            strip = self._assert_served(index, contacts.my_day_strip)
            self.assertEqual(
                (strip["left"], strip["done"]), (WITH_CONTACTS, WITH_CONTACTS)
            )

    def test_branch_day(self):
        found = self._get_list(
            "relationship_touchpoint_action_branch_day", user=self.head
        )
        counts = [IN_BRANCH - WITH_CONTACTS, WITH_CONTACTS]
        self._assert_groups_served("assigned_due_idx", counts, *found, "user_id")

    def test_branch_day_strip(self):
        contacts = self.env["relationship.touchpoint"].with_user(self.head)
        for index in ("assigned_due_idx", "held_due_idx", "done_date_idx"):
            strip = self._assert_served(index, contacts.my_day_strip, "branch")
            self.assertEqual(
                (strip["left"], strip["held"], strip["done"]), (IN_BRANCH,) * 3
            )

    def test_contacts_of_a_manager(self):
        for index, count, filters in (
            ("user_due_idx", 3 * WITH_CONTACTS, ("filter_mine", "filter_open")),
            (
                "done_user_idx",
                WITH_CONTACTS,
                ("filter_done_by_me", "filter_done_today"),
            ),
        ):
            found = self._get_list("relationship_touchpoint_action_report", *filters)
            self._assert_list_served(
                index, count, *found, order="due_date desc, id desc"
            )
