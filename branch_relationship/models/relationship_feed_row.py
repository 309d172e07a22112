from odoo import fields, models
from odoo.tools import SQL


class RelationshipFeedRow(models.Model):
    """A row of a running delivery that waits to be taken; taken, it is deleted.

    The table is not logged: after a crash of the database it is empty, and the
    delivery is staged again from its file.
    """

    _name = "relationship.feed.row"
    _description = "Relationship Feed Row"
    _order = "feed_id, row"
    _log_access = False

    feed_id = fields.Many2one("relationship.feed", required=True, ondelete="cascade")
    row = fields.Integer(required=True)
    values = fields.Json()

    _feed_row_idx = models.Index("(feed_id, row)")

    def init(self):
        table = SQL.identifier(self._table)
        persistence = SQL(
            "SELECT relpersistence FROM pg_class WHERE oid = %s::regclass", self._table
        )
        if self.env.execute_query(persistence) != [("u",)]:
            self.env.cr.execute(SQL("ALTER TABLE %s SET UNLOGGED", table))
