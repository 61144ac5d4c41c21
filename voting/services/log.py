"""The log grows: entries are appended, then sequenced in batches, and each batch has its head."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from voting.crypto.draw import SystemDraw
from voting.crypto.entries import (
    BALLOT,
    BATCH,
    CLOSED,
    DESTROYED,
    PAPER,
    REVOKED,
    SPOILT,
    Closed,
    Entry,
    IndexDestroyed,
    PaperBatch,
    Revoked,
    SignedEntry,
    VotedOnPaper,
    check_entry_signature,
    entry_bytes,
    entry_leaf,
    read_entry,
    sign_entry,
)
from voting.crypto.errors import CheckFailed
from voting.crypto.heads import Head, sign_head
from voting.crypto.merkle import Hash, Node, answered, frontier, grown
from voting.crypto.wire import proof_bytes
from voting.errors import EntryIsRefused, LogKeyIsLost
from voting.locks import hold_for_casting, hold_log
from voting.models import Credential, Election, HeldVote, LogEntry, LogHead, LogNode, Place
from voting.selectors.board import file_on
from voting.selectors.frozen import FrozenVote, frozen_vote
from voting.selectors.log import last_head, nodes_of
from voting.states import ElectionState
from voting.trustee.vote import VOTE

logger = logging.getLogger(__name__)
# Within a batch: ballots before what excludes their credential or ends casting.
ORDER = {BALLOT: 0, SPOILT: 1, REVOKED: 2, PAPER: 2, CLOSED: 3, BATCH: 4, DESTROYED: 5}
# Until the record is laid out the log may grow; afterwards trustees mix what it says.
GROWS = (ElectionState.OPEN, ElectionState.CLOSED)
ROWS_AT_ONCE = 2_000


def append_signed_entry(vote: FrozenVote, encoded: bytes) -> Entry:
    """Append what the registrar signed: a revocation, someone who votes on paper, a paper batch.

    The same entry a second time changes nothing.

    Raises:
        EntryIsRefused: it is none of these, not the registrar's, of no listed credential, of one
            that was excluded before, or the record lies with the trustees already.
    """
    definition = vote.definition
    try:
        entry = read_entry(definition, encoded, "entry")
        if not isinstance(entry, Revoked | VotedOnPaper | PaperBatch | IndexDestroyed):
            raise EntryIsRefused("log-entry")
        check_entry_signature(definition, entry)
    except CheckFailed as failure:
        raise EntryIsRefused(failure.check) from None
    with transaction.atomic():
        _append(vote, entry, encoded)
    if isinstance(entry, IndexDestroyed):
        # It comes long after the vote, when no chore looks at its log any more.
        sequence(vote)
    return entry


def _append(vote: FrozenVote, entry: SignedEntry, encoded: bytes) -> None:
    credential = None
    leaf = entry_leaf(vote.definition, encoded).hex()
    key = entry.credential.hex() if isinstance(entry, Revoked | VotedOnPaper) else "00" * 32
    # Whoever casts with this key has finished, or finds the exclusion.
    hold_for_casting(vote.pk, vote.cycle_id, vote.phase, key)
    hold_log(vote.pk)
    if LogEntry.objects.filter(leaf=leaf).exists():
        return
    if isinstance(entry, Revoked | VotedOnPaper):
        credential = Credential.objects.filter(held=vote.pk, key=key).first()
        if credential is None:
            raise EntryIsRefused("unlisted-credential")
        if LogEntry.objects.filter(credential=credential, counter=None).exists():
            raise EntryIsRefused("excluded-credential")
    if not isinstance(entry, IndexDestroyed):
        _require_growing(vote)
    LogEntry.objects.create(
        leaf=leaf, held_id=vote.pk, kind=encoded[0], encoded=encoded, credential=credential
    )


def _require_growing(vote: FrozenVote) -> None:
    state = Election.objects.values_list("state", flat=True).get(pk=vote.pk)
    if state not in GROWS or file_on(vote.pk, VOTE):
        raise EntryIsRefused("closing")


@transaction.atomic
def sequence(vote: FrozenVote) -> int:
    """Give every waiting entry its place and sign the head; how many there were.

    Safe for any number of workers: one at a time does it, and a place is given once. Killed in
    the middle, it has done nothing.

    Raises:
        LogKeyIsLost
    """
    hold_log(vote.pk)
    waiting = list(
        LogEntry.objects.filter(held=vote.pk, place=None).values_list("leaf", "kind", "counter")
    )
    if not waiting:
        return 0
    waiting.sort(key=lambda row: (ORDER[row[1]], row[2] or 0, row[0]))
    head = last_head(vote.pk)
    size = head.size if head else 0
    leaves = [leaf for leaf, _, _ in waiting]
    Place.objects.bulk_create(
        (
            Place(entry_id=leaf, held_id=vote.pk, index=index)
            for index, leaf in enumerate(leaves, start=size)
        ),
        batch_size=ROWS_AT_ONCE,
    )
    _sign_head(vote, size, [bytes.fromhex(leaf) for leaf in leaves])
    return len(leaves)


def _sign_head(vote: FrozenVote, size: int, leaves: list[Hash]) -> None:
    ends = nodes_of(vote.pk, frontier(size))
    new = grown(size, ends, leaves)
    LogNode.objects.bulk_create(
        (
            LogNode(held_id=vote.pk, level=level, index=index, root=root.hex())
            for (level, index), root in new.items()
            if level
        ),
        batch_size=ROWS_AT_ONCE,
    )
    known: dict[Node, Hash] = ends | new
    after = size + len(leaves)
    head = Head(after, answered(after, lambda tree: tree.root(), known))
    signature = sign_head(vote.definition, head, vote.log_key, SystemDraw())
    LogHead.objects.create(
        held_id=vote.pk,
        size=after,
        root=head.root.hex(),
        signature=proof_bytes(vote.definition.group, signature).hex(),
    )


def sequence_due(now: datetime | None = None) -> int:
    """Sequence every log in which entries wait and whose last batch is old enough; how many.

    A lost key is told in the log of the process, and keeps no other vote waiting.
    """
    before = (now or timezone.now()) - timedelta(seconds=settings.LOG_DELAY / 2)
    waiting = LogEntry.objects.filter(held=OuterRef("pk"), place=None)
    young = LogHead.objects.filter(held=OuterRef("pk"), at__gt=before)
    grows = HeldVote.objects.filter(fingerprint__isnull=False, election__state__in=GROWS)
    due = grows.filter(~Exists(young), Exists(waiting))
    return sum(_sequence_quietly(fingerprint) for fingerprint in due.values_list("fingerprint"))


def _sequence_quietly(row: tuple[str | None]) -> int:
    vote = frozen_vote(row[0] or "")
    try:
        return sequence(vote) if vote else 0
    except LogKeyIsLost as lost:
        logger.critical("%s", lost)
        return 0


@transaction.atomic
def close_log(vote: FrozenVote) -> None:
    """Append that the vote is closed, signed by the log, and sequence all that waits.

    Raises:
        LogKeyIsLost
    """
    closed = sign_entry(vote.definition, Closed, vote.log_key, SystemDraw())
    encoded = entry_bytes(vote.definition, closed)
    leaf = entry_leaf(vote.definition, encoded).hex()
    LogEntry.objects.create(leaf=leaf, held_id=vote.pk, kind=CLOSED, encoded=encoded)
    sequence(vote)
