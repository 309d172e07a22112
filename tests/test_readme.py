"""The README tells of the feeds what the code takes."""

import re

from odoo.addons.branch_relationship.tools.feed_columns import FEED_COLUMNS, FEED_KEYS

from devtools import layout


def documented():
    """Return {kind: (key columns, columns)} of the README's table."""
    text = (layout.ROOT / "README.md").read_text()
    rows = re.findall(r"^\| ([a-z]+) \| ([a-z_, ]+) \| ([a-z_, ]+) \|$", text, re.M)
    return {
        kind: tuple(tuple(cell.split(", ")) for cell in cells)
        for kind, *cells in rows
        if kind != "kind"
    }


def test_columns_of_the_feeds():
    taken = {kind: (FEED_KEYS[kind], FEED_COLUMNS[kind]) for kind in FEED_COLUMNS}
    assert documented() == taken
