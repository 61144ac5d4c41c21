"""What is known of a screening: who was asked, what reviewers gave, what is late, what waits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean, median
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from portal.accounts.models import Organisation, User
from portal.accounts.selectors import Person, standing_of
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import is_open
from proposals.models import (
    Appeal,
    DepartmentOpinion,
    Proposal,
    Scorecard,
    Screening,
    ScreeningQuestion,
)
from proposals.names import CRITERION_NAMES, Text
from proposals.selectors.writers import is_writer
from proposals.states import FEWEST_SCORERS, SCORED_IN, Criterion, ProposalState


def last_day_of_appeal(screening: Screening) -> date | None:
    """Until when the authors may appeal against the verdict; None before there is one."""
    if screening.at is None:
        return None
    return timezone.localdate(screening.at) + timedelta(days=settings.APPEAL_DAYS)


@dataclass(frozen=True)
class Score:
    """What reviewers gave under one criterion: the mean to a tenth, and from least to most."""

    name: Text
    mean: float
    median: float
    least: int
    most: int


@dataclass(frozen=True)
class Scores:
    """`total` is the sum of the means; `conflicted` are those who declared an interest."""

    rows: list[Score]
    reviewers: int
    conflicted: int

    @property
    def total(self) -> float:
        return round(sum(row.mean for row in self.rows), 1)


def scores_of(cards: Iterable[Scorecard]) -> Scores:
    """Worked out anew each time. No rows before as many have scored as make it no one's word."""
    cards = list(cards)
    given = [card for card in cards if card.scored_at]
    rows = [
        _score(criterion, [getattr(card, criterion) for card in given]) for criterion in Criterion
    ]
    return Scores(
        rows=rows if len(given) >= FEWEST_SCORERS else [],
        reviewers=len(given),
        conflicted=sum(card.has_conflict for card in cards),
    )


def _score(criterion: Criterion, points: Sequence[int]) -> Score:
    if not points:
        return Score(CRITERION_NAMES[criterion], 0, 0, 0, 0)
    return Score(
        name=CRITERION_NAMES[criterion],
        mean=round(mean(points), 1),
        median=median(points),
        least=min(points),
        most=max(points),
    )


@dataclass(frozen=True)
class Load:
    """What a department has to answer as lead, and as one that was asked; what of it is late."""

    department: Organisation
    leads: int = 0
    leads_late: int = 0
    answered: int = 0
    asked: int = 0
    asked_late: int = 0
    appeals: int = 0

    @property
    def late(self) -> int:
        return self.leads_late + self.asked_late


def loads_by_department() -> list[Load]:
    """Of every department that has or had to do with a screening, the latest ones first.

    Three queries, whatever the number of rows.
    """
    today = timezone.localdate()
    open_, late = Q(proposal__state=ProposalState.IN_SCREENING), Q(due_on__lt=today)
    led = (
        Screening.objects.order_by()
        .values("department")
        .annotate(
            leads=Count("pk", filter=open_),
            leads_late=Count("pk", filter=open_ & late),
            answered=Count("pk", filter=Q(at__isnull=False) & ~open_),
        )
    )
    asked = (
        DepartmentOpinion.objects.filter(
            at=None, screening__proposal__state=ProposalState.IN_SCREENING
        )
        .order_by()
        .values("department")
        .annotate(asked=Count("pk"), asked_late=Count("pk", filter=late))
    )
    rows: dict[int, dict[str, int]] = {}
    for counted in (led, asked):
        for row in counted:
            rows.setdefault(row.pop("department"), {}).update(row)
    departments = Organisation.objects.in_bulk(rows)
    loads = [Load(departments[pk], **counts) for pk, counts in rows.items()]
    return sorted(loads, key=lambda load: (-load.late, -load.leads, load.department.pk))


def late_screenings(most: int) -> list[Screening]:
    """Those past the day on which they should have been answered, the latest first."""
    return list(
        Screening.objects.filter(
            proposal__state=ProposalState.IN_SCREENING, due_on__lt=timezone.localdate()
        )
        .select_related("proposal__item", "department")
        .order_by("due_on", "pk")[:most]
    )


def open_appeals(most: int) -> list[Appeal]:
    return list(
        Appeal.objects.filter(decided_at=None)
        .select_related("proposal__item")
        .order_by("due_on", "pk")[:most]
    )


@dataclass(frozen=True)
class ScreeningRecord:
    """All that is said in the course of a screening, and what the reader may add just now."""

    opinions: list[DepartmentOpinion]
    questions: list[ScreeningQuestion]
    scores: Scores
    appeal: Appeal | None
    last_day_of_appeal: date | None
    may_ask: bool = False
    may_answer: bool = False
    may_score: bool = False
    may_appeal: bool = False
    may_decide: bool = False
    departments: frozenset[int] = frozenset()


def screening_record(person: Person, proposal: Proposal) -> ScreeningRecord:
    """Of a proposal that is loaded with its screening and its cycle's phases.

    Four queries for what was said; for who is signed in, two more for what they are.
    """
    opinions = DepartmentOpinion.objects.filter(screening=proposal.pk).select_related("department")
    questions = proposal.questions.select_related("department")
    cards = proposal.scorecards.all()
    appeal = Appeal.objects.filter(proposal=proposal).select_related("department").first()
    screening = getattr(proposal, "screening", None)
    return ScreeningRecord(
        opinions=list(opinions),
        questions=list(questions),
        scores=scores_of(cards),
        appeal=appeal,
        last_day_of_appeal=last_day_of_appeal(screening) if screening else None,
        **_deeds(person, proposal, appeal),
    )


def _deeds(person: Person, proposal: Proposal, appeal: Appeal | None) -> dict[str, Any]:
    """What the person may do: for showing links, not for deciding."""
    if not isinstance(person, User):
        return {}
    state, cycle = ProposalState(proposal.state), proposal.item.cycle
    standing = standing_of(person, cycle.area)
    screening = getattr(proposal, "screening", None)
    lead = screening.department_id if screening else None
    in_screening = state == ProposalState.IN_SCREENING

    def may(action: Action) -> bool:
        return is_open(cycle, action) and bool(standing.roles & WHO_MAY[action])

    judges = in_screening and may(Action.SCREEN_PROPOSAL)
    last_day = last_day_of_appeal(screening) if screening else None
    in_time = last_day is not None and timezone.localdate() <= last_day
    appealable = state == ProposalState.DECLINED and appeal is None and in_time
    concerned = appealable or in_screening
    writes = concerned and is_writer(person, proposal)
    return {
        "may_ask": judges and lead in standing.writes_for,
        "departments": standing.writes_for if judges else frozenset(),
        "may_answer": in_screening and writes and may(Action.ANSWER_QUESTION),
        "may_score": state in SCORED_IN and may(Action.SCORE_PROPOSAL),
        "may_appeal": appealable and writes and may(Action.APPEAL_SCREENING),
        "may_decide": state == ProposalState.APPEALED
        and may(Action.DECIDE_APPEAL)
        and lead not in standing.writes_for,
    }
