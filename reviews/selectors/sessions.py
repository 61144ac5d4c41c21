"""Sessions in numbers that cannot be prettied, and what earlier ones left open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from reviews.deadlines import Timeliness
from reviews.models import Commitment, ReviewSession
from reviews.states import CommitmentState, SessionState

TOOK_PLACE = frozenset({SessionState.HELD, SessionState.FOLLOW_UP_OUT})


@dataclass(frozen=True)
class Share:
    """How many of how many; `percent` is None where there are none to count."""

    of_those: int
    all: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.of_those / self.all) if self.all else None


@dataclass(frozen=True)
class SessionStatistics:
    """All sessions ever announced. One whose day went by without being held is counted as missed.

    Memos and follow-ups count from the moment at which they were due.
    """

    scheduled: int
    held: int
    cancelled: int
    missed: int
    to_come: int
    memos: Share
    follow_ups: Share


@dataclass(frozen=True)
class CommitmentStatistics:
    """Of those whose day has come: kept means done by the day that was promised first."""

    kept: Share
    open: int
    overdue: int
    renegotiated: int


def session_statistics(
    sessions: Iterable[ReviewSession], *, now: datetime | None = None
) -> SessionStatistics:
    """One query for a query set, however many."""
    moment, rows = now or timezone.now(), list(sessions)
    waiting = [s for s in rows if s.state in {SessionState.SCHEDULED, SessionState.MEMO_OUT}]
    missed = [s for s in waiting if timezone.localdate(s.scheduled_at) < timezone.localdate(moment)]
    return SessionStatistics(
        scheduled=len(rows),
        held=sum(s.state in TOOK_PLACE for s in rows),
        cancelled=sum(s.state == SessionState.CANCELLED for s in rows),
        missed=len(missed),
        to_come=len(waiting) - len(missed),
        memos=_on_time([s.memo_timeliness(moment) for s in rows if _memo_counts(s)]),
        follow_ups=_on_time([s.follow_up_timeliness(moment) for s in rows if s.held_at]),
    )


def commitment_statistics(commitments: Iterable[Commitment]) -> CommitmentStatistics:
    """One query for a query set, however many."""
    rows = list(commitments)
    states = [commitment.current_state for commitment in rows]
    closed = [state for state in states if state != CommitmentState.OPEN]
    return CommitmentStatistics(
        kept=Share(sum(commitment.was_kept for commitment in rows), len(closed)),
        open=states.count(CommitmentState.OPEN),
        overdue=states.count(CommitmentState.OVERDUE),
        renegotiated=states.count(CommitmentState.RENEGOTIATED),
    )


def left_open_before(session: ReviewSession) -> QuerySet[Commitment]:
    """What the projects of a session still owe from earlier ones."""
    return (
        Commitment.objects.unmet()
        .listed()
        .filter(project__in=session.projects.all())
        .exclude(session=session)
        .order_by("due_on", "item")
    )


def _memo_counts(session: ReviewSession) -> bool:
    """A session that was cancelled before its memo was due owed none."""
    cancelled = session.cancelled_at
    return session.memo_out_at is not None or cancelled is None or cancelled > session.memo_due_at


def _on_time(found: list[Timeliness]) -> Share:
    due = [t for t in found if t != Timeliness.TO_COME]
    return Share(due.count(Timeliness.ON_TIME), len(due))
