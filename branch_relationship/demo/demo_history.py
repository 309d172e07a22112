"""Invents the contacts of the last months, so that care is in every state."""

from datetime import timedelta

from . import demo_words as words

MOOD_WEIGHTS = {"pleased": 34, "calm": 36, "reserved": 16, "worried": 11, "upset": 3}
CHANNELS = {"phone": 45, "wechat": 25, "branch": 18, "visit": 8, "video": 4}


def make_contacts(rng, person, segment, today):
    """Return the contacts of an established customer, the oldest first.

    :param segment: anything with ``contact_interval`` and ``max_interval``
    """
    if person.values["relationship_stage"] != "established":
        return _make_invitations(rng, person, today)
    days_ago = _choose_last(rng, person.place, segment)
    if days_ago is None:
        return []
    dates = []
    for _number in range(rng.randint(2, 6)):
        dates.append(today - timedelta(days=days_ago))
        days_ago += round(segment.contact_interval * rng.uniform(0.7, 1.3))
    return [_make_contact(rng, day) for day in reversed(_working_days(dates))]


def _choose_last(rng, place, segment):
    """Return the days since the last contact: in time, due, late, or never (None)."""
    ideal, longest = segment.contact_interval, segment.max_interval
    state = place % 10
    if state == 8:
        return None
    if state == 9:
        return longest + rng.randint(3, 25)
    if state == 7:
        return ideal
    if state in (4, 6):
        return rng.randint(ideal + 1, longest)
    return max(1, round(ideal * rng.uniform(0.1, 0.8)))


def _make_invitations(rng, person, today):
    """One or two short calls with those who are still to be won."""
    if person.values["relationship_stage"] == "prospect":
        return []
    first = rng.randint(10, 40)
    dates = [today - timedelta(days=first), today - timedelta(days=first // 2)]
    return [_make_contact(rng, day) for day in _working_days(dates)]


def _working_days(dates):
    """Move weekends to the Friday before."""
    return [day - timedelta(days=max(0, day.weekday() - 4)) for day in dates]


def _make_contact(rng, day):
    mood = rng.choices(list(MOOD_WEIGHTS), list(MOOD_WEIGHTS.values()))[0]
    return {
        "date": day,
        "channel": rng.choices(list(CHANNELS), list(CHANNELS.values()))[0],
        "mood": mood,
        "note": rng.choice(words.NOTES[mood]),
        "next_step": rng.choice([*words.NEXT_STEPS, False, False]),
    }
