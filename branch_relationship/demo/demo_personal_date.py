"""Invents the days that matter to the demo customers and to those around them."""

from datetime import timedelta

from . import demo_words as words


def make_personal_dates(rng, person, today):
    """Return the days of one customer in three; of these, half come within a week."""
    if person.place % 3:
        return []
    number = person.place // 3
    is_near = number % 2 == 0
    day = today + timedelta(days=(number // 2) % 8 if is_near else rng.randint(10, 300))
    name, relation, person_name, calendar, is_yearly = rng.choice(
        [row for row in words.PERSONAL_DAYS if _suits(person, row)]
    )
    return [
        {
            "name": name,
            "relation": relation,
            "person_name": person_name,
            "date": day,
            "calendar": calendar,
            "is_yearly": is_yearly,
        }
    ]


def _suits(person, row):
    name, relation, *_rest = row
    if name == "开业纪念日":
        return person.values["job_level"] == "owner"
    is_family = name == "结婚纪念日" or relation in ("spouse", "child")
    return person.values["marital_status"] == "married" or not is_family
