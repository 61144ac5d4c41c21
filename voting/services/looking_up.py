"""A clerk asks whether someone may vote: answered with a named reason, and kept on the record."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from voting.eligibility import Moment, Refusal, refusal_of
from voting.models import Election, OnlineRegistration, PaperVoter, RollEntry
from voting.permissions import require_clerk


@dataclass(frozen=True)
class LookedUp:
    """`refusal` is None where the person may vote now. Nothing here goes into a list or a file."""

    entry: RollEntry | None
    refusal: Refusal | None
    registered: bool


@transaction.atomic
def look_up(*, actor: User, election: Election, voter_no: str, now: datetime) -> LookedUp:
    """Whether the person of a number may vote now, and if not, why.

    The record says that a clerk asked and what the answer was, not about whom.

    Raises:
        RoleIsRequired: the actor is no counter clerk.
    """
    require_clerk(actor, election)
    entries = RollEntry.objects.of(election).select_related("electorate")
    entry = entries.filter(voter_no=voter_no).first()
    registered = on_paper = False
    refusal: Refusal | None = Refusal.NOT_ON_ROLL
    if entry is not None:
        registered = OnlineRegistration.objects.filter(entry=entry).exists()
        on_paper = PaperVoter.objects.filter(entry=entry).exists()
        moment = Moment(now, election.opens_at, election.closes_at, on_paper=on_paper)
        refusal = refusal_of(entry.electorate.rule, entry.person, moment)
    record("look_up_voter", actor=actor, subject=election, answer=refusal or "may_vote")
    return LookedUp(entry, refusal, registered)
