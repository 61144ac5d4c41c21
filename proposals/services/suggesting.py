"""Changing a passage of somebody else's draft: suggested, taken with credit, or declined."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.events import write_event
from portal.lifecycle.services import admit
from portal.notices.services import follow
from proposals.errors import (
    DraftIsNotShared,
    NothingIsChanged,
    PassageIsNotThere,
    SuggestionIsDecided,
    TooManySuggestions,
)
from proposals.models import Proposal, Suggestion
from proposals.selectors import action_of_writing
from proposals.services.co_drafting import save_revision, settle
from proposals.services.deeds import hold_proposal, require_writer, state_after
from proposals.states import ProposalDeed, SuggestionState

# Of one person on one proposal, waiting for an answer.
MOST_OPEN = 10


@dataclass(frozen=True)
class Passage:
    """A passage as it stands in a field (empty: the end of the field), and as it should be."""

    field: str
    before: str
    after: str
    reason: str = ""


@transaction.atomic
def suggest_change(*, actor: User, proposal_id: int, passage: Passage) -> Suggestion:
    """Suggest to write a passage differently; one follows the proposal to hear the answer.

    Raises:
        DraftIsNotShared: the actor does not see the proposal.
        DeedIsNotOpen, RoleIsMissing, PhaseIsNotOpen: as for editing.
        NothingIsChanged: both passages are the same.
        PassageIsNotThere: the field does not hold it (any more).
        TooManySuggestions: so many of the actor's wait for an answer.
    """
    proposal = _hold_editable(proposal_id, actor)
    if not Proposal.objects.visible_to(actor).filter(pk=proposal_id).exists():
        raise DraftIsNotShared
    if passage.before == passage.after:
        raise NothingIsChanged
    settle(proposal)
    if passage.before not in getattr(proposal, passage.field):
        raise PassageIsNotThere
    waiting = Suggestion.objects.filter(proposal=proposal, author=actor, state=SuggestionState.OPEN)
    if waiting.count() >= MOST_OPEN:
        raise TooManySuggestions(MOST_OPEN)
    suggested = Suggestion.objects.create(
        proposal=proposal,
        author=actor,
        field=passage.field,
        before=passage.before,
        after=passage.after,
        reason=passage.reason,
    )
    follow(user=actor, item=proposal.item)
    write_event("proposals.change_suggested", item=proposal.item, actor=actor)
    return suggested


@transaction.atomic
def accept_suggestion(*, actor: User, suggestion_id: int) -> Suggestion:
    """Write the passage as it was suggested: a new revision, in which both have credit.

    Raises:
        NotAnAuthor, DeedIsNotOpen, RoleIsMissing, PhaseIsNotOpen: as for editing.
        SuggestionIsDecided: it was taken or declined before.
        PassageIsNotThere: the passage has been rewritten since.
    """
    suggestion, proposal = _hold(suggestion_id, actor)
    settle(proposal)
    text: str = getattr(proposal, suggestion.field)
    if suggestion.before not in text:
        raise PassageIsNotThere
    changed = _replaced(text, suggestion)
    save_revision(
        proposal, {suggestion.field: changed}, actor=actor, credit=[suggestion.author, actor]
    )
    return _decide(suggestion, proposal, actor, SuggestionState.ACCEPTED)


@transaction.atomic
def decline_suggestion(*, actor: User, suggestion_id: int, answer: str) -> Suggestion:
    """Leave the passage as it is, and say why.

    Raises:
        NotAnAuthor, DeedIsNotOpen, RoleIsMissing, PhaseIsNotOpen, SuggestionIsDecided.
        ReasonIsMissing: the answer is too short to explain anything.
    """
    suggestion, proposal = _hold(suggestion_id, actor)
    if len(answer.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    suggestion.answer = answer
    return _decide(suggestion, proposal, actor, SuggestionState.DECLINED)


def _replaced(text: str, suggestion: Suggestion) -> str:
    if suggestion.before:
        return text.replace(suggestion.before, suggestion.after, 1)
    return f"{text}\n{suggestion.after}".strip()


def _hold_editable(proposal_id: int, actor: User) -> Proposal:
    proposal = hold_proposal(proposal_id)
    state_after(proposal, ProposalDeed.EDIT)
    admit(actor=actor, cycle=proposal.item.cycle, action=action_of_writing(proposal))
    return proposal


def _hold(suggestion_id: int, actor: User) -> tuple[Suggestion, Proposal]:
    suggestion = Suggestion.objects.select_related("author").get(pk=suggestion_id)
    proposal = _hold_editable(suggestion.proposal_id, actor)
    require_writer(actor, proposal)
    # Between our look and our hold it may have been decided: look again.
    suggestion.refresh_from_db(fields=["state"])
    if suggestion.state != SuggestionState.OPEN:
        raise SuggestionIsDecided
    return suggestion, proposal


def _decide(
    suggestion: Suggestion, proposal: Proposal, actor: User, state: SuggestionState
) -> Suggestion:
    suggestion.state = state
    suggestion.decided_by, suggestion.decided_at = actor, timezone.now()
    suggestion.revision = proposal.revision
    suggestion.save()
    write_event(f"proposals.suggestion_{state}", item=proposal.item, actor=actor)
    return suggestion
