"""What the city answers to a vote, and what the assembly decides."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services.audit import record
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from voting.errors import (
    AmountDoesNotFit,
    DecisionIsInTheFuture,
    DecisionIsRecorded,
    ElectionIsNot,
    ElectionIsOfTheOtherKind,
)
from voting.hooks import run_on_decision
from voting.models import Decision, Election, Option, PriorityAnswer
from voting.selectors.options import result_of
from voting.states import ElectionKind, ElectionState


@transaction.atomic
def answer_priorities(
    *, actor: User, election: Election, answers: Mapping[int, str]
) -> list[PriorityAnswer]:
    """Answer the priorities of a counted vote, by the number of the option; empty texts wait.

    An answer may be written anew while BUDGET is open; the earlier one stays in its history.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: BUDGET opens it to the mayor's office.
        ElectionIsOfTheOtherKind, ElectionIsNot: it is no counted vote on priorities.
        ReasonIsMissing: an answer too short to say anything.
    """
    admit(actor=actor, cycle=election.cycle, action=Action.ANSWER_PRIORITIES)
    _require_counted(election.pk, ElectionKind.PRIORITY)
    options = election.options.select_related("item__cycle", "priority_answer")
    written = []
    for option in options.filter(pk__in=answers):
        text = answers[option.pk].strip()
        given = getattr(option, "priority_answer", None)
        if text and text != getattr(given, "text", ""):
            written.append(_answer(actor, option, given, text))
            record("answer_priorities", actor=actor, subject=option)
    return written


def _answer(actor: User, option: Option, given: PriorityAnswer | None, text: str) -> PriorityAnswer:
    _require_length(text)
    answer = given or PriorityAnswer(option=option)
    answer.text, answer.by, answer.at = text, actor, timezone.now()
    answer.save()
    write_event("voting.priority_answered", item=option.item, actor=actor)
    return answer


@transaction.atomic
def record_decision(
    *,
    actor: User,
    option: Option,
    approved: bool,
    decided_on: date,
    amount: Decimal | None = None,
    reason: str = "",
) -> Decision:
    """Record what the assembly decided on an option of a counted budget election.

    Later stages do their part at once (voting.hooks).

    Raises:
        RoleIsMissing, PhaseIsNotOpen: BUDGET opens it to the mayor's office.
        ElectionIsOfTheOtherKind, ElectionIsNot: it is no option of a counted budget election.
        DecisionIsRecorded: there is one already.
        AmountDoesNotFit: approved without an amount, or an amount for nothing.
        DecisionIsInTheFuture: it is not made yet.
        ReasonIsMissing: it differs from the vote, in yes or no or in the amount, without a why.
    """
    election = option.election
    admit(actor=actor, cycle=election.cycle, action=Action.RECORD_DECISION)
    _require_counted(election.pk, ElectionKind.BUDGET)
    held = Option.objects.select_for_update(of=("self",)).select_related("item__cycle")
    option = held.get(pk=option.pk)
    if earlier := Decision.objects.filter(option=option).first():
        raise DecisionIsRecorded(earlier.decided_on)
    if approved != bool(amount and amount > 0) or (amount is not None and not approved):
        raise AmountDoesNotFit
    if decided_on > timezone.localdate():
        raise DecisionIsInTheFuture
    if differs_from_vote(option, approved=approved, amount=amount):
        _require_length(reason)
    decision = Decision.objects.create(
        option=option,
        approved=approved,
        amount=amount,
        reason=reason.strip(),
        decided_on=decided_on,
        recorded_by=actor,
    )
    _tell(decision, actor)
    record("record_decision", actor=actor, subject=option, approved=approved)
    run_on_decision(election.cycle)
    return decision


def differs_from_vote(option: Option, *, approved: bool, amount: Decimal | None) -> bool:
    """Whether the decision is another than the vote's: yes for no, no for yes, or other money."""
    fared = result_of(option.pk)
    assert fared is not None
    return approved != fared.funded or (approved and amount != option.cost)


def _tell(decision: Decision, actor: User) -> None:
    item = decision.option.item
    if decision.approved:
        amount = f"{decision.amount:,f} {item.cycle.currency}"
        write_event("voting.option_approved", item=item, actor=actor, amount=amount)
    else:
        write_event("voting.option_rejected", item=item, actor=actor)


def _require_counted(election_id: int, kind: ElectionKind) -> None:
    """Asked of the database: what the caller holds may be older than the count."""
    election = Election.objects.get(pk=election_id)
    if election.kind != kind:
        raise ElectionIsOfTheOtherKind
    if election.state != ElectionState.CERTIFIED:
        raise ElectionIsNot(ElectionState.CERTIFIED, ElectionState(election.state))


def _require_length(text: str) -> None:
    if len(text.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
