"""A committee or a survey that decided elsewhere: its totals stand beside the ballots of others."""

import hashlib
from decimal import Decimal

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.services import admit
from voting.counting import BrokenElection, Condorcet, EqualShares, Phragmen, any_rule_from_json
from voting.errors import RuleDoesNotFit, VoteIsHeldHere
from voting.models import Election, Electorate, ElectorateTotals, HeldVote
from voting.selectors.deeds import RUNNING
from voting.services.ballots import hold_election
from voting.services.totals_files import read_totals
from voting.states import ElectionKind, ElectionState

ASKS_FOR_BALLOTS = (EqualShares, Phragmen, Condorcet)


def preview_totals(*, election: Election, encoded: bytes) -> list[Decimal]:
    """What would be taken in, in the order of the options; refuses what `put_totals` would.

    Raises:
        TotalsFileIsBroken
    """
    return read_totals(encoded, list(election.options.order_by("position")))


@transaction.atomic
def put_totals(*, actor: User, electorate: Electorate, encoded: bytes) -> ElectorateTotals:
    """Take in the totals of an electorate, whole or not at all, in place of any before.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the vote.
        ElectionIsNot: the ballots of the others are in already.
        VoteIsHeldHere: there everyone casts a ballot, a committee too.
        RuleDoesNotFit: by the rule of the vote voters pay, or are compared; totals do neither.
        TotalsFileIsBroken: says on which lines, and why.
    """
    election = electorate.election
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    held = hold_election(election, ElectionState.PREPARED)
    if HeldVote.objects.filter(election=held).exists():
        raise VoteIsHeldHere
    if held.rule and isinstance(any_rule_from_json(held.rule), ASKS_FOR_BALLOTS):
        raise RuleDoesNotFit(BrokenElection("no_ballots", electorate=electorate.code))
    values = preview_totals(election=held, encoded=encoded)
    totals, _created = ElectorateTotals.objects.update_or_create(
        electorate=electorate,
        defaults={
            "values": [str(value) for value in values],
            "file_sha256": hashlib.sha256(encoded).hexdigest(),
            "by": actor,
        },
    )
    record("put_totals", actor=actor, subject=held, electorate=electorate.code)
    return totals


@transaction.atomic
def drop_totals(*, actor: User, electorate: Electorate) -> None:
    """Take the totals of an electorate away again; refusals as `put_totals`."""
    election = electorate.election
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    hold_election(election, ElectionState.PREPARED)
    ElectorateTotals.objects.filter(electorate=electorate).delete()
    record("drop_totals", actor=actor, subject=election, electorate=electorate.code)
