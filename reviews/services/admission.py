"""What every service here asks first: the phase, the role, the owner, the state, the reason."""

from portal.accounts.models import User
from portal.lifecycle.errors import ReasonIsMissing
from portal.lifecycle.phases import Action
from portal.lifecycle.services import admit
from reviews.errors import (
    CommitmentStateForbids,
    EvidenceIsMissing,
    ProjectStateForbids,
    QuestionIsHidden,
    SessionStateForbids,
    TextIsMissing,
)
from reviews.locks import hold_commitment, hold_project, hold_session
from reviews.models import Commitment, Project, Question, ReviewSession
from reviews.permissions import require_owner, require_owner_or_analyst
from reviews.states import (
    COMMITMENT_DEEDS,
    PROJECT_DEEDS,
    SESSION_DEEDS,
    CommitmentDeed,
    ProjectDeed,
    ProjectState,
    SessionDeed,
    SessionState,
)


def project_for_owner(actor: User, project: Project, deed: ProjectDeed) -> Project:
    """The project, held, for a deed of its owner.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open UPDATE_PROJECT to the actor.
        NotTheOwner: the actor does not act for the owner.
        ProjectStateForbids: its state does not allow the deed.
    """
    admit(actor=actor, cycle=project.item.cycle, action=Action.UPDATE_PROJECT)
    held = hold_project(project)
    require_owner(actor, held.owner_id)
    require_project_deed(held, deed)
    return held


def project_to_measure(actor: User, project: Project) -> Project:
    """The project, held, for a reading by who does the work or who checks it.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open RECORD_READING to the actor.
        NotTheOwner: the actor neither acts for the owner nor is an analyst.
        ProjectStateForbids: the project has not begun.
    """
    cycle = project.item.cycle
    admit(actor=actor, cycle=cycle, action=Action.RECORD_READING)
    held = hold_project(project)
    require_owner_or_analyst(actor, held.owner_id, cycle)
    require_project_deed(held, ProjectDeed.RECORD_READING)
    return held


def session_for_organiser(
    actor: User, session: ReviewSession, deed: SessionDeed, action: Action = Action.HOLD_REVIEW
) -> ReviewSession:
    """The session, held, for a deed of those who run it (or for another action).

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open the action to the actor.
        SessionStateForbids: its state does not allow the deed.
    """
    admit(actor=actor, cycle=session.cycle, action=action)
    held = hold_session(session)
    if SessionState(held.state) not in SESSION_DEEDS[deed]:
        raise SessionStateForbids(deed, SessionState(held.state))
    return held


def commitment_for_owner(actor: User, commitment: Commitment) -> Commitment:
    """The commitment, held, for who promised it to say that it is done.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: the cycle does not open UPDATE_PROJECT to the actor.
        NotTheOwner: the actor does not act for who promised it.
        CommitmentStateForbids: it is closed already.
    """
    admit(actor=actor, cycle=commitment.item.cycle, action=Action.UPDATE_PROJECT)
    held = hold_commitment(commitment)
    require_owner(actor, held.owner_id)
    _require_commitment_deed(held, CommitmentDeed.SETTLE)
    return held


def commitment_for_organiser(
    actor: User, commitment: Commitment, deed: CommitmentDeed
) -> Commitment:
    """The commitment, held, for a deed of those who run the sessions.

    Raises:
        RoleIsMissing, PhaseIsNotOpen: VERIFY opens it to analysts and facilitators.
        CommitmentStateForbids: its state does not allow the deed.
    """
    admit(actor=actor, cycle=commitment.item.cycle, action=Action.HOLD_REVIEW)
    held = hold_commitment(commitment)
    _require_commitment_deed(held, deed)
    return held


def require_project_deed(project: Project, deed: ProjectDeed) -> None:
    state = ProjectState(project.state)
    if state not in PROJECT_DEEDS[deed]:
        raise ProjectStateForbids(deed, state)


def _require_commitment_deed(commitment: Commitment, deed: CommitmentDeed) -> None:
    if commitment.current_state not in COMMITMENT_DEEDS[deed]:
        raise CommitmentStateForbids(deed, commitment.current_state)


def require_in_sight(question: Question) -> None:
    if question.is_hidden:
        raise QuestionIsHidden


def reason_of_length(text: str) -> str:
    if len(text.strip()) < ReasonIsMissing.MINIMUM:
        raise ReasonIsMissing
    return text.strip()


def evidence_of_length(text: str) -> str:
    if len(text.strip()) < EvidenceIsMissing.MINIMUM:
        raise EvidenceIsMissing
    return text.strip()


def some_text(text: str) -> str:
    if not text.strip():
        raise TextIsMissing
    return text.strip()
