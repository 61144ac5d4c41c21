"""Who may vote: one rule of an electorate against one entry of its roll. Pure: a table of checks.

The rules of a real vote are data (voting.models.Electorate); the refusals have names, and what a
person can do about each stands in voting.names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final


class Refusal(StrEnum):
    NOT_ON_ROLL = "not_on_roll"
    EXCLUDED = "excluded"
    OTHER_AREA = "other_area"
    TOO_YOUNG = "too_young"
    VOTED_ON_PAPER = "voted_on_paper"
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"


class Reckoning(StrEnum):
    """When an age is reached: by Japanese law on the day before the birthday."""

    STATUTORY = "statutory"
    BIRTHDAY = "birthday"


class Exclusion(StrEnum):
    """Why someone on the roll may not vote all the same."""

    ELECTION_STAFF = "election_staff"
    ASSEMBLY_MEMBER = "assembly_member"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """What an electorate asks for. Empty or None: nothing is asked in that respect.

    `wards` are of the municipality; none named means all of it.
    """

    minimum_age: int | None = None
    age_on: date | None = None
    reckoning: Reckoning = Reckoning.STATUTORY
    municipality: str = ""
    wards: frozenset[str] = frozenset()
    resident_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of the roll, as far as the rules look at it. `resident_until` is the last day."""

    birth_date: date
    municipality: str = ""
    ward: str = ""
    resident_since: date | None = None
    resident_until: date | None = None
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is asked, and what is known of the vote then."""

    now: datetime
    opens: datetime | None
    closes: datetime | None
    on_paper: bool = False


def reached_on(birth_date: date, age: int, reckoning: Reckoning) -> date:
    """The day on which someone reaches an age.

    Who was born on 29 February has the birthday on 1 March where a year has no such day; by law
    (the Act on Calculation of Ages, Civil Code 143) the age is reached the day before: the 28th.
    """
    try:
        birthday = birth_date.replace(year=birth_date.year + age)
    except ValueError:
        birthday = date(birth_date.year + age, 3, 1)
    return birthday - timedelta(days=1) if reckoning == Reckoning.STATUTORY else birthday


def is_old_enough(rule: Rule, birth_date: date) -> bool:
    if rule.minimum_age is None or rule.age_on is None:
        return True
    return reached_on(birth_date, rule.minimum_age, rule.reckoning) <= rule.age_on


def lives_there(rule: Rule, person: Person) -> bool:
    """Whether the person lives in the area, on the day of the rule where it names one."""
    if rule.municipality and person.municipality != rule.municipality:
        return False
    if rule.wards and person.ward not in rule.wards:
        return False
    day = rule.resident_on
    came_later = day and person.resident_since and person.resident_since > day
    left_before = day and person.resident_until and person.resident_until < day
    return not came_later and not left_before


# In this order: what cannot be changed comes before what time will change.
STANDING: Final[tuple[tuple[Refusal, Callable[[Rule, Person], bool]], ...]] = (
    (Refusal.EXCLUDED, lambda _, person: person.excluded),
    (Refusal.OTHER_AREA, lambda rule, person: not lives_there(rule, person)),
    (Refusal.TOO_YOUNG, lambda rule, person: not is_old_enough(rule, person.birth_date)),
)
TIMELY: Final[tuple[tuple[Refusal, Callable[[Moment], bool]], ...]] = (
    (Refusal.VOTED_ON_PAPER, lambda at: at.on_paper),
    (Refusal.NOT_OPEN_YET, lambda at: at.opens is None or at.now < at.opens),
    (Refusal.CLOSED, lambda at: at.closes is not None and at.now >= at.closes),
)


def standing_of(rule: Rule, person: Person | None) -> Refusal | None:
    """Why the person has no vote in this electorate at all; None where they have one."""
    if person is None:
        return Refusal.NOT_ON_ROLL
    return next((name for name, holds in STANDING if holds(rule, person)), None)


def refusal_of(rule: Rule, person: Person | None, moment: Moment) -> Refusal | None:
    """Why the person cannot vote now; None where they can."""
    timely = (name for name, holds in TIMELY if holds(moment))
    return standing_of(rule, person) or next(timely, None)
