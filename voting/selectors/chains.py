"""Where the ballots of one credential stand: for admitting the next, and for its holder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import F

from portal.lifecycle.phases import PhaseState
from voting.crypto.ballots import NO_TRACKER
from voting.crypto.entries import PAPER, REVOKED
from voting.models import LogEntry
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


# Written out, because it is asked for every ballot: to compose it anew took a third of the time
# of casting one.
_CHAIN: Final = """
SELECT credential.id, credential.electorate, election.state,
  (SELECT state FROM lifecycle_cyclephase WHERE cycle_id = %s AND phase = %s),
  (SELECT counter FROM voting_logentry
    WHERE credential_id = credential.id AND counter IS NOT NULL ORDER BY counter DESC LIMIT 1),
  (SELECT tracker FROM voting_logentry
    WHERE credential_id = credential.id AND counter IS NOT NULL ORDER BY counter DESC LIMIT 1),
  (SELECT kind FROM voting_logentry WHERE credential_id = credential.id AND counter IS NULL),
  -- From the moment at which the card was handed in; the registrar's entry follows.
  EXISTS (SELECT 1 FROM voting_papervoter WHERE election_id = %s AND credential = %s),
  (SELECT count FROM voting_challenges WHERE credential_id = credential.id),
  (SELECT kind FROM voting_logentry WHERE tracker = %s),
  EXISTS (SELECT 1 FROM voting_seenelement WHERE element IN ({halves}))
FROM voting_credential credential JOIN voting_election election ON election.id = credential.held_id
WHERE credential.held_id = %s AND credential.key = %s
"""


def chain_of(
    vote: FrozenVote, key: str, tracker: str = "", halves: Sequence[bytes] = ()
) -> Chain | None:
    """The chain of a listed credential. One query."""
    halves = halves or (b"",)  # Of no ballot: no element is empty.
    statement = _CHAIN.format(halves=", ".join(["%s"] * len(halves)))
    asked: tuple[int | str | bytes, ...]
    asked = (vote.cycle_id, vote.phase, vote.pk, key, tracker, *halves, vote.pk, key)
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        row = cursor.fetchone()
    if row is None:
        return None
    pk, electorate, state, phase, counter, previous, kind, on_paper, challenges, same, seen = row
    return Chain(
        vote=vote,
        credential_id=pk,
        electorate=electorate,
        state=state,
        phase_is_open=phase == PhaseState.OPEN,
        counter=0 if counter is None else counter + 1,
        previous=previous or NO_TRACKER.hex(),
        excluded=EXCLUDED.get(kind, EXCLUDED[PAPER] if on_paper else ""),
        challenges=challenges or 0,
        tracker_kind=same,
        halves_seen=bool(seen),
    )


def ballots_of(credential_id: int) -> list[dict[str, Any]]:
    """Counter, tracker and place in the log (None before it is sequenced), in order."""
    own = LogEntry.objects.filter(credential=credential_id, counter__isnull=False)
    rows = own.order_by("counter").values("counter", "tracker", index=F("place__index"))
    return [dict(row) for row in rows]
