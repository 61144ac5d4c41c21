"""Paper ballots as they stand: who waits, what is typed, what differs, what is audited."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from portal.accounts.models import User
from voting.crypto.packing import Choice
from voting.crypto.record.parts import Paper
from voting.models import (
    Election,
    PaperBatch,
    PaperDesk,
    PaperTyping,
    PaperVoter,
    SettledBallot,
    TypedBallot,
)
from voting.registrar.counter import TypedBatch
from voting.states import PaperState

SMALLEST_SHOWN = 5


def missing_numbers(typing: PaperTyping, size: int) -> list[int]:
    typed = set(typing.ballots.values_list("number", flat=True))
    return [number for number in range(1, size + 1) if number not in typed]


def readings_of(batch: PaperBatch) -> list[dict[int, list[int]]]:
    """What each of the two typed, by number; those alone that are handed in."""
    rows = TypedBallot.objects.filter(typing__batch=batch, typing__done_at__isnull=False)
    readings: dict[int, dict[int, list[int]]] = {}
    for turn, number, choice in rows.values_list("typing__turn", "number", "choice"):
        readings.setdefault(turn, {})[number] = choice
    return [readings[turn] for turn in sorted(readings)]


def differing_numbers(batch: PaperBatch) -> list[int]:
    """The ballots on which the two do not agree and which nobody has settled."""
    readings = readings_of(batch)
    if len(readings) < 2:
        return []
    settled = set(SettledBallot.objects.filter(batch=batch).values_list("number", flat=True))
    first, second = readings
    return [n for n in sorted(first) if first[n] != second.get(n) and n not in settled]


def is_settled(batch: PaperBatch) -> bool:
    return len(readings_of(batch)) == 2 and not differing_numbers(batch)


def paper_of(batch: PaperBatch) -> Paper:
    """The ballots of a settled batch, in the order of their numbers."""
    readings = readings_of(batch)
    said = dict(readings[0])
    said |= dict(SettledBallot.objects.filter(batch=batch).values_list("number", "choice"))
    choices = tuple(tuple(said[number]) for number in sorted(said))
    return Paper(batch.electorate.position, bytes.fromhex(batch.salt), choices)


def what_does_not_add_up(election_id: int) -> str:
    """Why the batches cannot be bound yet, in words; empty where they can."""
    voters = PaperVoter.objects.filter(election=election_id)
    if voters.filter(state=PaperState.WAITING).exists():
        return _("名簿管理者の署名を待っている人がいます。先に署名を受け取ってください。")
    batches = list(PaperBatch.objects.filter(election=election_id).select_related("electorate"))
    for batch in batches:
        if not is_settled(batch):
            return _("束%(number)dの入力か判定が終わっていません。") % {"number": batch.number}
    given = dict(
        voters.filter(state=PaperState.EXCLUDED)
        .values_list("electorate")
        .annotate(n=Count("pk"))
        .order_by()
    )
    typed = Counter[int]()
    for batch in batches:
        typed[batch.electorate_id] += batch.size
    if Counter(given) != typed:
        said = _(
            "紙で投票した人は%(given)d人、入力した票は%(typed)d票です。同じ数になるように、票を数え直してください。"
        )
        return said % {"given": sum(given.values()), "typed": typed.total()}
    return ""


def batches_to_bind(election_id: int) -> list[TypedBatch]:
    batches = PaperBatch.objects.filter(election=election_id, entry="").select_related("electorate")
    return [
        TypedBatch(
            batch.number, batch.electorate.position, batch.size, paper_of(batch).fingerprint()
        )
        for batch in batches
    ]


@dataclass(frozen=True)
class DeskCount:
    """How many voted on paper at a desk; None where so few that it could tell of someone."""

    desk: PaperDesk
    voters: int | None


def counted_by_desk(election: Election) -> list[DeskCount]:
    """Each channel with its number of people."""
    desks = election.desks.annotate(n=Count("voters"))
    return [DeskCount(d, d.n if d.n == 0 or d.n >= SMALLEST_SHOWN else None) for d in desks]


def waiting_at(desk: PaperDesk) -> int:
    """Those of the desk whose exclusion is not in the log yet."""
    return desk.voters.filter(state=PaperState.WAITING).count()


Shown = Callable[[Choice], str]


@dataclass(frozen=True)
class BatchShown:
    """A batch as the list shows it to one clerk: how far it is, and what is theirs to do."""

    batch: PaperBatch
    finished: int
    differing: int
    may_type: bool
    may_settle: bool


def batches_of(election: Election, clerk: User) -> list[BatchShown]:
    """Three queries, and three more for a batch that both have typed."""
    batches = list(election.paper_batches.select_related("electorate").prefetch_related("typings"))
    return [_shown(batch, clerk) for batch in batches]


def _shown(batch: PaperBatch, clerk: User) -> BatchShown:
    typings = list(batch.typings.all())
    finished = sum(typing.done_at is not None for typing in typings)
    own = next((typing for typing in typings if typing.by_id == clerk.pk), None)
    free = not own and len(typings) < 2
    differing = len(differing_numbers(batch)) if finished == 2 and not batch.entry else 0
    return BatchShown(
        batch,
        finished,
        differing,
        may_type=not batch.entry and (free or bool(own and own.done_at is None)),
        may_settle=bool(differing) and own is None,
    )


@dataclass(frozen=True)
class TypingShown:
    """One's own typing: what was typed so far, and the first number that is missing."""

    ballots: list[tuple[int, str]]
    next: int
    is_whole: bool
    is_done: bool


def typing_of(batch: PaperBatch, clerk: User, said: Shown) -> TypingShown | None:
    """None where the clerk has not taken the batch on."""
    typing = batch.typings.filter(by=clerk).first()
    if typing is None:
        return None
    rows = typing.ballots.values_list("number", "choice")
    missing = missing_numbers(typing, batch.size)
    return TypingShown(
        [(number, said(tuple(choice))) for number, choice in rows],
        missing[0] if missing else 1,
        not missing,
        typing.done_at is not None,
    )


@dataclass(frozen=True)
class Difference:
    number: int
    first: str
    second: str


def differences_in(batch: PaperBatch, said: Shown) -> list[Difference]:
    """What the two read, ballot by ballot, where they do not agree."""
    numbers = differing_numbers(batch)
    if not numbers:
        return []
    first, second = readings_of(batch)
    return [Difference(n, said(tuple(first[n])), said(tuple(second[n]))) for n in numbers]
