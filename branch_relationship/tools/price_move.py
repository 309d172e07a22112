"""When a price has moved far: arithmetic without a database.

- What one unit of the reference is worth on a day is its price plus the dividends paid
  since: a price that drops on its dividend day has not fallen.
- A move as large as the threshold is a crossing, and its price the next reference: one
  crossing for each move, not one for each day that the price stays there.
- What was found before is found again, unless a correction leaves less than half of the
  threshold of it, or turns it round.
- Days up to the one checked last bring nothing new: a price that comes late or is
  corrected calls nobody twice.
"""

from typing import NamedTuple

#: A crossing found before stands as long as it is this share of the threshold.
STANDING_SHARE = 0.5
#: Decimal places of a change that count: 0.95 / 1 - 1 is 5 %.
PLACES = 9


class Price(NamedTuple):
    """Unit value of a day (0 where there is none) and dividend paid on it."""

    date: object
    value: float
    dividend: float = 0.0


class Crossing(NamedTuple):
    """A move of the price between two days, as a share of the first."""

    since: object
    date: object
    change: float


def get_change(reference, value, dividends):
    """Return the move from the reference price, the dividends since added back."""
    return round((value + dividends) / reference - 1, PLACES)


def find_crossings(prices, threshold, known=None, checked_until=None):
    """Return the crossings among these prices, in the order of their days.

    :param prices: by day; the first that has a value is the reference
    :param threshold: as a share, 0.05
    :param known: the changes found before, by their day
    :param checked_until: the last day of those looked at before
    """
    known = known or {}
    crossings, reference, dividends = [], None, 0.0
    for price in prices:
        if reference is None:
            reference = price if price.value else None
            continue
        dividends += price.dividend
        if not price.value:
            continue
        change = get_change(reference.value, price.value, dividends)
        is_new = checked_until is None or price.date > checked_until
        if (is_new and abs(change) >= threshold) or _stands(
            known.get(price.date), change, threshold
        ):
            crossings.append(Crossing(reference.date, price.date, change))
            reference, dividends = price, 0.0
    return crossings


def _stands(known, change, threshold):
    if not known:
        return False
    return known * change > 0 and abs(change) >= threshold * STANDING_SHARE
