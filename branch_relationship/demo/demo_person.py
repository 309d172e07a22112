"""Invents the customers of the demo branch: who they are and what they own.

Plain functions over a seeded ``random.Random``: the same branch each time, with all
dates relative to the day of installation.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

from . import demo_words as words

#: kind -> weight, ages, job levels, employers, assets elsewhere, assets here
KINDS = {
    "rich_rising": (
        16,
        (32, 56),
        ["owner", "executive"],
        ["own_business", "state_firm"],
        (600, 3000),
        (560, 2400),
    ),
    "rising": (
        22,
        (26, 44),
        ["manager", "professional"],
        ["government", "institution", "foreign_firm"],
        (500, 1500),
        (20, 320),
    ),
    "saver": (
        22,
        (55, 76),
        ["retired", "owner"],
        ["none", "private_firm"],
        (0, 0),
        (520, 1900),
    ),
    "ordinary": (
        40,
        (36, 62),
        ["staff", "none", "professional"],
        ["private_firm", "household"],
        (0, 120),
        (5, 260),
    ),
}
STAGES = ["prospect", "contacted", "agreed", "met", "dormant", "lost"]


@dataclass
class Person:
    """One invented customer: the values of the card, and what steers the rest."""

    number: int
    #: the place among the manager's customers; decides what happens these days
    place: int
    kind: str
    values: dict = field(default_factory=dict)
    assets: int = 0

    @property
    def is_growing(self):
        return self.place % 9 == 4 and self.kind in ("ordinary", "rising")

    @property
    def is_shrinking(self):
        return self.place % 8 == 6 and self.kind in ("saver", "rich_rising")


def make_person(rng, number, place, names, today):
    kind = rng.choices(list(KINDS), [spec[0] for spec in KINDS.values()])[0]
    person = Person(number, place, kind)
    _weight, ages, levels, employers, elsewhere, here = KINDS[kind]
    level = rng.choice(levels)
    gender = rng.choice(["male", "female"])
    surname, given = _choose_name(rng, gender, names)
    person.assets = rng.randint(*here) * 1000
    person.values = {
        "name": surname + given,
        "ref": f"C{number:06d}",
        "gender": gender,
        "form_of_address": surname + ("先生" if gender == "male" else "女士"),
        "phone": f"138 0000 {number:04d}",
        "job_level": level,
        "function": rng.choice(words.JOBS[level]),
        "employer_type": "none" if level == "retired" else rng.choice(employers),
        "education": rng.choice(_educations(kind)),
        "marital_status": rng.choices(
            ["married", "single", "divorced", "widowed"], [75, 14, 8, 3]
        )[0],
        "is_payroll": kind in ("rising", "ordinary") and rng.random() < 0.5,
        "external_asset_amount": rng.randint(*elsewhere) * 1000,
        "risk_tolerance": rng.choice(["C1", "C2", "C2", "C3", "C3", "C4", "C5"]),
        "risk_assessed_on": today - timedelta(days=rng.randint(20, 420)),
        **_choose_birth(rng, place, ages, today),
        **_choose_relation(rng, kind, place),
    }
    return person


def _educations(kind):
    if kind in ("rich_rising", "rising"):
        return ["tertiary", "tertiary", "postgraduate"]
    return ["primary", "secondary", "secondary", "tertiary"]


def _choose_name(rng, gender, names):
    given_names = words.MALE_NAMES if gender == "male" else words.FEMALE_NAMES
    while True:
        name = rng.choice(words.SURNAMES), rng.choice(given_names)
        if name not in names:
            names.add(name)
            return name


def _choose_birth(rng, place, ages, today):
    """One in ten has a birthday these days, another one by the lunar calendar."""
    age = rng.randint(*ages)
    if place % 10 == 1:
        day = today + timedelta(days=place // 10)
        return {"birthdate": _same_day(day, day.year - age)}
    if place % 10 == 2:
        day = LunarDate.from_solar(today + timedelta(days=place // 10))
        birth = LunarDate(day.year - age, day.month, min(day.day, 29))
        return {"birthdate": birth.to_solar_date(), "birthday_calendar": "lunar"}
    birth = date(today.year - age, 1, 1) + timedelta(days=rng.randint(0, 364))
    is_lunar = age > 55 and rng.random() < 0.4
    return {
        "birthdate": birth,
        "birthday_calendar": "lunar_as_written" if is_lunar else "solar",
    }


def _same_day(day, year):
    if (day.month, day.day) == (2, 29):
        return date(year, 2, 28)
    return day.replace(year=year)


def _choose_relation(rng, kind, place):
    is_new = place % 6 == 5 and kind in ("ordinary", "rising")
    stage = rng.choice(STAGES) if is_new else "established"
    return {
        "relationship_stage": stage,
        "closeness": rng.choice(["distant", "face_to_face", "face_to_face", "close"]),
    }
