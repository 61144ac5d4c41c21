"""Registering a key online: a proven identity gives one permission, which takes one key."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.services import admit
from voting.eligibility import Refusal, standing_of
from voting.matching import Identity, found_among
from voting.models import (
    Election,
    OnlineRegistration,
    PaperVoter,
    RegistrationPermission,
    Roll,
    RollEntry,
)
from voting.roll_errors import (
    CannotVote,
    KeyIsRegistered,
    PermissionIsOver,
    RegistrationDatesDoNotFit,
    RegistrationIsNotOpen,
    RollIsFixed,
    SealedKeyIsBroken,
)
from voting.selectors.deeds import RUNNING
from voting.selectors.registrations import takes_registrations
from voting.services.ballots import hold_election
from voting.states import ElectionKind, ElectionState

PERMISSION_MINUTES = 30
# An element, and under the pad a second one with its proof, in ristretto255.
SEALED = re.compile("[0-9a-f]{256}")
KEY = re.compile("[0-9a-f]{64}")


@transaction.atomic
def offer_registration(
    *, actor: User, election: Election, key: str, opens_at: datetime, closes_at: datetime
) -> Roll:
    """Let people register online between two moments; `key` is the registrar's for this.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the vote.
        ElectionIsNot: the vote is no longer being prepared.
        RegistrationDatesDoNotFit: or the key is none.
        RollIsFixed: someone registered for another key, or the registrar has the roll.
    """
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    held = hold_election(election, ElectionState.PREPARED)
    late = held.opens_at is not None and closes_at > held.opens_at
    if opens_at >= closes_at or late or not KEY.fullmatch(key):
        raise RegistrationDatesDoNotFit
    roll, _created = Roll.objects.select_for_update().get_or_create(election=held)
    registered = OnlineRegistration.objects.filter(entry__election=held).exists()
    if roll.handed_over_at or (registered and key != roll.registrar_key):
        raise RollIsFixed
    roll.registrar_key = key
    roll.registration_opens_at, roll.registration_closes_at = opens_at, closes_at
    roll.save()
    record("offer_registration", actor=actor, subject=held, closes_at=closes_at.isoformat())
    return roll


@transaction.atomic
def permit_registration(*, election: Election, identity: Identity, now: datetime) -> str:
    """Give who proved their identity the token of a permission to register one key.

    Nothing of the identity is stored. The token is the browser's; its hash lies here.

    Raises:
        RegistrationIsNotOpen
        CannotVote: not on the roll, of another area, too young, excluded, or voted on paper.
        KeyIsRegistered: this entry of the roll has registered.
    """
    roll = Roll.objects.filter(election=election).first()
    if roll is None or not takes_registrations(roll, now):
        raise RegistrationIsNotOpen
    born_then = RollEntry.objects.of(election).filter(birth_date=identity.birth_date)
    entry = found_among(identity, born_then.select_related("electorate"))
    if entry is None:
        raise CannotVote(Refusal.NOT_ON_ROLL)
    if refusal := standing_of(entry.electorate.rule, entry.person):
        raise CannotVote(refusal)
    _require_no_other_way(entry)
    token = secrets.token_urlsafe(32)
    RegistrationPermission.objects.create(
        entry=entry,
        token_sha256=ticket_of(token),
        expires_at=now + timedelta(minutes=PERMISSION_MINUTES),
    )
    return token


@transaction.atomic
def register_key(*, token: str, sealed: str, now: datetime) -> Election:
    """Take one sealed key for the permission; the vote that it is for.

    The row of the roll is held: of any number at once, and of whoever hands the roll over, one is
    first.

    Raises:
        PermissionIsOver: unknown, used, or its minutes are over.
        RegistrationIsNotOpen: it ended meanwhile.
        KeyIsRegistered, CannotVote: this entry registered meanwhile, or voted on paper.
        SealedKeyIsBroken: what was sent cannot be a sealed key.
    """
    given = RegistrationPermission.objects.filter(token_sha256=ticket_of(token), expires_at__gt=now)
    permission = given.select_related("entry__election").first()
    if permission is None:
        raise PermissionIsOver
    entry = permission.entry
    roll = Roll.objects.select_for_update().get(election=entry.election)
    if not takes_registrations(roll, now):
        raise RegistrationIsNotOpen
    _require_no_other_way(entry)
    if not SEALED.fullmatch(sealed):
        raise SealedKeyIsBroken
    OnlineRegistration.objects.create(entry=entry, sealed=permission.token_sha256 + sealed)
    RegistrationPermission.objects.filter(entry=entry).delete()
    return entry.election


def ticket_of(token: str) -> str:
    """What stands for a permission here and in the sealed key: the token is the browser's."""
    return hashlib.sha256(token.encode()).hexdigest()


def _require_no_other_way(entry: RollEntry) -> None:
    if OnlineRegistration.objects.filter(entry=entry).exists():
        raise KeyIsRegistered
    if PaperVoter.objects.filter(entry=entry).exists():
        raise CannotVote(Refusal.VOTED_ON_PAPER)
