"""What a person may do on a page just now: for showing buttons, not for deciding."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import Person, roles_by_area, roles_of, standing_of
from portal.lifecycle.models import Cycle
from portal.lifecycle.phases import WHO_MAY, Action
from portal.lifecycle.selectors import is_open
from reviews.models import Commitment, Project, ReviewSession
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

SESSION_ACTIONS: dict[SessionDeed, Action] = {
    SessionDeed.ASK: Action.ASK_REVIEW,
    SessionDeed.PUBLISH_MEMO: Action.HOLD_REVIEW,
    SessionDeed.HOLD: Action.HOLD_REVIEW,
    SessionDeed.ANSWER: Action.HOLD_REVIEW,
    SessionDeed.COMMIT: Action.HOLD_REVIEW,
    SessionDeed.PUBLISH_FOLLOW_UP: Action.HOLD_REVIEW,
    SessionDeed.GIVE_VERDICT: Action.GIVE_VERDICT,
    SessionDeed.CANCEL: Action.HOLD_REVIEW,
    SessionDeed.SUPPORT: Action.ASK_REVIEW,
    SessionDeed.SET_AGENDA: Action.HOLD_REVIEW,
    SessionDeed.CHAIR: Action.HOLD_REVIEW,
    SessionDeed.WRITE_NOTE: Action.HOLD_REVIEW,
    SessionDeed.CARRY: Action.HOLD_REVIEW,
}


def project_deeds(person: Person, project: Project) -> frozenset[ProjectDeed]:
    """The cycle's phases are loaded before; a query for who is signed in."""
    if not isinstance(person, User):
        return frozenset()
    cycle, state = project.item.cycle, ProjectState(project.state)
    in_state = {deed for deed in ProjectDeed if state in PROJECT_DEEDS[deed]}
    standing = standing_of(person, cycle.area)
    roles, ours = standing.roles, project.owner_id in standing.writes_for
    allowed: set[ProjectDeed] = set()
    if is_open(cycle, Action.UPDATE_PROJECT) and roles & WHO_MAY[Action.UPDATE_PROJECT]:
        if ours:
            allowed |= in_state - {ProjectDeed.RECORD_READING, ProjectDeed.TAKE_ON}
        elif project.owner_id is None:
            allowed |= in_state & {ProjectDeed.TAKE_ON}
    reads = (ours or Role.ANALYST in roles) and roles & WHO_MAY[Action.RECORD_READING]
    if reads and is_open(cycle, Action.RECORD_READING):
        allowed |= in_state & {ProjectDeed.RECORD_READING}
    return frozenset(allowed)


def session_deeds(person: Person, session: ReviewSession) -> frozenset[SessionDeed]:
    """The cycle's phases are loaded before."""
    state, cycle = SessionState(session.state), session.cycle
    roles = roles_of(person, cycle.area)
    return frozenset(
        deed
        for deed, action in SESSION_ACTIONS.items()
        if state in SESSION_DEEDS[deed] and is_open(cycle, action) and roles & WHO_MAY[action]
    )


@dataclass(frozen=True)
class Offer:
    """What a person may do for a whole cycle, in words, with its address."""

    label: str
    url: str
    icon: str


def cycle_offers(person: Person) -> list[Offer]:
    """Announcing a session, carrying over: in the cycles that open it to the person.

    Without a query for visitors, with one for who has no such role anywhere, else four.
    """
    if not roles_of(person) & (WHO_MAY[Action.HOLD_REVIEW] | WHO_MAY[Action.CARRY_OVER]):
        return []
    offers = []
    cycles = list(Cycle.objects.of_this_city().with_phases())
    roles = roles_by_area(person, {cycle.area_id for cycle in cycles})
    for cycle in cycles:
        name = {"cycle": cycle.name}
        if _opens(cycle, Action.HOLD_REVIEW, roles[cycle.area_id]):
            label = _("検証会議を知らせる（%(cycle)s）") % name
            offers.append(Offer(label, reverse("reviews:schedule", args=[cycle.slug]), "plus"))
            label = _("年間の検証会議を知らせる（%(cycle)s）") % name
            url = reverse("reviews:series_open", args=[cycle.slug])
            offers.append(Offer(label, url, "calendar"))
        if _opens(cycle, Action.CARRY_OVER, roles[cycle.area_id]):
            label = _("次のサイクルへ引き継ぐ（%(cycle)s）") % name
            url = reverse("reviews:carry_over", args=[cycle.slug])
            offers.append(Offer(label, url, "arrow-right"))
    return offers


def commitment_deeds(person: Person, commitment: Commitment) -> frozenset[CommitmentDeed]:
    """The cycle's phases are loaded before."""
    if not isinstance(person, User):
        return frozenset()
    cycle, state = commitment.item.cycle, commitment.current_state
    standing = standing_of(person, cycle.area)
    roles, ours = standing.roles, commitment.owner_id in standing.writes_for
    allowed: set[CommitmentDeed] = set()
    if is_open(cycle, Action.HOLD_REVIEW) and roles & WHO_MAY[Action.HOLD_REVIEW]:
        is_held = commitment.session.state in SESSION_DEEDS[SessionDeed.COMMIT]
        allowed |= {CommitmentDeed.ASSIGN} if is_held else set()
        # A date that nobody promised cannot be moved.
        is_assigned = commitment.owner_id is not None and commitment.due_on is not None
        allowed |= {CommitmentDeed.RENEGOTIATE} if is_assigned else set()
    if ours and is_open(cycle, Action.UPDATE_PROJECT) and roles & WHO_MAY[Action.UPDATE_PROJECT]:
        allowed.add(CommitmentDeed.SETTLE)
    return frozenset(deed for deed in allowed if state in COMMITMENT_DEEDS[deed])


def _opens(cycle: Cycle, action: Action, roles: frozenset[Role]) -> bool:
    return is_open(cycle, action) and bool(roles & WHO_MAY[action])
