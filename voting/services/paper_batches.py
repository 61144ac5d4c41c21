"""Paper ballots: typed twice by two people, differences settled by a third, bound in the log."""

import secrets

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services.audit import record
from voting.crypto.entries import BATCH
from voting.crypto.errors import CheckFailed
from voting.crypto.packing import Choice
from voting.crypto.record.parts import Paper
from voting.errors import ElectionIsNot, EntryIsRefused
from voting.models import (
    Election,
    Electorate,
    HeldVote,
    LogEntry,
    PaperBatch,
    PaperTyping,
    SettledBallot,
    TypedBallot,
)
from voting.paper_words import CannotBeTyped, choice_of
from voting.permissions import require_clerk, require_registrar
from voting.registrar.counter import batches_bytes, read_bound
from voting.roll_errors import (
    BallotCannotBeRead,
    BallotsAreMissing,
    BatchIsBeyondYou,
    BatchIsTyped,
    FileIsRefused,
    NothingDiffers,
    PaperDoesNotAddUp,
)
from voting.selectors.frozen import FrozenVote
from voting.selectors.paper import (
    batches_to_bind,
    differing_numbers,
    missing_numbers,
    paper_of,
    what_does_not_add_up,
)
from voting.services.laying import lay_out
from voting.services.log import append_signed_entry
from voting.states import ElectionState

TURNS = 2


@transaction.atomic
def make_batch(*, actor: User, electorate: Electorate, size: int) -> PaperBatch:
    """Bundle so many ballots of an electorate, numbered from 1, once nobody votes any more.

    Raises:
        RoleIsRequired: the actor is no counter clerk.
        ElectionIsNot: the vote is not closed.
    """
    require_clerk(actor, electorate.election)
    election = Election.objects.select_for_update().get(pk=electorate.election_id)
    if election.state != ElectionState.CLOSED:
        raise ElectionIsNot(ElectionState.CLOSED, ElectionState(election.state))
    number = election.paper_batches.count() + 1
    batch = PaperBatch.objects.create(
        election=election,
        electorate=electorate,
        number=number,
        size=size,
        salt=secrets.token_hex(32),
    )
    record("make_batch", actor=actor, subject=batch, size=size)
    return batch


@transaction.atomic
def begin_typing(*, actor: User, batch: PaperBatch) -> PaperTyping:
    """Take on one of the two typings of a batch; one's own is taken up again.

    Raises:
        RoleIsRequired: the actor is no counter clerk.
        BatchIsTyped: two others have taken it on.
    """
    require_clerk(actor, batch.election)
    held = _hold(batch)
    own = held.typings.filter(by=actor).first()
    if own is not None:
        return own
    taken = held.typings.count()
    if taken >= TURNS or held.entry:
        raise BatchIsTyped
    return PaperTyping.objects.create(batch=held, turn=taken + 1, by=actor)


@transaction.atomic
def type_ballot(
    *, actor: User, vote: FrozenVote, batch: PaperBatch, number: int, typed: str
) -> TypedBallot:
    """Type one ballot of a batch that one has taken on; until it is handed in, also anew.

    Raises:
        RoleIsRequired, BatchIsBeyondYou: it is not the actor's to type.
        BatchIsTyped: it is handed in.
        BallotCannotBeRead: there is no such ballot, or none can say this.
    """
    require_clerk(actor, batch.election)
    typing = _own_typing(_hold(batch), actor)
    if not 1 <= number <= batch.size:
        raise BallotCannotBeRead
    choice = _choice(vote, typed)
    ballot, _created = TypedBallot.objects.update_or_create(
        typing=typing, number=number, defaults={"choice": list(choice)}
    )
    return ballot


@transaction.atomic
def finish_typing(*, actor: User, batch: PaperBatch) -> PaperTyping:
    """Hand a typing in: it does not change any more.

    Raises:
        RoleIsRequired, BatchIsBeyondYou: it is not the actor's.
        BatchIsTyped: it is handed in already.
        BallotsAreMissing: names them.
    """
    require_clerk(actor, batch.election)
    typing = _own_typing(_hold(batch), actor)
    if missing := missing_numbers(typing, batch.size):
        raise BallotsAreMissing(missing)
    typing.done_at = timezone.now()
    typing.save(update_fields=["done_at"])
    record("finish_typing", actor=actor, subject=batch, turn=typing.turn)
    return typing


