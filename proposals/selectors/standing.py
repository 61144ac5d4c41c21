"""What a person may do on a page just now: for showing buttons, not for deciding."""

from dataclasses import dataclass, field

from portal.accounts.models import User
from portal.accounts.selectors import Person, roles_of
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import is_open
from proposals.models import CoAuthor, Proposal, Report
from proposals.selectors.writers import (
    action_of_submitting,
    action_of_writing,
    co_author_of,
    is_writer,
)
from proposals.states import PRIVATE_STATES, ProposalDeed, ProposalState, allows


@dataclass(frozen=True)
class ReportStanding:
    supports: bool = False
    may_support: bool = False
    may_draft: bool = False
    may_answer: bool = False


@dataclass(frozen=True)
class ProposalStanding:
    """`listed` are the organisations for which the person may answer.

    `consent_missing` are those that have not consented to the present text.
    """

    supports: bool = False
    may_support: bool = False
    is_writer: bool = False
    may_edit: bool = False
    may_write_live: bool = False
    may_suggest: bool = False
    may_invite: bool = False
    may_submit: bool = False
    may_screen: bool = False
    listed: list[CoAuthor] = field(default_factory=list)
    consent_missing: list[CoAuthor] = field(default_factory=list)


def standing_at_report(person: Person, report: Report) -> ReportStanding:
    """For a visitor without a query. The row is loaded `for_reader`, with its cycle's phases."""
    cycle = report.item.cycle
    may_support = is_open(cycle, Action.SUPPORT_ISSUE)
    may_draft = is_open(cycle, Action.DRAFT_PROPOSAL)
    if not isinstance(person, User):
        return ReportStanding(may_support=may_support, may_draft=may_draft)
    return ReportStanding(
        supports=report.is_supported,
        may_support=may_support,
        may_draft=may_draft,
        may_answer=is_open(cycle, Action.ANSWER_REPORT)
        and bool(roles_of(person, cycle.area) & WHO_MAY[Action.ANSWER_REPORT]),
    )


def standing_at_proposal(person: Person, proposal: Proposal) -> ProposalStanding:
    """For a visitor without a query. The row is loaded `for_reader`, with phases, co-authors."""
    state, cycle = ProposalState(proposal.state), proposal.item.cycle
    may_support = allows(state, ProposalDeed.SUPPORT) and is_open(cycle, Action.SUPPORT_PROPOSAL)
    if not isinstance(person, User):
        return ProposalStanding(may_support=may_support)
    # Asked only in the states in which the answer matters.
    writable = allows(state, ProposalDeed.EDIT)
    writes = writable and is_writer(person, proposal)
    may_write = writes and is_open(cycle, action_of_writing(proposal))
    return ProposalStanding(
        supports=proposal.is_supported,
        may_support=may_support,
        is_writer=writes,
        may_edit=may_write,
        may_write_live=may_write or _reads_along(person, proposal, state),
        may_suggest=writable and is_open(cycle, action_of_writing(proposal)),
        may_invite=may_write and allows(state, ProposalDeed.INVITE),
        may_submit=writes and is_open(cycle, action_of_submitting(proposal)),
        may_screen=_may_screen(person, proposal, state),
        listed=co_author_of(person, proposal) if writable and proposal.co_authors.all() else [],
        consent_missing=[
            each
            for each in proposal.co_authors.all()
            if each.consented_revision != proposal.revision
        ],
    )


def _reads_along(user: User, proposal: Proposal, state: ProposalState) -> bool:
    """A draft that one sees and does not write: one's organisation is on its list."""
    return (
        state in PRIVATE_STATES
        and proposal.author_id != user.pk
        and is_open(proposal.item.cycle, action_of_writing(proposal))
    )


def _may_screen(user: User, proposal: Proposal, state: ProposalState) -> bool:
    waiting = state in {ProposalState.SUBMITTED, ProposalState.IN_SCREENING}
    cycle = proposal.item.cycle
    return (
        waiting
        and is_open(cycle, Action.SCREEN_PROPOSAL)
        and bool(roles_of(user, cycle.area) & WHO_MAY[Action.SCREEN_PROPOSAL])
    )
