"""Counting an election from its stored ballots, and storing what was found, once and for good."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.events import write_event
from portal.lifecycle.services import admit
from portal.notices.services import tell_first
from proposals.selectors import proposers_of
from voting import counting
from voting.counting import CountingError, Found, Greedy, ProjectOutcome, any_rule_from_json
from voting.counting.numbers import number_to_json
from voting.crypto.canonical import read_canonical
from voting.errors import ResultDiffers, RuleDoesNotFit
from voting.explained import Explained, Told, explained_to_json, quietly
from voting.models import Election, HeldVote, Option, Result, ResultExplanation
from voting.selectors.ballots import instance_of
from voting.selectors.deeds import RUNNING
from voting.selectors.explaining import explained_of
from voting.selectors.words import decimal_of
from voting.services.ballots import hold, hold_election, require_state
from voting.states import CountStage, ElectionKind, ElectionState


@dataclass(frozen=True)
class Counted:
    """What counting gave, and why; not stored yet."""

    found: Found
    explained: Explained


def count_election(*, actor: User, election: Election) -> Result:
    """Count an opened election by its rule here and now, store the result, and tell everyone.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: as for preparing the election.
        ElectionIsNot: its ballots are not in yet, or it is counted already.
        RuleDoesNotFit: the rule cannot count these ballots; says why.
    """
    with transaction.atomic():
        admit(actor=actor, cycle=election.cycle, action=RUNNING[ElectionKind(election.kind)])
        hold_election(election, ElectionState.OPENED)
    try:
        counted = count_ballots(election)
    except CountingError as error:
        raise RuleDoesNotFit(error) from error
    return store_count(election=election, counted=counted, actor=actor)


def count_ballots(election: Election, told: Told = quietly) -> Counted:
    """Count the stored ballots, which nobody can change; nothing is stored.

    Raises:
        CountingError: the rule cannot count them.
    """
    told(CountStage.READING, 0, election.ballot_count)
    instance = instance_of(election)
    told(CountStage.COUNTING, 0, election.ballot_count)
    # A file that names no rule that we know is read by the plainest.
    rule = Greedy() if election.rule is None else any_rule_from_json(election.rule)
    found = counting.find(instance, rule)
    return Counted(found, explained_of(election, instance, found, told))


@transaction.atomic
def store_count(*, election: Election, counted: Counted, actor: User | None) -> Result:
    """Store a result with its explanation, and tell everyone; the stored one where one is.

    Two who counted the same ballots come to the same: the first stores it. Of a vote held here an
    auditor certifies the result before anyone is told.

    Raises:
        ElectionIsNot: its ballots are not in yet.
        ResultDiffers: the public record of a vote held here states another.
    """
    held = hold(election)
    if stored := Result.objects.filter(election=held).first():
        return stored
    require_state(held, ElectionState.OPENED)
    here = HeldVote.objects.filter(election=held).first()
    if here:
        _require_as_recorded(here, counted)
    result = _store(held, counted)
    if held.rule is not None and not here:
        held.state = ElectionState.CERTIFIED
        held.save(update_fields=["state"])
    if not held.cycle.source and not here:
        tell(held, counted.found)
    if not held.cycle.source:
        record("count_election", actor=actor, subject=held, input=counted.found.input)
    return result


def _require_as_recorded(held: HeldVote, counted: Counted) -> None:
    stated = read_canonical(bytes(held.result or b"null"))
    if not isinstance(stated, dict) or stated["count"] != counted.found.to_json():
        raise ResultDiffers


def _store(election: Election, counted: Counted) -> Result:
    document = counted.found.to_json()
    result = Result.objects.create(
        election=election,
        rule=document["rule"],
        input_sha256=counted.found.input,
        counting_version=counted.found.version,
        outcome=document,
    )
    ResultExplanation.objects.create(result=result, document=explained_to_json(counted.explained))
    return result


def tell(election: Election, found: Found) -> None:
    """One event per option: to its proposers at once, then along its path to who follows it."""
    options = list(Option.objects.filter(election=election).select_related("item__cycle"))
    proposers = proposers_of([option.proposal_id for option in options if option.proposal_id])
    people = User.objects.in_bulk({person for own in proposers.values() for person in own})
    for option in options:
        fared = found.standings[option.external_id]
        facts: dict[str, Any] = {"rank": fared.rank, "votes": number_to_json(fared.votes)}
        kind = "voting.option_ranked"
        if isinstance(found, counting.Result):
            own = found.projects[option.external_id]
            kind = "voting.option_funded" if own.funded else "voting.option_not_funded"
            facts |= _facts_of_money(found, own, election.cycle.currency)
        event = write_event(kind, item=option.item, **facts)
        told = sorted(proposers.get(option.proposal_id or 0, ()))
        tell_first([people[person] for person in told], event)


def _facts_of_money(
    found: counting.Result, own: ProjectOutcome, currency: str
) -> dict[str, str | int]:
    """The cut line, why the project was not funded, and what was missing of money."""
    facts: dict[str, str | int] = {}
    funded = [project for project in found.projects.values() if project.funded]
    if funded:
        last = max(funded, key=lambda project: project.rank)
        score = Fraction(round(last.score * 100), 100)
        facts |= {"cut_rank": last.rank, "cut_score": number_to_json(score)}
    if own.reason is not None:
        facts |= {"rule": found.rule.name, "reason": own.reason, "currency": currency}
    if own.short_by:
        facts["short"] = str(decimal_of(own.short_by))
    return facts
