"""Which night a delivery is for, and what a night waits for. No database here."""

from collections import Counter
from datetime import timedelta

#: Local hour until which a branch waits; what comes later is for the next day.
PATIENCE_HOUR = 7
#: A kind is usual that came for this many of the last nights.
USUAL_NIGHTS, LAST_NIGHTS = 2, 7


def feed_night(local_time):
    """Return the day whose night a delivery taken at this local time is for."""
    wall_time = local_time.replace(tzinfo=None)
    return (wall_time + timedelta(hours=24 - PATIENCE_HOUR)).date()


def awaited_kinds(deliveries, date, kinds):
    """Return the kinds that have not come for the night of this day and usually do.

    While none is usual (a new folder, the end of long holidays), all are awaited until
    any has come.

    :param deliveries: pairs (night, kind) of what was taken
    :param kinds: all there are, in the order of the answer
    """
    came = {kind for night, kind in deliveries if night == date}
    first = date - timedelta(days=LAST_NIGHTS)
    nights = Counter(kind for night, kind in set(deliveries) if first <= night < date)
    usual = [kind for kind in kinds if nights[kind] >= USUAL_NIGHTS]
    if usual:
        return [kind for kind in usual if kind not in came]
    return [] if came else list(kinds)
