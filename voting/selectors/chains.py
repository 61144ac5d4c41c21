"""Where the ballots of one credential stand: for admitting the next, and for its holder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery

from portal.lifecycle.models import CyclePhase
from portal.lifecycle.phases import PhaseState
from voting.crypto.ballots import NO_TRACKER
from voting.crypto.entries import PAPER, REVOKED
from voting.models import Credential, LogEntry, PaperVoter, SeenElement
from voting.selectors.frozen import FrozenVote

EXCLUDED = {REVOKED: "revoked", PAPER: "voted_on_paper"}


@dataclass(frozen=True)
class Chain:
    """`counter` and `previous` are those that the next ballot has to name.

    `tracker_kind`: of the entry that bears the tracker asked about, if there is one.
    """

    vote: FrozenVote
    credential_id: int
    electorate: int
    state: str
    phase_is_open: bool
    counter: int
    previous: str
    excluded: str
    challenges: int
    tracker_kind: int | None
    halves_seen: bool


def chain_of(
    vote: FrozenVote, key: str, tracker: str = "", halves: Sequence[bytes] = ()
) -> Chain | None:
    """The chain of a listed credential. One query."""
    own = LogEntry.objects.filter(credential=OuterRef("pk"))
    last = own.filter(counter__isnull=False).order_by("-counter")
    phase = CyclePhase.objects.filter(cycle=vote.cycle_id, phase=vote.phase)
    same = LogEntry.objects.filter(tracker=tracker)
    row: dict[str, Any] | None = (
        Credential.objects.filter(held=vote.pk, key=key)
        .values("pk", "electorate", state=F("held__election__state"))
        .annotate(
            phase=Subquery(phase.values("state")[:1]),
            counter=Subquery(last.values("counter")[:1]),
            previous=Subquery(last.values("tracker")[:1]),
            excluded=Subquery(own.filter(counter=None).values("kind")[:1]),
            spoilt=F("challenges__count"),
            tracker_kind=Subquery(same.values("kind")[:1]),
            # From the moment at which the card was handed in; the registrar's entry follows.
            on_paper=Exists(PaperVoter.objects.filter(election=vote.pk, credential=key)),
            seen=Exists(SeenElement.objects.filter(element__in=list(halves))),
        )
        .first()
    )
    if row is None:
        return None
    return Chain(
        vote=vote,
        credential_id=row["pk"],
        electorate=row["electorate"],
        state=row["state"],
        phase_is_open=row["phase"] == PhaseState.OPEN,
        counter=0 if row["counter"] is None else row["counter"] + 1,
        previous=row["previous"] or NO_TRACKER.hex(),
        excluded=EXCLUDED.get(row["excluded"], EXCLUDED[PAPER] if row["on_paper"] else ""),
        challenges=row["spoilt"] or 0,
        tracker_kind=row["tracker_kind"],
        halves_seen=row["seen"],
    )


def ballots_of(credential_id: int) -> list[dict[str, Any]]:
    """Counter, tracker and place in the log (None before it is sequenced), in order."""
    own = LogEntry.objects.filter(credential=credential_id, counter__isnull=False)
    rows = own.order_by("counter").values("counter", "tracker", index=F("place__index"))
    return [dict(row) for row in rows]
