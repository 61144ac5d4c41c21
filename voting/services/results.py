"""Counting an election from its stored ballots."""

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.events import write_event
from portal.lifecycle.services import admit
from voting import counting
from voting.counting import CountingError, Found, ProjectOutcome, any_rule_from_json
from voting.counting.numbers import number_to_json
from voting.errors import RuleDoesNotFit
from voting.models import Election, Option, Result
from voting.selectors.ballots import instance_of
from voting.selectors.deeds import RUNNING
from voting.services.ballots import hold_election
from voting.states import ElectionKind, ElectionState


@transaction.atomic
def count_election(*, actor: User, election: Election) -> Result:
    """Count an opened election by its rule, store the result for good, and tell everyone.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the election.
        ElectionIsNot: its ballots are not in yet, or it is counted already.
        RuleDoesNotFit: the rule cannot count these ballots; says why.
    """
    admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
    held = hold_election(election, ElectionState.OPENED)
    try:
        found = counting.find(instance_of(held), any_rule_from_json(held.rule))
    except CountingError as error:
        raise RuleDoesNotFit(error) from error
    result = store_result(held, found)
    held.state = ElectionState.CERTIFIED
    held.save(update_fields=["state"])
    _tell(held, found)
    record("count_election", actor=actor, subject=held, input=found.input)
    return result


def store_result(election: Election, found: Found) -> Result:
    document = found.to_json()
    return Result.objects.create(
        election=election,
        rule=document["rule"],
        input_sha256=found.input,
        counting_version=found.version,
        outcome=document,
    )


def _tell(election: Election, found: Found) -> None:
    """One event per option, along its path: those who first reported it hear of it too."""
    for option in Option.objects.filter(election=election).select_related("item__cycle"):
        fared = found.standings[option.external_id]
        kind = "voting.option_ranked"
        if isinstance(fared, ProjectOutcome):
            kind = "voting.option_funded" if fared.funded else "voting.option_not_funded"
        write_event(kind, item=option.item, rank=fared.rank, votes=number_to_json(fared.votes))
