"""Reading cases: the queue, the public log, the numbers that are published."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from deliberation.models import Appeal, Case, Decision, Flag
from deliberation.names import GROUND_NAMES
from deliberation.states import (
    AUTOMATIC,
    GROUNDS,
    OUT_OF_SIGHT,
    CaseState,
    Ground,
    ModerationDeed,
)
from deliberation.subjects import Subject, subject_kind, subject_label
from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from portal.accounts.selectors import Person
from portal.opendata.tables import suppressed
from portal.registers.models import Area

MONTH_DAYS = 30
Row = dict[str, Any]


def moderators_of(area: Area) -> QuerySet[User]:
    grants = RoleGrant.objects.in_force().filter(role=Role.MODERATOR).covering(area)
    return User.objects.filter(is_active=True, pk__in=grants.values("user"))


def moderates_anywhere(person: Person) -> bool:
    """One query, none for visitors."""
    if not isinstance(person, User):
        return False
    return RoleGrant.objects.in_force().filter(user=person, role=Role.MODERATOR).exists()


def moderates_city(person: Person) -> bool:
    """Whether the person moderates everywhere, and so sets the rules of the city."""
    if not isinstance(person, User):
        return False
    granted = RoleGrant.objects.in_force().filter(user=person, role=Role.MODERATOR, area=None)
    return granted.exists()


def queue_of(person: User) -> QuerySet[Case]:
    """What waits for the person: what others wrote, with how many reported it."""
    waiting = Case.objects.in_queue().moderated_by(person).exclude(author=person)
    return waiting.select_related("item__cycle", "author").annotate(flagged=Count("flags"))


def subjects_of(cases: Iterable[Case]) -> dict[int, Subject]:
    """What the cases are about, by the numbers of the cases. One query a kind."""
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    found: dict[int, Subject] = {}
    for name, of_kind in by_kind.items():
        kind = subject_kind(name)
        subjects = kind.find([case.number for case in of_kind]) if kind else {}
        found |= {case.pk: subjects[case.number] for case in of_kind if case.number in subjects}
    return found


def last_hiding(case: Case) -> Decision | None:
    """The decision by which it is out of sight, or was last."""
    return case.decisions.filter(deed=ModerationDeed.HIDE).last()


def public_log() -> QuerySet[Decision]:
    """Every decision on what is public, whoever took it."""
    return Decision.objects.filter(case__item__is_public=True).select_related("case__item__cycle")


@dataclass(frozen=True)
class Numbers:
    """Moderation in numbers; `flags` are reports by people, `automatic` those of the word list.

    `minutes` is how long what came into the queue waited on average; None where nothing did.
    `by_ground` counts reports by people: None where they are fewer than five.
    """

    flags: int
    automatic: int
    by_deed: dict[ModerationDeed, int]
    appeals: int
    minutes: int | None
    by_ground: list[tuple[str, int | None]]


@dataclass(frozen=True)
class Statistics:
    """The last month beside all that ever was, and what stands now.

    What waits for an appeal is out of sight meanwhile, and counted in `hidden` too.
    """

    month: Numbers
    ever: Numbers
    waiting: int
    appealed: int
    hidden: int
    by_kind: list[tuple[str, int]]


def statistics() -> Statistics:
    """Four queries, however much there is."""
    counted = Case.objects.values_list("state", "kind").annotate(number=Count("pk")).order_by()
    states: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for state, kind, number in counted:
        states[state] += number
        kinds[kind] += number if state in OUT_OF_SIGHT else 0
    month, ever = _numbers()
    return Statistics(
        month=month,
        ever=ever,
        waiting=states[CaseState.WAITING],
        appealed=states[CaseState.APPEALED],
        hidden=kinds.total(),
        by_kind=sorted((subject_label(kind), number) for kind, number in kinds.items() if number),
    )


def _numbers() -> tuple[Numbers, Numbers]:
    """Of the last month, and of all that ever was. Three queries."""
    lately = Q(at__gte=timezone.now() - timedelta(days=MONTH_DAYS))
    both = {"of_month": Count("pk", filter=lately), "of_ever": Count("pk")}
    flags = {
        row["ground"]: row for row in Flag.objects.values("ground").annotate(**both).order_by()
    }
    waited = {
        "waited_month": Count("waited_minutes", filter=lately),
        "waited_ever": Count("waited_minutes"),
        "minutes_month": Sum("waited_minutes", filter=lately),
        "minutes_ever": Sum("waited_minutes"),
    }
    decided = Decision.objects.values("deed").annotate(**both, **waited).order_by()
    decisions = {row["deed"]: row for row in decided}
    appeals = Appeal.objects.aggregate(**both)
    return (
        _numbers_of("month", flags, decisions, appeals),
        _numbers_of("ever", flags, decisions, appeals),
    )


def _numbers_of(
    when: str, flags: dict[str, Row], decisions: dict[str, Row], appeals: Row
) -> Numbers:
    flagged = {ground: flags.get(ground, {}).get(f"of_{when}", 0) for ground in Ground}
    waited = sum(row[f"waited_{when}"] for row in decisions.values())
    minutes = sum(row[f"minutes_{when}"] or 0 for row in decisions.values())
    return Numbers(
        flags=sum(flagged[ground] for ground in GROUNDS),
        automatic=sum(flagged[ground] for ground in AUTOMATIC),
        by_deed={deed: decisions.get(deed, {}).get(f"of_{when}", 0) for deed in ModerationDeed},
        appeals=appeals[f"of_{when}"],
        minutes=round(minutes / waited) if waited else None,
        by_ground=[(str(GROUND_NAMES[each]), suppressed(flagged[each])) for each in GROUNDS],
    )
