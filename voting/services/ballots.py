"""Taking in ballots that were cast elsewhere, without names, from a .pb file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import IO

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.services import admit
from voting.counting import Ballots, Instance, VoteType, any_rule_from_json, rule_to_json
from voting.errors import ElectionIsNot, VoteIsHeldHere
from voting.models import BallotGroup, Election, HeldVote
from voting.origins import window_of
from voting.roll_errors import TotalsAreMissing, WeightsDoNotFit
from voting.selectors.deeds import RUNNING
from voting.selectors.electorates import weights_of, weights_problem
from voting.services.ballot_files import positions_in, read_ballot_file, sha256_of
from voting.states import ElectionKind, ElectionState

BATCH = 2_000
Told = Callable[[int, int], None]
"""Hears how many groups of ballots are stored, of how many."""


def quietly(_done: int, _of: int) -> None:
    """Tell nobody."""


@transaction.atomic
def import_ballots(*, actor: User, election: Election, file: IO[bytes]) -> Election:
    """Store the anonymous ballots of a .pb file, whole or not at all, and open the election.

    The file's projects are the election's options by their numbers on the ballot, at the same
    costs and budget; a priority vote has neither, and those of its file are not looked at.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the election.
        ElectionIsNot: it is not prepared: its ballots are in already.
        VoteIsHeldHere: its ballots are cast here, and come from nowhere else.
        TotalsAreMissing, WeightsDoNotFit: of several electorates, one alone has ballots.
        BallotFileIsBroken: says on which line, and why.
        BallotFileDoesNotFit: it is readable, but of another election.
    """
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    held = hold_election(election, ElectionState.PREPARED)
    if HeldVote.objects.filter(election=held).exists():
        raise VoteIsHeldHere
    _weigh(held)
    instance = read_ballot_file(file)
    positions = positions_in(held, instance, file)
    open_with_ballots(held, instance, positions, sha256_of(file))
    record(
        "import_ballots",
        actor=actor,
        subject=held,
        ballots=held.ballot_count,
        sha256=held.source_sha256,
    )
    return held


def _weigh(election: Election) -> None:
    """The weights of several electorates become the rule's; one of them has ballots, not totals."""
    bodies = list(election.electorates.select_related("totals"))
    if len(bodies) < 2:
        return
    without = [body.name for body in bodies if not hasattr(body, "totals")]
    if len(without) != 1:
        raise TotalsAreMissing(without)
    if problem := weights_problem(election):
        raise WeightsDoNotFit(problem)
    rule = any_rule_from_json(election.rule)
    election.rule = rule_to_json(replace(rule, weights=weights_of(bodies)))


def hold_election(election: Election, needed: ElectionState) -> Election:
    """The election, kept from any other deed until the commit; it must be in that state."""
    held = hold(election)
    require_state(held, needed)
    return held


def hold(election: Election) -> Election:
    return (
        Election.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=election.pk)
    )


def require_state(election: Election, needed: ElectionState) -> None:
    if election.state != needed:
        raise ElectionIsNot(needed, ElectionState(election.state))


def open_with_ballots(
    election: Election,
    instance: Instance,
    positions: Sequence[int],
    sha256: str,
    told: Told = quietly,
) -> None:
    """Store the ballots; `positions` says for each project of the file where it stands here."""
    ballots = instance.ballots
    groups = _stored(ballots, positions)
    for start in range(0, len(groups), BATCH):
        BallotGroup.objects.bulk_create(
            BallotGroup(election=election, content=content, count=count)
            for content, count in groups[start : start + BATCH]
        )
        told(min(start + BATCH, len(groups)), len(groups))
    election.ballot_count = ballots.number_of_voters
    election.point_unit = ballots.point_unit
    election.unnamed_points = ballots.unnamed_points
    election.meta = dict(instance.meta)
    if election.opens_at is None and election.closes_at is None:
        election.opens_at, election.closes_at = window_of(instance.meta)
    election.source_sha256 = sha256
    election.state = ElectionState.OPENED
    election.save()


def _stored(ballots: Ballots, positions: Sequence[int]) -> list[tuple[list[list[int]], int]]:
    """Each group as it is stored. Sorted: the order in which ballots came is nobody's business."""
    ranked = ballots.vote_type is VoteType.ORDINAL
    groups = []
    for count, picks in ballots.rows():
        pairs = [[positions[project], points] for project, points in picks]
        groups.append((pairs if ranked else sorted(pairs), count))
    return sorted(groups)