@transaction.atomic
def settle_ballot(
    *, actor: User, vote: FrozenVote, batch: PaperBatch, number: int, typed: str
) -> SettledBallot:
    """Say what a ballot says that the two read differently, having looked at the paper.

    Raises:
        RoleIsRequired: the actor is no counter clerk.
        BatchIsBeyondYou: the actor typed it.
        NothingDiffers: or it is settled, or not both have typed it.
        BallotCannotBeRead
    """
    require_clerk(actor, batch.election)
    held = _hold(batch)
    if held.typings.filter(by=actor).exists():
        raise BatchIsBeyondYou
    if number not in differing_numbers(held):
        raise NothingDiffers
    choice = _choice(vote, typed)
    settled = SettledBallot.objects.create(batch=held, number=number, choice=list(choice), by=actor)
    record("settle_ballot", actor=actor, subject=batch, number=number)
    return settled


def batches_for_registrar(vote: FrozenVote, *, actor: User) -> bytes:
    """Count and fingerprint of each batch that is not bound yet, for the registrar to sign.

    Raises:
        RoleIsRequired, RoleIsMissing: the actor is not the registrar of this vote.
        PaperDoesNotAddUp: someone waits, a batch is unsettled, or the numbers differ.
    """
    require_registrar(actor, vote.pk)
    if problem := what_does_not_add_up(vote.pk):
        raise PaperDoesNotAddUp(problem)
    return batches_bytes(vote.definition, batches_to_bind(vote.pk))


@transaction.atomic
def take_bound_batches(*, actor: User, vote: FrozenVote, encoded: bytes) -> int:
    """Append the signed entries of the batches, all or none; how many. Again, none.

    Raises:
        RoleIsRequired, RoleIsMissing: the actor is not the registrar of this vote.
        FileIsRefused: names the check that fails.
    """
    require_registrar(actor, vote.pk)
    wanted = {batch.number: batch for batch in batches_to_bind(vote.pk)}
    taken = 0
    try:
        for number, entry in read_bound(vote.definition, encoded).items():
            batch = wanted.get(number)
            if batch is None:
                continue
            read = append_signed_entry(vote, entry)
            found = [getattr(read, name, None) for name in ("electorate", "count", "fingerprint")]
            if found != [batch.electorate, batch.count, batch.fingerprint]:
                raise FileIsRefused("paper-ballots")
            PaperBatch.objects.filter(election=vote.pk, number=number).update(entry=entry.hex())
            taken += 1
    except CheckFailed as failure:
        raise FileIsRefused(failure.check) from failure
    except EntryIsRefused as refusal:
        raise FileIsRefused(refusal.code) from refusal
    record("take_bound_batches", actor=actor, subject=f"election:{vote.pk}", batches=taken)
    return taken


def lay_out_papers(held: HeldVote) -> None:
    """Put the typed ballots on the board in the order of their entries, once all is mixed."""
    entries = LogEntry.objects.filter(held=held.pk, kind=BATCH).order_by("place__index")
    batches = {batch.entry: batch for batch in PaperBatch.objects.filter(election=held.pk)}
    for turn, encoded in enumerate(entries.values_list("encoded", flat=True), start=1):
        paper: Paper = paper_of(batches[bytes(encoded).hex()])
        lay_out(held, f"paper-{turn}.json", paper.encoded())


def _hold(batch: PaperBatch) -> PaperBatch:
    return PaperBatch.objects.select_for_update().get(pk=batch.pk)


def _own_typing(batch: PaperBatch, actor: User) -> PaperTyping:
    typing = batch.typings.filter(by=actor).first()
    if typing is None:
        raise BatchIsBeyondYou
    if typing.done_at is not None:
        raise BatchIsTyped
    return typing


def _choice(vote: FrozenVote, typed: str) -> Choice:
    try:
        return choice_of(typed, vote.definition.form.packing)
    except CannotBeTyped:
        raise BallotCannotBeRead from None
