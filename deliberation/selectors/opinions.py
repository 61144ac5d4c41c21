"""Reading an opinion map: what to answer next, what was found, who answered as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from deliberation.models import (
    OpinionGroups,
    OpinionMap,
    PersonalAnswers,
    Statement,
    StatementState,
)
from deliberation.names import ANSWER_NAMES, group_name
from deliberation.opinions import Answer, place_of, read_answers
from deliberation.opinions.answers import ANSWERS, LEAST_ANSWERS, SMALL_CELL
from deliberation.opinions.axes import Axes, as_floats
from deliberation.opinions.coordination import Account, Suspicion, alike_among_new
from portal.accounts.models import User
from portal.accounts.selectors import Person, roles_by_area
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import cycles_open_for


@dataclass(frozen=True)
class Progress:
    """How far one person has come. `next`: what they are asked now, None when all is answered."""

    own: PersonalAnswers | None
    answered: int
    total: int
    next: Statement | None

    @property
    def is_enough(self) -> bool:
        """Whether the person counts when groups are looked for."""
        return self.answered >= min(LEAST_ANSWERS, self.total)


def progress_of(
    opinion_map: OpinionMap, statements: Sequence[Statement], person: Person
) -> Progress:
    """One query, none for visitors. Each person is asked in an order of their own."""
    own = None
    if isinstance(person, User):
        own = PersonalAnswers.objects.filter(opinion_map=opinion_map, person=person).first()
    shown = [each for each in statements if each.state == StatementState.SHOWN]
    left = [each for each in shown if own is None or own.to(each.sequence) == Answer.NONE]
    first = min(left, key=lambda each: _drawn(opinion_map.pk, person.pk, each), default=None)
    return Progress(own, len(shown) - len(left), len(shown), first)


def _drawn(map_id: int, person_id: int | None, statement: Statement) -> bytes:
    return sha256(f"{map_id}:{person_id}:{statement.sequence}".encode()).digest()


@dataclass(frozen=True)
class Held:
    """One answer that stands out, with its share in words: no single person is seen in it."""

    statement: Statement
    answer: str
    share: str


@dataclass(frozen=True)
class FoundGroup:
    number: int
    name: str
    people: int
    holds: list[Held]


@dataclass(frozen=True)
class Found:
    """The newest edition in words. `table`: a row a statement, a cell a group."""

    at: datetime
    people: int
    answered: int
    groups: list[FoundGroup]
    shares: list[Held]
    divides: list[Held]
    headings: list[str]
    table: list[list[str]]


def found_in(groups: OpinionGroups, statements: Iterable[Statement]) -> Found | None:
    """What was found last, in the active language; None where that was nothing yet."""
    found = groups.found
    if found is None:
        return None
    by_number = {each.sequence: each for each in statements}
    shown = [by_number[sequence] for sequence in groups.columns]
    counts = found["counts"]
    return Found(
        at=groups.at,
        people=found["people"],
        answered=found["answered"],
        groups=[
            FoundGroup(number, group_name(number), group["people"], _held(group["holds"], shown))
            for number, group in enumerate(found["groups"])
        ],
        shares=_held(found["shares"], shown),
        divides=_held(found["divides"], shown),
        headings=[_("短い意見"), *(group_name(number) for number in range(len(counts)))],
        table=[
            [statement.text, *(cell_text(of_group[column]) for of_group in counts)]
            for column, statement in enumerate(shown)
        ],
    )


def _held(rows: Iterable[Mapping[str, Any]], shown: Sequence[Statement]) -> list[Held]:
    return [
        Held(
            statement=shown[row["column"]],
            answer=str(ANSWER_NAMES[Answer(row["answer"])]),
            share=share_text(row["share"]),
        )
        for row in rows
    ]


def share_text(share: float) -> str:
    """A share to the tenth."""
    tenths = round(share * 10)
    return _("ほぼ全員") if tenths == 10 else _("約%(tenths)d割") % {"tenths": tenths}


def cell_text(counts: Sequence[int]) -> str:
    """How a group answered: shares of ten, and no number that stands for fewer than five."""
    total = sum(counts)
    if total < SMALL_CELL:
        return _("%(least)d人未満") % {"least": SMALL_CELL}
    parts = []
    for answer, count in zip(ANSWERS, counts, strict=True):
        name = str(ANSWER_NAMES[answer])
        if count >= SMALL_CELL:
            parts.append(f"{name} {share_text(count / total)}")
        elif count:
            parts.append(_("%(answer)s %(least)d人未満") % {"answer": name, "least": SMALL_CELL})
    return _("、").join(parts)


def own_group(groups: OpinionGroups, progress: Progress) -> int | None:
    """In which group the person's answers are now; it is worked out here and kept nowhere."""
    found = groups.found
    if found is None or progress.own is None or not progress.is_enough:
        return None
    columns = [sequence - 1 for sequence in groups.columns]
    own = read_answers([progress.own.letters], columns)
    if not own.given.any():
        return None
    axes = Axes(*(as_floats(found[name]) for name in ("means", "directions", "axis_shares")))
    return place_of(own, axes, as_floats(found["centres"]))


@dataclass(frozen=True)
class Crowd:
    """New accounts that answered nearly all alike, for moderators to look at."""

    people: list[User]
    common: int
    minutes: int


def crowds_of(opinion_map: OpinionMap) -> list[Crowd]:
    """Two queries, and only of accounts: what they answered is shown to nobody."""
    rows = list(
        opinion_map.answers.order_by("pk").values_list(
            "letters", "person", "person__date_joined", "first_at"
        )
    )
    width = max((len(letters) for letters, *_rest in rows), default=0)
    answers = read_answers([letters for letters, *_rest in rows], range(width))
    accounts = [Account(person, joined, first) for _letters, person, joined, first in rows]
    found = alike_among_new(answers, accounts)
    people = User.objects.in_bulk({number for each in found for number in each.accounts})
    return [_crowd(each, people) for each in found]


def _crowd(found: Suspicion, people: Mapping[int, User]) -> Crowd:
    members = [people[number] for number in found.accounts]
    return Crowd(members, found.common, int(found.within.total_seconds() // 60))


def cycles_to_ask_in(person: Person) -> list[Cycle]:
    """The cycles in which the person may open a map or a session. None for visitors."""
    if not isinstance(person, User):
        return []
    cycles = list(cycles_open_for(Action.HOLD_DIALOGUE))
    roles = roles_by_area(person, {cycle.area_id for cycle in cycles})
    return [each for each in cycles if WHO_MAY[Action.HOLD_DIALOGUE] & roles[each.area_id]]
