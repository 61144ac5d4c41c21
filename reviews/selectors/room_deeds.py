"""What a person may do in the room of a session: for showing buttons, not for deciding."""

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.accounts.selectors import Person, standing_of
from portal.lifecycle.phases import Action
from portal.lifecycle.selectors import is_open
from reviews.models import ReviewSession, Room
from reviews.selectors.deeds import session_deeds
from reviews.states import SESSION_DEEDS, SessionDeed, SessionState

_SHOWN: dict[str, SessionDeed] = {
    "answer": SessionDeed.ANSWER,
    "agenda": SessionDeed.SET_AGENDA,
    "commit": SessionDeed.COMMIT,
    "carry": SessionDeed.CARRY,
    "write": SessionDeed.WRITE_NOTE,
}


def room_deeds(person: Person, session: ReviewSession, room: Room | None) -> frozenset[str]:
    """The cycle's phases are loaded before; as `data-for` of reviews/room/*.html names them."""
    state = SessionState(session.state)
    allowed = session_deeds(person, session)
    may = {name for name, deed in _SHOWN.items() if deed in allowed}
    chairs = room is not None and room.chair_id is not None and room.chair_id == person.pk
    asks = state in SESSION_DEEDS[SessionDeed.ASK] and is_open(session.cycle, Action.ASK_REVIEW)
    if asks and not chairs:
        may.add("ask")
    if not isinstance(person, User):
        return frozenset(may)
    roles = standing_of(person, session.cycle.area).roles
    if state in SESSION_DEEDS[SessionDeed.CHAIR] and Role.FACILITATOR in roles:
        may.add("chair" if chairs else "take_chair")
    panel = Role.PANEL_MEMBER in roles and is_open(session.cycle, Action.GIVE_VERDICT)
    owns = is_open(session.cycle, Action.UPDATE_PROJECT) and answerable(person, session)
    if state in SESSION_DEEDS[SessionDeed.WRITE_NOTE] and (panel or owns):
        may.add("write")
    return frozenset(may)


def answerable(person: Person, session: ReviewSession) -> frozenset[int]:
    """The owners of the session's projects for whom the person writes."""
    if not isinstance(person, User):
        return frozenset()
    writes = standing_of(person, session.cycle.area).writes_for
    if not writes:
        return frozenset()
    return frozenset(session.projects.filter(owner__in=writes).values_list("owner_id", flat=True))
