"""Opening and closing votes by the clock, inside their phase."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.lifecycle.events import write_event
from portal.lifecycle.locks import hold_phase
from portal.lifecycle.models import CyclePhase
from portal.lifecycle.phases import PhaseState
from voting.errors import ElectionIsNot, LogKeyIsLost
from voting.locks import hold_vote_alone
from voting.models import Election, HeldVote
from voting.selectors.frozen import FrozenVote, frozen_vote
from voting.services.ballots import hold_election
from voting.services.log import close_log
from voting.services.tallying import lay_out_when_complete
from voting.states import ElectionState

logger = logging.getLogger(__name__)


def change_due_votes(now: datetime | None = None) -> int:
    """Open every frozen vote whose time has come, close every open one whose time is over.

    A vote is also closed when its phase is. Safe for any number of workers: each change is made
    in a transaction that holds the vote alone and looks again. One that was missed altogether is
    opened and closed, so that its log says so. How many were changed.
    """
    at = now or timezone.now()
    states = (ElectionState.FROZEN, ElectionState.OPEN)
    held = HeldVote.objects.filter(fingerprint__isnull=False, election__state__in=states)
    return sum(_change(fingerprint, at) for (fingerprint,) in held.values_list("fingerprint"))


def _change(fingerprint: str | None, now: datetime) -> int:
    vote = frozen_vote(fingerprint or "")
    assert vote is not None
    changed = 0
    for change in (_open, _close):
        try:
            changed += change(vote, now)
        except ElectionIsNot:
            # Another worker was first.
            continue
        except LogKeyIsLost as lost:
            logger.critical("%s", lost)
    return changed


@transaction.atomic
def _open(vote: FrozenVote, now: datetime) -> bool:
    if now < vote.opens_at or not _phase_is_open(vote):
        return False
    election = _held(vote, ElectionState.FROZEN)
    election.state = ElectionState.OPEN
    election.save(update_fields=["state"])
    write_event("voting.vote_opened", cycle=election.cycle)
    return True


@transaction.atomic
def _close(vote: FrozenVote, now: datetime) -> bool:
    if now < vote.closes_at and _phase_is_open(vote):
        return False
    # Whoever is casting has finished; nobody begins before the state is committed.
    hold_vote_alone(vote.pk)
    election = _held(vote, ElectionState.OPEN)
    election.state = ElectionState.CLOSED
    election.save(update_fields=["state"])
    close_log(vote)
    write_event("voting.vote_closed", cycle=election.cycle)
    lay_out_when_complete(vote)
    return True


def _held(vote: FrozenVote, state: ElectionState) -> Election:
    return hold_election(Election(pk=vote.pk), state)


def _phase_is_open(vote: FrozenVote) -> bool:
    hold_phase(vote.cycle_id, vote.phase)
    phase = CyclePhase.objects.get(cycle=vote.cycle_id, phase=vote.phase)
    return phase.state == PhaseState.OPEN
