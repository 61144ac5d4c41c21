"""Who votes on paper: at the counter, then excluded in the log by the registrar's signature."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.registers.models import Area
from voting.crypto.errors import CheckFailed
from voting.eligibility import Moment, Refusal, refusal_of
from voting.errors import ElectionIsNot, EntryIsRefused
from voting.locks import hold_for_casting
from voting.models import Credential, Election, LogEntry, PaperDesk, PaperVoter, RollEntry
from voting.permissions import require_clerk, require_registrar
from voting.registrar.counter import Request, read_answer, requests_bytes
from voting.roll_errors import CannotVote, CardIsUnknown, FileIsRefused
from voting.selectors.frozen import FrozenVote
from voting.services.log import append_signed_entry
from voting.states import DeskKind, ElectionState, PaperState


@transaction.atomic
def open_desk(
    *,
    actor: User,
    election: Election,
    kind: DeskKind,
    name_ja: str,
    name_en: str,
    area: Area | None = None,
    held_on: date | None = None,
) -> PaperDesk:
    """Say where one votes on paper: a counter, or an outreach session on a day.

    Raises:
        RoleIsRequired: the actor is no counter clerk.
        ElectionIsNot: the vote is closed.
    """
    require_clerk(actor, election)
    _require_before_closing(election)
    desk = PaperDesk.objects.create(
        election=election, kind=kind, name_ja=name_ja, name_en=name_en, area=area, held_on=held_on
    )
    record("open_desk", actor=actor, subject=election, desk=desk.pk, kind=kind)
    return desk


@transaction.atomic
def admit_by_card(
    *, actor: User, desk: PaperDesk, vote: FrozenVote, credential: str, now: datetime
) -> PaperVoter:
    """Take note that the holder of a card votes on paper; nothing is cast with it from now on.

    Who is casting with it at this moment has finished, or is refused.

    Raises:
        RoleIsRequired: the actor is no counter clerk.
        CannotVote: the vote is not open, or the card was handed in before.
        CardIsUnknown: it is not listed, or excluded.
    """
    require_clerk(actor, desk.election)
    _require_open(desk.election, now)
    listed = Credential.objects.filter(held=vote.pk, key=credential).first()
    if listed is None:
        raise CardIsUnknown
    hold_for_casting(vote.pk, vote.cycle_id, vote.phase, credential)
    if LogEntry.objects.filter(credential=listed, counter=None).exists():
        raise CardIsUnknown
    electorate = desk.election.electorates.get(position=listed.electorate)
    return _admit(actor, desk, electorate=electorate, credential=credential)


@transaction.atomic
def admit_by_roll(*, actor: User, desk: PaperDesk, voter_no: str, now: datetime) -> PaperVoter:
    """Take note that someone without a card votes on paper, in an envelope until it is confirmed.

    Raises:
        RoleIsRequired: the actor is no counter clerk.
        CannotVote: names why the roll gives them no vote, or none now.
    """
    require_clerk(actor, desk.election)
    election = desk.election
    entries = RollEntry.objects.of(election).select_related("electorate")
    entry = entries.filter(voter_no=voter_no).first()
    rule = (entry.electorate if entry else election.electorates.earliest("position")).rule
    on_paper = PaperVoter.objects.filter(entry=entry).exists() if entry else False
    moment = Moment(now, election.opens_at, election.closes_at, on_paper=on_paper)
    refusal = refusal_of(rule, entry.person if entry else None, moment)
    if refusal or entry is None:
        raise CannotVote(refusal or Refusal.NOT_ON_ROLL)
    _require_open(election, now)
    return _admit(actor, desk, electorate=entry.electorate, entry=entry)


def _admit(actor: User, desk: PaperDesk, **who: object) -> PaperVoter:
    try:
        with transaction.atomic():
            voter = PaperVoter.objects.create(election=desk.election, desk=desk, by=actor, **who)
    except IntegrityError:
        raise CannotVote(Refusal.VOTED_ON_PAPER) from None
    record("admit_paper_voter", actor=actor, subject=desk.election, desk=desk.pk)
    return voter


def requests_for_registrar(vote: FrozenVote, *, actor: User) -> bytes:
    """Who waits for an exclusion, as the registrar's tool reads it.

    Raises:
        RoleIsRequired, RoleIsMissing: the actor is not the registrar of this vote.
    """
    require_registrar(actor, vote.pk)
    waiting = PaperVoter.objects.filter(election=vote.pk, state=PaperState.WAITING)
    rows = waiting.order_by("pk").values_list("pk", "entry__voter_no", "credential")
    requests = [Request(pk, entry or "", bytes.fromhex(key)) for pk, entry, key in rows]
    return requests_bytes(vote.definition, requests)


@transaction.atomic
def take_exclusions(*, actor: User, vote: FrozenVote, encoded: bytes) -> tuple[int, int]:
    """Append what the registrar signed, whole or not at all; how many were done and refused.

    The same file again changes nothing.

    Raises:
        RoleIsRequired, RoleIsMissing: the actor is not the registrar of this vote.
        FileIsRefused: names the check that fails.
    """
    require_registrar(actor, vote.pk)
    try:
        answer = read_answer(vote.definition, encoded)
        for entry in answer.entries:
            append_signed_entry(vote, entry)
    except CheckFailed as failure:
        raise FileIsRefused(failure.check) from failure
    except EntryIsRefused as refusal:
        raise FileIsRefused(refusal.code) from refusal
    own = PaperVoter.objects.filter(election=vote.pk)
    done = own.filter(pk__in=answer.done).update(state=PaperState.EXCLUDED)
    refused = own.filter(pk__in=answer.refused, state=PaperState.WAITING)
    told = done, refused.update(state=PaperState.REFUSED)
    record("take_exclusions", actor=actor, subject=f"election:{vote.pk}", done=done)
    return told


def _require_open(election: Election, now: datetime) -> None:
    moment = Moment(now, election.opens_at, election.closes_at)
    if moment.opens is None or now < moment.opens or election.state == ElectionState.FROZEN:
        raise CannotVote(Refusal.NOT_OPEN_YET)
    if election.state != ElectionState.OPEN or (moment.closes and now >= moment.closes):
        raise CannotVote(Refusal.CLOSED)


def _require_before_closing(election: Election) -> None:
    if election.state not in (ElectionState.PREPARED, ElectionState.FROZEN, ElectionState.OPEN):
        raise ElectionIsNot(ElectionState.OPEN, ElectionState(election.state))
