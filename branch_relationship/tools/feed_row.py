"""A delivered row on its way to a record, and the conversion of its cells."""

from dataclasses import dataclass, field

from .feed_csv import UNKNOWN, parse_boolean, parse_date, parse_number


@dataclass
class FeedRow:
    """One delivered row.

    ``cells`` holds the texts that are not empty; ``values`` what a record is written
    with; ``problem`` is the column and the reason once the row is rejected.
    """

    number: int
    cells: dict
    values: dict = field(default_factory=dict)
    record: object = None
    problem: tuple | None = None

    def reject(self, column, reason):
        """Reject the row; the first reason stays."""
        self.problem = self.problem or (column, reason)


def parse_selection(text, keys):
    """Return the key that the text is or names, False for unknown, None when wrong.

    :param keys: key by casefolded key or label
    """
    text = text.casefold()
    return keys.get(text, False if text in UNKNOWN else None)


def parse_cell(kind, text, keys=None):
    """Return the cell's value for a field of this type, or None when it has none."""
    if kind == "selection":
        return parse_selection(text, keys)
    if kind == "date":
        return parse_date(text)
    if kind == "boolean":
        return parse_boolean(text)
    if kind == "integer":
        number = parse_number(text)
        return int(number) if number is not None and number.is_integer() else None
    if kind in ("float", "monetary"):
        return parse_number(text)
    return text
