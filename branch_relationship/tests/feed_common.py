import io

from odoo.tools import SQL

from .common import RelationshipCase


class FeedCase(RelationshipCase):
    """Deliveries as the administrator; ``deposit`` is a product of code DEPOSIT."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.feeds = cls.env["relationship.feed"].with_user(cls.admin)
        cls.deposit = cls._create_product("deposit", "DEPOSIT")
        cls.currency = cls.company.currency_id.name

    def deliver(self, kind, *lines, **options):
        """Deliver these lines as the administrator."""
        text = "".join(f"{line}\n" for line in lines)
        return self.deliver_bytes(kind, text.encode(), **options)

    def deliver_bytes(self, kind, data, **options):
        feed = self.feeds._receive(kind, io.BytesIO(data), **options)
        self.env.invalidate_all()
        return feed

    def assertTaken(
        self,
        feed,
        created=0,
        updated=0,
        unchanged=0,
        closed=0,
        rejected=0,
        message="",
    ):
        self.assertEqual((feed.state, feed.message or ""), ("done", message))
        self.assertEqual(
            (
                feed.created_count,
                feed.updated_count,
                feed.unchanged_count,
                feed.closed_count,
                feed.reject_count,
            ),
            (created, updated, unchanged, closed, rejected),
        )
        self.assertEqual(
            feed.row_count, created + updated + unchanged + rejected, "rows add up"
        )
        self.assertFalse(self.env["relationship.feed.row"].search([]))

    def assertRejects(self, feed, *rejects):
        """Compare (row, column, word of the reason) of the rejects."""
        found = feed.reject_ids.sorted("row")
        self.assertEqual(
            [(reject.row, reject.column) for reject in found],
            [(row, column) for row, column, _word in rejects],
        )
        for reject, (_row, _column, word) in zip(found, rejects, strict=True):
            self.assertIn(word, reject.reason)

    def get_versions(self, table):
        """Return the rows' transaction marks: they change with every write."""
        self.env.flush_all()
        return sorted(
            self.env.execute_query(
                SQL(
                    "SELECT id, xmin::text, cmin::text, ctid FROM %s",
                    SQL.identifier(table),
                )
            )
        )
