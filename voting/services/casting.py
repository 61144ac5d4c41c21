"""Casting and spoiling ballots. The portal holds no castable ballot before the voter chose.

Nothing is kept of who asks, from where and when. What is stored is durable when the promise is
given, and every step may be repeated: the same request gets the same answer.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from voting.crypto.asking import check_challenge
from voting.crypto.ballots import MOST_CHANGES, Ballot, check_ballot
from voting.crypto.draw import keyed_draw
from voting.crypto.entries import BALLOT, SPOILT, Spoilt, entry_bytes, entry_leaf, read_entry
from voting.crypto.errors import CheckFailed
from voting.crypto.heads import check_receipt, sign_promise, sign_receipt, sign_spoilt
from voting.crypto.signatures import Signature
from voting.errors import CastingRefused
from voting.locks import hold_for_casting
from voting.models import Challenges, LogEntry, SeenElement
from voting.selectors.chains import Chain, chain_of
from voting.selectors.frozen import FrozenVote
from voting.states import ElectionState

MOST_CHALLENGES = 20
T = TypeVar("T")


def give_receipt(vote: FrozenVote, tracker: bytes) -> Signature:
    """Sign that a ballot of this tracker was committed to; nothing is stored.

    Raises:
        CastingRefused: not_open_yet or closed, by the clock alone.
        LogKeyIsLost
    """
    _require_time(vote, timezone.now())
    group = vote.definition.group
    draw = keyed_draw(vote.log_key, group, "receipt", vote.definition.fingerprint + tracker)
    return sign_receipt(vote.definition, tracker, vote.log_key, draw)


def cast_ballot(vote: FrozenVote, encoded: bytes, receipt: Signature) -> tuple[bytes, Signature]:
    """Store a ballot durably; its tracker, and the promise that it will be in the log.

    The same ballot a second time gets the same promise and changes nothing.

    Raises:
        CastingRefused: by the name of what does not hold.
        LogKeyIsLost
    """
    ballot, tracker = _checked_ballot(vote, encoded, receipt)
    promise = promise_of(vote, BALLOT, tracker)
    _stored_once(lambda: _store_ballot(vote, ballot, tracker, encoded))
    return tracker, promise


def spoil_ballot(
    vote: FrozenVote, tracker: bytes, receipt: Signature, credential: bytes, asked: Signature
) -> Signature:
    """Write into the log that the ballot of this tracker was challenged: it is never cast.

    The same a second time gets the same promise.

    Raises:
        CastingRefused: by the name of what does not hold.
        LogKeyIsLost
    """
    definition = vote.definition
    _require_receipt(vote, tracker, receipt)
    try:
        if not definition.group.is_element(credential):
            raise CastingRefused("unlisted-credential")
        check_challenge(definition, tracker, credential, asked)
    except CheckFailed as failure:
        raise CastingRefused(failure.check, failure.where) from None
    promise = promise_of(vote, SPOILT, tracker)
    _stored_once(lambda: _store_spoilt(vote, tracker, credential.hex()))
    return promise


def promise_of(vote: FrozenVote, kind: int, tracker: bytes) -> Signature:
    """The promise for an entry, the same whenever it is given."""
    sign, purpose = {BALLOT: (sign_promise, "promise"), SPOILT: (sign_spoilt, "spoilt")}[kind]
    message = vote.definition.fingerprint + tracker
    draw = keyed_draw(vote.log_key, vote.definition.group, purpose, message)
    return sign(vote.definition, tracker, vote.log_key, draw)


def _checked_ballot(vote: FrozenVote, encoded: bytes, receipt: Signature) -> tuple[Ballot, bytes]:
    """The ballot, right in itself, and committed to before."""
    definition = vote.definition
    try:
        ballot = read_entry(definition, encoded, "ballot")
        if not isinstance(ballot, Ballot):
            raise CastingRefused("log-entry")
        tracker = ballot.unsigned.tracker(definition.group)
        _require_receipt(vote, tracker, receipt)
        key = definition.trustees.key
        check_ballot(definition.group, key, ballot, definition.elements)
    except CheckFailed as failure:
        raise CastingRefused(failure.check, failure.where) from None
    return ballot, tracker


def _require_receipt(vote: FrozenVote, tracker: bytes, receipt: Signature) -> None:
    try:
        check_receipt(vote.definition, tracker, receipt)
    except CheckFailed:
        raise CastingRefused("no_receipt") from None


def _stored_once(store: Callable[[], None]) -> None:
    """Run a transaction; where another was quicker, look once more at what it left behind."""
    try:
        store()
    except IntegrityError:
        store()


@transaction.atomic
def _store_ballot(vote: FrozenVote, ballot: Ballot, tracker: bytes, encoded: bytes) -> None:
    place = ballot.unsigned.place
    halves = [half for c in ballot.unsigned.row for half in (c.alpha, c.beta)]
    chain = _held_chain(vote, place.credential, tracker, halves)
    if chain.tracker_kind == BALLOT:
        return
    _require_chain(chain)
    if place.counter > MOST_CHANGES or chain.counter > MOST_CHANGES:
        raise CastingRefused("too_many_changes")
    if (place.counter, place.previous.hex()) != (chain.counter, chain.previous):
        raise CastingRefused("ballot-chain")
    if chain.halves_seen or len(set(halves)) != len(halves):
        raise CastingRefused("copied-ciphertext")
    SeenElement.objects.bulk_create(SeenElement(element=half) for half in halves)
    LogEntry.objects.create(
        leaf=entry_leaf(vote.definition, encoded).hex(),
        held_id=vote.pk,
        kind=BALLOT,
        encoded=encoded,
        tracker=tracker.hex(),
        credential_id=chain.credential_id,
        counter=place.counter,
    )


@transaction.atomic
def _store_spoilt(vote: FrozenVote, tracker: bytes, credential: str) -> None:
    chain = _held_chain(vote, bytes.fromhex(credential), tracker, [])
    if chain.tracker_kind == SPOILT:
        return
    _require_chain(chain)
    if chain.challenges >= MOST_CHALLENGES:
        raise CastingRefused("too_many_challenges")
    Challenges.objects.update_or_create(
        credential_id=chain.credential_id,
        defaults={"count": F("count") + 1},
        create_defaults={"count": 1},
    )
    encoded = entry_bytes(vote.definition, Spoilt(tracker))
    leaf = entry_leaf(vote.definition, encoded).hex()
    LogEntry.objects.create(
        leaf=leaf, held_id=vote.pk, kind=SPOILT, encoded=encoded, tracker=tracker.hex()
    )


def _held_chain(vote: FrozenVote, credential: bytes, tracker: bytes, halves: list[bytes]) -> Chain:
    """The credential's chain, to oneself until the commit, while the vote is kept open."""
    key = credential.hex()
    hold_for_casting(vote.pk, vote.cycle_id, vote.phase, key)
    chain = chain_of(vote, key, tracker.hex(), halves)
    if chain is None:
        _require_time(vote, timezone.now())
        raise CastingRefused("unlisted-credential")
    return chain


def _require_chain(chain: Chain) -> None:
    """The vote is open, the credential not excluded, and the tracker not of the other kind."""
    require_open(chain.vote, chain.state, phase_is_open=chain.phase_is_open)
    if chain.excluded:
        raise CastingRefused(chain.excluded)
    if chain.tracker_kind is not None:
        raise CastingRefused("spoilt-ballot")


def require_open(vote: FrozenVote, state: str, *, phase_is_open: bool) -> None:
    _require_time(vote, timezone.now())
    if state == ElectionState.FROZEN:
        raise CastingRefused("not_open_yet")
    if state != ElectionState.OPEN or not phase_is_open:
        raise CastingRefused("closed")


def _require_time(vote: FrozenVote, now: datetime) -> None:
    if now < vote.opens_at:
        raise CastingRefused("not_open_yet")
    if now >= vote.closes_at:
        raise CastingRefused("closed")
